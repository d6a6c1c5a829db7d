// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/history.h"

#include <gtest/gtest.h>

#include <array>
#include <thread>

namespace monitor {
namespace {

using namespace std::chrono_literals;

TimePoint at(double seconds)
{
    return TimePoint(Duration(static_cast<Duration::rep>(seconds * 1e9)));
}

const SeriesKey kLag{"orders", Quantity::LagPercent, "cp_1"};

HistoryOptions small()
{
    HistoryOptions options;
    options.raw_span = 2s;
    options.fine_span = 20s;
    options.coarse_span = 200s;
    return options;
}

/// `seconds` of samples each 10 ms: 10, but one sample of 90 at `spike_at`.
void fill(History& history, History::SeriesId id, double seconds, double spike_at)
{
    for (int tick = 0; tick * 0.01 < seconds; ++tick) {
        const double now = tick * 0.01;
        const std::array values{History::Value{id, std::abs(now - spike_at) < 0.001 ? 90.0 : 10.0}};
        history.append(at(now), values);
    }
}

float highest(const std::vector<Column>& columns)
{
    float found = 0;
    for (const auto& column : columns) {
        found = column.count > 0 ? std::max(found, column.max) : found;
    }
    return found;
}

TEST(History, ACountOfEventsIsExactInEveryTier)
{
    History history(small());
    const SeriesKey published{"orders", Quantity::Published, {}};
    const auto id = history.open(published);
    ASSERT_TRUE(id);
    constexpr double kMany = 1e12;
    for (int tick = 0; tick < 10'000; ++tick) {
        const std::array sample{History::Value{*id, kMany + tick}};
        history.append(at(tick * 0.01), sample);
    }
    EXPECT_EQ(history.value_at(published, at(99.5)), kMany + 9950);  // raw
    EXPECT_EQ(history.value_at(published, at(85.099)), kMany + 8509);  // 100 ms
    EXPECT_EQ(history.value_at(published, at(20.999)), kMany + 2099);  // 1 s
}

TEST(History, GivesMinMaxFirstAndLastOfAColumn)
{
    History history;
    const auto id = history.open(kLag);
    ASSERT_TRUE(id);
    const std::array values{5.0, 1.0, 9.0, 4.0};
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::array sample{History::Value{*id, values[i]}};
        history.append(at(1 + 0.01 * static_cast<double>(i)), sample);
    }
    std::vector<Column> columns(2);
    ASSERT_TRUE(history.query(kLag, at(0), at(2), columns));
    EXPECT_EQ(columns[0].count, 0U);
    EXPECT_EQ(columns[1].count, 4U);
    EXPECT_EQ(columns[1].min, 1);
    EXPECT_EQ(columns[1].max, 9);
    EXPECT_EQ(columns[1].first, 5);
    EXPECT_EQ(columns[1].last, 4);
}

TEST(History, KeepsASpikeOfOneSampleInEveryTier)
{
    for (const double length : {1.5, 15.0, 150.0}) {
        History history(small());
        const auto id = history.open(kLag);
        ASSERT_TRUE(id);
        fill(history, *id, length, 0.5);
        std::vector<Column> columns(100);
        ASSERT_TRUE(history.query(kLag, at(0), at(length), columns));
        EXPECT_EQ(highest(columns), 90) << length;
    }
}

TEST(History, IsBoundedAndForgetsTheOldest)
{
    History history(small());
    const auto id = history.open(kLag);
    ASSERT_TRUE(id);
    const auto memory = history.memory_used();
    fill(history, *id, 1000, 0.5);
    EXPECT_EQ(history.memory_used(), memory);
    EXPECT_GE(*history.oldest("orders"), at(790));
    std::vector<Column> columns(10);
    ASSERT_TRUE(history.query(kLag, at(0), at(700), columns));
    EXPECT_EQ(highest(columns), 0);
}

TEST(History, RefusesASeriesBeyondItsMemoryAndCountsIt)
{
    HistoryOptions options = small();
    History probe(options);
    ASSERT_TRUE(probe.open(kLag));
    options.memory_max = probe.memory_used() * 2;
    History history(options);
    EXPECT_TRUE(history.open({"a", Quantity::FreeSlots, {}}));
    EXPECT_TRUE(history.open({"b", Quantity::FreeSlots, {}}));
    EXPECT_FALSE(history.open({"c", Quantity::FreeSlots, {}}));
    EXPECT_TRUE(history.open({"b", Quantity::FreeSlots, {}}));
    EXPECT_EQ(history.refused(), 1U);
    history.drop("a");
    EXPECT_TRUE(history.open({"c", Quantity::FreeSlots, {}}));
    EXPECT_FALSE(history.query({"a", Quantity::FreeSlots, {}}, at(0), at(1), {}));
}

TEST(History, MarksAGapBetweenColumns)
{
    History history;
    const auto id = history.open(kLag);
    ASSERT_TRUE(id);
    for (const double now : {0.1, 0.11, 0.12, 0.81, 0.82}) {
        const std::array sample{History::Value{*id, 1.0}};
        history.append(at(now), sample);
    }
    history.add_gap("orders", {at(0.12), at(0.81), 68});
    std::vector<Column> columns(10);
    ASSERT_TRUE(history.query(kLag, at(0), at(1), columns));
    EXPECT_FALSE(columns[1].gap_before);
    EXPECT_TRUE(columns[8].gap_before);
    const auto gaps = history.gaps("orders", at(0.5), at(1));
    ASSERT_EQ(gaps.size(), 1U);
    EXPECT_EQ(gaps[0].missed, 68U);
    EXPECT_TRUE(history.gaps("orders", at(0.9), at(1)).empty());
    EXPECT_FALSE(history.value_at(kLag, at(0.5)));
}

TEST(History, ConnectsSparseColumnsWithoutAGap)
{
    History history;
    const auto id = history.open(kLag);
    ASSERT_TRUE(id);
    for (int tick = 0; tick < 10; ++tick) {
        const std::array sample{History::Value{*id, 1.0}};
        history.append(at(tick * 0.01), sample);
    }
    std::vector<Column> columns(1000);  // ten columns per sample
    ASSERT_TRUE(history.query(kLag, at(0), at(0.1), columns));
    for (const auto& column : columns) {
        EXPECT_FALSE(column.gap_before);
    }
}

TEST(History, TakesAConsumersAbsenceForAGapOfItsOwn)
{
    History history;
    const auto id = history.open(kLag);
    ASSERT_TRUE(id);
    for (const double now : {1.0, 1.01, 5.0, 5.01}) {
        const std::array sample{History::Value{*id, 1.0}};
        history.append(at(now), sample);
    }
    std::vector<Column> columns(10);
    ASSERT_TRUE(history.query(kLag, at(0), at(10), columns));
    EXPECT_TRUE(columns[5].gap_before);
    EXPECT_FALSE(history.value_at(kLag, at(4)));
    EXPECT_EQ(history.value_at(kLag, at(5.005)), 1.0);
}

TEST(History, GivesTheSampleBeforeATimeAsAStepFunction)
{
    History history;
    const auto id = history.open(kLag);
    ASSERT_TRUE(id);
    const std::array one{History::Value{*id, 1.0}};
    const std::array two{History::Value{*id, 2.0}};
    history.append(at(1), one);
    history.append(at(1.01), two);
    EXPECT_FALSE(history.value_at(kLag, at(0.99)));
    EXPECT_EQ(history.value_at(kLag, at(1.009)), 1.0);
    EXPECT_EQ(history.value_at(kLag, at(1.01)), 2.0);
}

TEST(History, NamesTheConsumersOfARing)
{
    History history;
    (void)history.open(kLag);
    (void)history.open({"orders", Quantity::LagPercent, "cp_0"});
    (void)history.open({"orders", Quantity::FreeSlots, {}});
    (void)history.open({"ticks", Quantity::LagPercent, "cp_9"});
    EXPECT_EQ(history.consumers("orders", Quantity::LagPercent),
        (std::vector<std::string>{"cp_0", "cp_1"}));
}

TEST(History, CanBeReadWhileItIsFilled)
{
    History history(small());
    const auto id = history.open(kLag);
    ASSERT_TRUE(id);
    std::jthread writer([&](const std::stop_token& stop) {
        for (int tick = 0; !stop.stop_requested(); ++tick) {
            const std::array sample{History::Value{*id, 10.0}};
            history.append(at(tick * 0.01), sample);
        }
    });
    std::vector<Column> columns(50);
    for (int i = 0; i < 200; ++i) {
        ASSERT_TRUE(history.query(kLag, at(0), at(1000), columns));
        for (const auto& column : columns) {
            ASSERT_TRUE(column.count == 0 || (column.min == 10 && column.max == 10));
        }
    }
}

}  // namespace
}  // namespace monitor

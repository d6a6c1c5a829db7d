// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/watch_page.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace monitor {
namespace {

using namespace std::chrono_literals;

ConsumerReading consumer(std::string id, ConsumerState state, Severity severity)
{
    ConsumerReading made;
    made.id = std::move(id);
    made.process = {4119, 'S', "reader"};
    made.state = state;
    made.severity = severity;
    made.because = "its numbers";
    made.since = TimePoint(8s);
    made.lag_events = 12;
    return made;
}

RingReading reading()
{
    RingReading made;
    made.ring = "orders";
    made.state = RingWord::Live;
    made.attached = true;
    made.capacity = 4096;
    made.event_size = 64;
    made.free = 4084;
    made.used = 12;
    made.sampled_at = TimePoint(10s);
    made.producer.state = ProducerWord::Running;
    made.diagnosis = {Severity::Ok, "orders is healthy", "3 consumers keep up."};
    return made;
}

std::vector<std::string> text_of(const std::vector<Line>& page)
{
    std::vector<std::string> lines;
    for (const auto& line : page) {
        lines.emplace_back();
        for (const auto& piece : line) {
            lines.back() += piece.text;
        }
    }
    return lines;
}

std::size_t row_of(const std::vector<std::string>& lines, const std::string& what)
{
    const auto found = std::find_if(lines.begin(), lines.end(),
        [&](const auto& line) { return line.find(what) != std::string::npos; });
    return static_cast<std::size_t>(found - lines.begin());
}

TEST(WatchPage, HasAShapeOfItsOwnForEveryState)
{
    for (const bool unicode : {false, true}) {
        std::set<std::string_view> shapes;
        for (int rule = 1; rule <= rule_number(ConsumerState::OkSteady); ++rule) {
            const auto glyph = glyph_of(static_cast<ConsumerState>(rule), unicode);
            EXPECT_EQ(width_of(glyph), 1U);
            shapes.insert(glyph);
        }
        EXPECT_EQ(shapes.size(), 15U);
    }
}

TEST(WatchPage, PutsTheDiagnosisOnTopAndTheWorstConsumerFirst)
{
    auto made = reading();
    made.consumers = {consumer("fine", ConsumerState::Ok, Severity::Ok),
        consumer("behind", ConsumerState::FallingBehind, Severity::Warn),
        consumer("dead", ConsumerState::Dead, Severity::Err)};
    const auto lines = text_of(watch_page(made, {{80, 24}, false, ""}));
    EXPECT_EQ(lines[0].rfind("orders  LIVE", 0), 0U);
    EXPECT_EQ(lines[1], "+ orders is healthy");
    EXPECT_LT(row_of(lines, " dead "), row_of(lines, " behind "));
    EXPECT_LT(row_of(lines, " behind "), row_of(lines, " fine "));
    EXPECT_LT(row_of(lines, "X dead DEAD  for 2.0 s: its numbers"), lines.size());
    EXPECT_LT(row_of(lines, "^ behind FALLING BEHIND  for 2.0 s"), lines.size());
    EXPECT_LE(lines.size(), 24U);
}

TEST(WatchPage, FitsAndCountsTheRestAtAnySize)
{
    auto made = reading();
    for (int i = 0; i < 60; ++i) {
        made.consumers.push_back(consumer("many_consumers_with_long_names_" + std::to_string(i),
            ConsumerState::Stalled, Severity::Err));
    }
    for (const std::size_t rows : {1U, 5U, 12U, 16U, 24U, 60U, 200U}) {
        for (const std::size_t columns : {1U, 20U, 80U, 200U}) {
            const auto lines = text_of(watch_page(made, {{columns, rows}, true, ""}));
            EXPECT_LE(lines.size(), std::max<std::size_t>(rows, 13)) << rows << 'x' << columns;
            if (rows == 24) {
                EXPECT_LT(row_of(lines, " more, worst first"), lines.size());
                EXPECT_LT(row_of(lines, " more problems"), lines.size());
            }
        }
    }
    const auto all = text_of(watch_page(made, {{80, 200}, true, ""}));
    EXPECT_EQ(row_of(all, " more"), all.size());
    // Ids give way, numbers do not.
    EXPECT_LT(row_of(all, "many_consu~"), all.size());
}

TEST(WatchPage, SaysThatThereIsNoRing)
{
    RingReading none;
    none.ring = "orders";
    none.diagnosis = {Severity::Info, "Waiting for orders", "There is none."};
    const auto lines = text_of(watch_page(none, {{80, 24}, false, "did you mean 'border'?"}));
    EXPECT_EQ(lines[1], "i Waiting for orders");
    EXPECT_EQ(lines[3], "did you mean 'border'?");
    auto gone = reading();
    gone.attached = false;
    EXPECT_LT(row_of(text_of(watch_page(gone, {{80, 24}, false, ""})), "the last ones"), 24U);
}

TEST(WatchPage, EscapesWhatASegmentSays)
{
    auto made = reading();
    made.ring = "\x1b]0;owned\x07";
    made.reason = "\x1b[2J";
    made.severity = Severity::Err;
    made.consumers = {consumer("\x1b[31m\n", ConsumerState::Dead, Severity::Err)};
    made.consumers[0].because = "\r\x9b";
    made.liveness.emplace();
    made.liveness->last_alert.emplace();
    made.liveness->last_alert->consumer_id = "\x1b";
    for (const auto& line : text_of(watch_page(made, {{80, 24}, false, "\x1b"}))) {
        EXPECT_TRUE(std::all_of(line.begin(), line.end(), [](char c) {
            return c >= 0x20 && c < 0x7f;
        })) << line;
    }
}

}  // namespace
}  // namespace monitor

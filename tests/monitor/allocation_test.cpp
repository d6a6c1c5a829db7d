// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/history_feed.h"
#include "monitor/recording/sample_codec.h"
#include "monitor/ring_model.h"

#include "monitor/snapshots.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

// A program of its own: it counts every allocation of its one thread.
namespace {

std::size_t allocations = 0;

void* counted(std::size_t size)
{
    ++allocations;
    if (void* memory = std::malloc(size)) {
        return memory;
    }
    throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size)
{
    return counted(size);
}
void* operator new[](std::size_t size)
{
    return counted(size);
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace monitor::test {
namespace {

constexpr const char* kLongId = "a_consumer_with_31_characters_x";

ringlib::RingSnapshot snapshot_at(ringlib::Sequence tick)
{
    auto snapshot = snapshot_of(
        1000 + 100 * tick, {consumer_at("cp_0", 100 * tick), consumer_at(kLongId, 50 * tick)});
    snapshot.counters = {{1, "events_published", 1},
        {9, std::string(kLongId) + ".consumer_late_wakes", static_cast<std::uint64_t>(tick)}};
    return snapshot;
}

TEST(Allocation, IsSeenByThisProgramWhenItHappens)
{
    const std::size_t before = allocations;
    const auto memory = std::make_unique<int>(1);
    EXPECT_EQ(allocations, before + 1);
}

TEST(Allocation, DoesNotHappenForASampleBetweenTwoEvaluations)
{
    RingModel model("orders");
    model.attached(info_of(1));
    ProcessFacts facts;
    facts.set(7, {4118, 'R', "fifteen_letters"});
    const auto history = std::make_shared<History>();
    HistoryFeed feed(history, "orders");
    ringlib::Sequence tick = 0;
    for (; tick < 500; ++tick) {
        feed.add(model.advance(snapshot_at(tick), facts, at_ms(10 * tick)));
    }
    for (int second = 0; second < 5; ++second) {
        model.evaluate(at_ms(10 * tick));
        for (int sample = 0; sample < 9; ++sample) {
            ++tick;
            const auto snapshot = snapshot_at(tick);
            const std::size_t before = allocations;
            feed.add(model.advance(snapshot, facts, at_ms(10 * tick)));
            ASSERT_EQ(allocations, before) << "tick " << tick;
        }
    }
}

TEST(Allocation, DoesNotHappenForASampleThatIsRecordedWithoutItsCounters)
{
    recording::SampleEncoder encoder;
    recording::ByteWriter out;
    for (ringlib::Sequence tick = 0; tick < 100; ++tick) {
        const auto snapshot = snapshot_at(tick);
        out.clear();
        const std::size_t before = allocations;
        encoder.encode(snapshot, tick % 50 == 0, out);
        if (tick % 50 > 1) {
            ASSERT_EQ(allocations, before) << "tick " << tick;
        }
    }
}

}  // namespace
}  // namespace monitor::test

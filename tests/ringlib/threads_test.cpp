// SPDX-License-Identifier: MIT OR Apache-2.0
// Both sides over one mapping, so that ThreadSanitizer sees the hand-over that processes do through
// two.
#include "ringlib/ringlib.h"
#include "support/temporary_ring.h"

#include <array>
#include <atomic>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

namespace ringlib {
namespace {

constexpr std::uint64_t kEvents = 50'000;

struct Wide {
    std::array<std::uint64_t, 9> words;  // two lines: a tear would show
};

void fill(Wide& event, std::uint64_t sequence)
{
    for (std::size_t i = 0; i < event.words.size(); ++i) {
        event.words.at(i) = sequence * 31 + i;
    }
}

bool is_whole(const Wide& event, std::uint64_t sequence)
{
    for (std::size_t i = 0; i < event.words.size(); ++i) {
        if (event.words.at(i) != sequence * 31 + i) {
            return false;
        }
    }
    return true;
}

class OneMapping : public ::testing::TestWithParam<int> {
protected:
    static WaitStrategy strategy()
    {
        const std::array strategies = {WaitStrategy::spin_then_yield(10),
            WaitStrategy::sleep(std::chrono::microseconds(1)), WaitStrategy::block()};
        return strategies.at(static_cast<std::size_t>(GetParam()));
    }
    Producer<Wide> make_producer(std::size_t capacity)
    {
        return build_shared_single_producer<Wide>(ring.name(), capacity)
            .with_wait_strategy(strategy())
            .build_producer()
            .value();
    }
    Consumer<Wide> join(const Producer<Wide>& producer, const std::string& id, StartAt start)
    {
        return attach_shared_consumer<Wide>(ring.name(), producer.capacity())
            .with_consumer_id(id)
            .start_at(start)
            .with_wait_strategy(strategy())
            .build_consumer_beside(producer)
            .value();
    }
    const ringtest::TemporaryRing ring;
};

TEST_P(OneMapping, EveryConsumerSeesEveryEventWhole)
{
    Producer<Wide> producer = make_producer(64);
    std::atomic<std::uint64_t> bad{0};
    std::vector<std::jthread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&bad, i,
                                 consumer = join(producer, "cp_" + std::to_string(i),
                                     StartAt::Oldest)]() mutable {
            std::uint64_t expected = 0;
            if (i == 0) {
                while (const auto event = consumer.consume_next()) {
                    bad += is_whole(event->event, expected++) ? 0U : 1U;
                }
            } else if (i == 1) {
                while (auto lease = consumer.consume_next_leased()) {
                    bad += is_whole(lease->event(), expected++) ? 0U : 1U;
                }
            } else {
                while (consumer.process_available_blocking([&](const Wide& event, Sequence, bool) {
                    bad += is_whole(event, expected++) ? 0U : 1U;
                }) != 0) { }
            }
            bad += expected == kEvents ? 0U : 1U;
        });
    }
    for (std::uint64_t s = 0; s < kEvents;) {
        const std::size_t n = s % 7 == 0 && s + 5 <= kEvents ? 5 : 1;
        ASSERT_TRUE(
            producer.publish_batch(n, [&](Wide& event, std::size_t i) { fill(event, s + i); }));
        s += n;
    }
    producer.close();
    readers.clear();
    EXPECT_EQ(bad, 0U);
}

TEST_P(OneMapping, JoinsAndLeavesUnderLoadLoseNothing)
{
    Producer<Wide> producer = make_producer(8);
    std::atomic<bool> stop{false};
    std::atomic<std::uint64_t> bad{0};
    std::jthread joiner([&] {
        for (int round = 0; round < 200; ++round) {
            Consumer<Wide> consumer = join(producer, "j" + std::to_string(round % 3),
                round % 2 == 0 ? StartAt::Oldest : StartAt::Next);
            Sequence last = consumer.current_sequence();
            for (int i = 0; i < 20; ++i) {
                const auto event = consumer.consume_next();
                bad += event && event->sequence == ++last
                        && is_whole(event->event, static_cast<std::uint64_t>(last))
                    ? 0U
                    : 1U;
            }
        }
        stop = true;
    });
    for (std::uint64_t s = 0; !stop; ++s) {
        const auto published = producer.publish_with_timeout(
            std::chrono::seconds(20), [&](Wide& event) { fill(event, s); });
        ASSERT_TRUE(published) << published.error().message();
    }
    joiner.join();
    EXPECT_EQ(bad, 0U);
}

INSTANTIATE_TEST_SUITE_P(Strategies, OneMapping, ::testing::Values(0, 1, 2));

}  // namespace
}  // namespace ringlib

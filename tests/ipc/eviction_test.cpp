// SPDX-License-Identifier: MIT OR Apache-2.0
#include "either_ring.h"

#include <sys/wait.h>

namespace {

using ringlib::Presence;
using ringlib::Sequence;
using ringlib::SlotState;
using ringtest::ChildProcess;
using ringtest::peer;
using ringtest::snapshot_of;
using ringtest::value_after;

class Eviction : public ringtest::EitherRing {
protected:
    static constexpr std::size_t kCapacity = 8;
    using Producer = ringlib::Producer<ringtest::CheckedEvent>;

    // As many as there is room for, at least one.
    static void publish_all(Producer& producer)
    {
        const auto fill = [&](ringtest::CheckedEvent& event) {
            event.fill(producer.last_published_sequence() + 1);
        };
        ASSERT_TRUE(producer.publish_with_timeout(std::chrono::seconds(20), fill));
        while (producer.try_publish(fill)) { }
    }
    [[nodiscard]] ringlib::Errc join_as_third() const
    {
        const auto third = ringtest::consumer_of(ring(), kCapacity)
                               .with_consumer_id("third")
                               .start_at(ringlib::StartAt::Next)
                               .build_consumer();
        return third ? ringlib::Errc{} : third.error().code;
    }
    static ringlib::ConsumerSnapshot consumer(const std::string& ring, std::string_view id)
    {
        for (const auto& consumer : snapshot_of(ring).consumers) {
            if (consumer.id == id) {
                return consumer;
            }
        }
        ADD_FAILURE() << id << " is not there";
        return {};
    }
    static void stop(const ChildProcess& victim)
    {
        victim.signal(SIGSTOP);
        int status = 0;
        ASSERT_EQ(::waitpid(victim.pid(), &status, WUNTRACED), victim.pid());
        ASSERT_TRUE(WIFSTOPPED(status));
    }
};

TEST_P(Eviction, AStoppedConsumerIsOutAtOnceAndTheOthersGoOn)
{
    auto producer
        = ringtest::producer_of(ring(), kCapacity).with_max_consumers(2).build_producer().value();
    auto witness = peer({"consume", ring(), "8", "witness", "oldest", "copy", "block", "0"});
    witness.read_line();
    for (int i = 0; i < repetitions(); ++i) {
        auto victim = peer({"await_eviction", ring(), "8", "victim"});
        ASSERT_TRUE(producer.wait_for_consumer_id("victim", std::chrono::seconds(20)));
        publish_all(producer);
        victim.read_line();
        stop(victim);
        ASSERT_TRUE(producer.evict("victim"));
        for (int lap = 0; lap < 3; ++lap) {
            publish_all(producer);
        }
        EXPECT_EQ(consumer(ring(), "victim").slot_state, SlotState::Evicted);
        EXPECT_EQ(consumer(ring(), "victim").presence, Presence::Alive);
        // There is room for two, and the victim's slot is its own while it lives.
        EXPECT_EQ(join_as_third(), ringlib::Errc::NoFreeSlot);
        victim.signal(SIGCONT);
        EXPECT_EQ(victim.wait().output,
            "finish Evicted next none end " + std::to_string(ringlib::StreamEnd::Evicted) + "\n");
        EXPECT_EQ(join_as_third(), ringlib::Errc{});
    }
    const Sequence last = producer.last_published_sequence();
    producer.close();
    const auto outcome = witness.wait();
    EXPECT_EQ(value_after(outcome.output, "seen"), last + 1) << outcome.output;
    EXPECT_EQ(value_after(outcome.output, "bad"), 0) << outcome.output;
}

RINGTEST_FOR_BOTH_BACKENDS(Eviction);

}  // namespace

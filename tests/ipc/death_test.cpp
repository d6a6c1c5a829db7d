// SPDX-License-Identifier: MIT OR Apache-2.0
#include "checked_event.h"
#include "ipc_support.h"
#include "ringlib/ringlib.h"

#include <atomic>
#include <gtest/gtest.h>
#include <optional>
#include <thread>

namespace {

using ringtest::peer;
using ringtest::TemporaryRing;

TEST(Death, AKilledConsumerHoldsTheRingNoLonger)
{
    const TemporaryRing ring;
    auto producer = peer({"produce", ring.name(), "8", "0", "1", "block", "0"});
    producer.read_line();
    auto witness = peer({"consume", ring.name(), "8", "witness", "oldest", "copy", "block", "0"});
    witness.read_line();
    for (int i = 0; i < 20; ++i) {
        auto victim = peer({"consume", ring.name(), "8", "victim", "next", "lease", "yield", "0"});
        EXPECT_EQ(victim.read_line().substr(0, 5), "ready");
        victim.signal(SIGKILL);
        EXPECT_EQ(victim.wait().code, -SIGKILL);
        auto after = peer({"consume", ring.name(), "8", "after", "next", "copy", "yield", "50"});
        const auto outcome = after.wait();  // only a producer that goes on can serve it
        EXPECT_NE(outcome.output.find("seen 50 bad 0"), std::string::npos) << outcome.output;
    }
    producer.signal(SIGTERM);
    EXPECT_EQ(producer.wait().code, 0);
    EXPECT_NE(witness.wait().output.find("bad 0"), std::string::npos);
}

TEST(Death, ASuccessorGoesOnWhereAKilledProducerStopped)
{
    const TemporaryRing ring;
    std::optional<ringtest::ChildProcess> producer(
        peer({"produce", ring.name(), "64", "0", "7", "yield", "0"}));
    producer->read_line();
    auto consumer = peer({"consume", ring.name(), "64", "cp_0", "oldest", "copy", "block", "20"});
    const auto outcome = consumer.wait();
    EXPECT_NE(outcome.output.find("bad 0"), std::string::npos) << outcome.output;
    for (int i = 0; i < 20; ++i) {
        auto reader
            = peer({"consume", ring.name(), "64", "cp_0", "default", "copy", "block", "1000"});
        reader.read_line();
        producer->signal(SIGKILL);
        EXPECT_EQ(producer->wait().code, -SIGKILL);
        producer.reset();
        producer.emplace(peer({"produce", ring.name(), "64", "0", "7", "yield", "0"}));
        EXPECT_EQ(producer->read_line().substr(0, 6), "ready ");
        const auto read = reader.wait();
        EXPECT_NE(read.output.find(" bad 0"), std::string::npos) << read.output;
    }
    producer->signal(SIGTERM);
    EXPECT_EQ(producer->wait().code, 0);
    EXPECT_FALSE(ring.exists());
}

TEST(Death, ConsumersLearnThatTheirProducerWasKilled)
{
    const TemporaryRing ring;
    auto producer = peer({"produce", ring.name(), "64", "100", "1", "block", "0"});
    producer.read_line();
    auto killed = peer({"produce", ring.name() + "-k", "64", "0", "1", "block", "0"});
    killed.read_line();
    auto consumer
        = peer({"consume", ring.name() + "-k", "64", "cp_0", "oldest", "batch", "block", "0"});
    consumer.read_line();
    killed.signal(SIGKILL);
    killed.wait();
    const auto outcome = consumer.wait();
    EXPECT_NE(outcome.output.find("bad 0"), std::string::npos) << outcome.output;
    EXPECT_NE(outcome.output.find("end 1"), std::string::npos) << outcome.output;
    ::unlink((ring.file() + "-k").c_str());
    ::unlink(("/dev/shm/." + ring.name() + "-k.lock").c_str());
}

TEST(Death, AnAutoConsumerGoesOnWithTheSuccessorOfItsProducer)
{
    const TemporaryRing ring;
    std::optional<ringtest::ChildProcess> producer(
        peer({"produce", ring.name(), "64", "0", "7", "yield", "0"}));
    producer->read_line();
    std::atomic<ringlib::Sequence> last = ringlib::kNoSequence;
    std::atomic<int> bad = 0;
    auto consumer = ringlib::attach_shared_consumer<ringtest::CheckedEvent>(ring.name(), 64)
                        .start_at(ringlib::StartAt::Next)
                        .handle_events_with([&](const ringtest::CheckedEvent& event,
                                                ringlib::Sequence sequence, bool) {
                            const bool next = last == ringlib::kNoSequence || sequence == last + 1;
                            bad += next && event.is(sequence) ? 0 : 1;
                            last = sequence;
                        });
    ASSERT_TRUE(consumer) << consumer.error().message();
    for (int i = 0; i < 20; ++i) {
        const ringlib::Sequence before = last;
        while (last < before + 1000) {
            std::this_thread::yield();
        }
        producer->signal(SIGKILL);
        EXPECT_EQ(producer->wait().code, -SIGKILL);
        EXPECT_TRUE(consumer->is_running());
        producer.reset();
        producer.emplace(peer({"produce", ring.name(), "64", "0", "7", "yield", "0"}));
        EXPECT_EQ(producer->read_line().substr(0, 6), "ready ");
    }
    producer->signal(SIGTERM);
    EXPECT_EQ(producer->wait().code, 0);
    consumer->join();  // closed now
    EXPECT_EQ(bad, 0);
    EXPECT_FALSE(consumer->last_error());
    EXPECT_FALSE(ring.exists());
}

}  // namespace

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "either_ring.h"

#include <optional>
#include <vector>

namespace {

using ringlib::Presence;
using ringlib::Sequence;
using ringtest::ChildProcess;
using ringtest::peer;
using ringtest::snapshot_of;
using ringtest::value_after;

class Succession : public ringtest::EitherRing { };

TEST_P(Succession, ATakeOverAtAnyMomentGoesOnWithTheNextEventForAllWhoStayed)
{
    std::optional<ChildProcess> producer(peer({"produce", ring(), "64", "0", "7", "yield", "0"}));
    EXPECT_EQ(producer->read_line(), "ready -1");
    std::vector<ChildProcess> readers;
    for (const std::string way : {"copy", "lease", "batch"}) {
        readers.push_back(peer({"outlast", ring(), "64", way, way}));
        readers.back().read_line();
    }
    for (int i = 0; i < repetitions(); ++i) {
        let_them_run();
        producer->signal(SIGKILL);
        EXPECT_EQ(producer->wait().code, -SIGKILL);
        const auto orphan = snapshot_of(ring());
        EXPECT_EQ(orphan.producer.presence, Presence::Dead);
        EXPECT_TRUE(
            orphan.stream_end && orphan.stream_end->reason == ringlib::StreamEnd::ProducerDied);
        producer.emplace(peer({"produce", ring(), "64", "0", "7", "yield", "0"}));
        EXPECT_EQ(producer->read_line(), "ready " + std::to_string(orphan.producer.sequence));
        EXPECT_EQ(snapshot_of(ring()).producer.epoch, orphan.producer.epoch + 1);
    }
    producer->signal(SIGTERM);
    const Sequence last = value_after(producer->wait().output, "last");
    for (ChildProcess& reader : readers) {
        const auto outcome = reader.wait();
        EXPECT_EQ(outcome.code, 0) << outcome.output;
        EXPECT_EQ(value_after(outcome.output, "last"), last) << outcome.output;
        const Sequence first = value_after(outcome.output, "first");
        EXPECT_EQ(value_after(outcome.output, "seen"), last - first + 1) << outcome.output;
        EXPECT_EQ(value_after(outcome.output, "end"), ringlib::StreamEnd::Closed);
    }
}

/// A ring whose producer was killed while its consumer was stopped, and what came in its place.
struct Recreated {
    ChildProcess old_consumer;
    Sequence old_last;
    ChildProcess new_producer;
};

class Recreation : public Succession {
protected:
    Recreated recreate(const std::string& name)
    {
        auto producer = peer({"produce", name, "64", "0", "7", "yield", "0"});
        producer.read_line();
        auto consumer = peer({"consume", name, "64", "old", "oldest", "copy", "block", "0"});
        consumer.read_line();
        let_them_run();
        consumer.signal(SIGSTOP);
        producer.signal(SIGKILL);
        EXPECT_EQ(producer.wait().code, -SIGKILL);
        const auto old = ringlib::RingObserver::attach(name);
        EXPECT_TRUE(old);
        const Sequence last = snapshot_of(name).producer.sequence;
        auto successor = peer({"recreate", name, "128", "20"});
        EXPECT_EQ(successor.read_line(), "ready 19");
        const auto anew = ringlib::RingObserver::attach(name);
        EXPECT_TRUE(anew);
        EXPECT_NE(anew->info().instance, old->info().instance);
        EXPECT_EQ(anew->info().capacity, 128U);
        return {std::move(consumer), last, std::move(successor)};
    }
};

TEST_P(Recreation, OldConsumersDrainAndAreToldAndNewOnesFindAnotherRing)
{
    constexpr int kAtOnce = 20;  // to be told takes up to half a second
    for (int done = 0; done < repetitions(); done += kAtOnce) {
        std::vector<Recreated> rings;
        for (int i = 0; i < std::min(kAtOnce, repetitions()); ++i) {
            rings.push_back(recreate(ring(i)));
        }
        for (int i = 0; Recreated & recreated : rings) {
            recreated.old_consumer.signal(SIGCONT);
            const auto fresh
                = peer({"consume", ring(i++), "128", "old", "default", "copy", "block", "20"})
                      .wait();
            EXPECT_EQ(value_after(fresh.output, "first"), 0) << fresh.output;
            EXPECT_EQ(value_after(fresh.output, "last"), 19) << fresh.output;
            EXPECT_EQ(value_after(fresh.output, "bad"), 0) << fresh.output;
        }
        for (Recreated& recreated : rings) {
            const auto outcome = recreated.old_consumer.wait();
            EXPECT_EQ(value_after(outcome.output, "last"), recreated.old_last) << outcome.output;
            EXPECT_EQ(value_after(outcome.output, "bad"), 0) << outcome.output;
            EXPECT_EQ(value_after(outcome.output, "end"), ringlib::StreamEnd::Replaced);
            recreated.new_producer.signal(SIGTERM);
            EXPECT_EQ(recreated.new_producer.wait().code, 0);
        }
    }
}

RINGTEST_FOR_BOTH_BACKENDS(Succession);
RINGTEST_FOR_BOTH_BACKENDS(Recreation);

}  // namespace

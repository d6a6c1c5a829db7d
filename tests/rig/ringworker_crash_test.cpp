// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringworker_support.h"

#include "rig/worker/synthetic_event.h"

#include <filesystem>
#include <fstream>

namespace ringtest {
namespace {

std::string crash_at(const std::string& point)
{
    return R"({"do":"crash","at":")" + point + "\"}";
}

/// Dies at that point while `words` runs.
void die_at(const std::string& point, const Words& words)
{
    Worker worker(with(words, {"--control"}));
    worker.ready();
    worker.say(crash_at(point));
    const Outcome outcome = worker.outcome();
    EXPECT_EQ(outcome.exit, kKilled) << point << ": " << outcome.exit.text();
    EXPECT_TRUE(outcome.summary.is_null()) << point;
}

class RingworkerCrashPoint : public testing::TestWithParam<const char*> { };

TEST_P(RingworkerCrashPoint, OfAProducerLosesDoublesAndTearsNothing)
{
    for (const std::string batch : {"1", "16"}) {
        const TemporaryRing ring;
        Worker consumer(consume_words(ring, "a", {"--start", "oldest"}));
        die_at(GetParam(),
            produce_words(
                ring, {"--rate", "50k", "--batch", batch, "--coordination", "wait:1:50s"}));
        const std::int64_t last = published(ring.name());
        Worker successor(produce_words(ring, {"--count", "5k", "--batch", batch}));
        const Outcome produced = successor.outcome();
        expect_clean(produced, "count");
        EXPECT_EQ(produced.summary["first"], last + 1);
        const Outcome seen = consumer.outcome();
        expect_clean(seen, "closed");
        EXPECT_EQ(seen.summary["first"], 0);
        EXPECT_EQ(seen.summary["last"], last + 5'000);
        EXPECT_FALSE(ring.exists());
    }
}
INSTANTIATE_TEST_SUITE_P(Each, RingworkerCrashPoint, testing::Values("claim", "write", "publish"),
    [](const auto& point) { return point.param; });

using Event = rig::SyntheticEvent<64>;

/// Dies at that point in the midst of its stream.
void die_in_stream_at(const std::string& point, const TemporaryRing& ring)
{
    Worker worker(produce_words(ring, {"--rate", "10k", "--control"}));
    EXPECT_TRUE(eventually([&] { return published(ring.name()) > 10; }));
    worker.say(crash_at(point));
    EXPECT_EQ(worker.outcome().exit, kKilled);
}

/// The slot that the next event of a ring goes to.
Event next_slot(const TemporaryRing& ring)
{
    constexpr std::uint64_t kCapacity = 1024;
    const auto next = static_cast<std::uint64_t>(published(ring.name()) + 1);
    std::ifstream file(ring.file(), std::ios::binary);
    // The events are the last section of the file.
    const std::uint64_t events
        = std::filesystem::file_size(ring.file()) - kCapacity * sizeof(Event);
    Event slot{};
    file.seekg(static_cast<std::streamoff>(events + next % kCapacity * sizeof(Event)));
    file.read(reinterpret_cast<char*>(&slot), sizeof(slot));
    EXPECT_TRUE(file);
    return slot;
}

TEST(RingworkerCrash, AtAClaimLeavesTheSlotAsItWas)
{
    const TemporaryRing ring;
    die_in_stream_at("claim", ring);
    const auto next = static_cast<std::uint64_t>(published(ring.name()) + 1);
    EXPECT_NE(next_slot(ring).sequence, next);
}

TEST(RingworkerCrash, AtAWriteLeavesHalfAnEventThatNobodySees)
{
    const TemporaryRing ring;
    die_in_stream_at("write", ring);
    const auto next = static_cast<std::uint64_t>(published(ring.name()) + 1);
    const Event slot = next_slot(ring);
    EXPECT_EQ(slot.sequence, next);
    EXPECT_FALSE(rig::is_intact(slot));
}

TEST(RingworkerCrash, InALeaseDeliversExactlyThatEventAgain)
{
    for (const Words& options : {Words{}, Words{"--batch", "64"}, Words{"--work", "1us"}}) {
        const TemporaryRing ring;
        Worker producer(produce_words(ring, {"--rate", "500", "--coordination", "wait:1:50s"}));
        producer.ready();
        Worker first(consume_words(ring, "a", with(options, {"--control"})));
        first.ready();
        EXPECT_TRUE(eventually([&] { return consumed(ring.name(), "a") > 5; }));
        first.say(crash_at("lease"));
        EXPECT_EQ(first.outcome().exit, kKilled);
        const std::int64_t last = consumed(ring.name(), "a");
        Worker again(consume_words(ring, "a", options));
        EXPECT_EQ(again.ready()["sequence"], last);
        EXPECT_TRUE(eventually([&] { return consumed(ring.name(), "a") > last + 10; }));
        EXPECT_TRUE(producer.process().signal(SIGTERM));
        const Outcome outcome = again.outcome();
        expect_clean(outcome, "closed");
        EXPECT_EQ(outcome.summary["first"], last + 1);
        EXPECT_EQ(outcome.summary["redelivered"], 1);
    }
}

TEST(RingworkerCrash, InALeaseHasOneEventInItsHandsOfTheManyThatAreThere)
{
    const TemporaryRing ring;
    auto producer
        = ringlib::build_shared_single_producer<Event>(ring.name(), 64).build_producer().value();
    const auto publish = [&] {
        const auto sequence = static_cast<std::uint64_t>(producer.last_published_sequence() + 1);
        static_cast<void>(
            producer.try_publish([&](Event& event) { rig::fill_event(event, sequence, 1, 0); }));
    };
    Worker consumer(consume_words(ring, "a", {"--control"}));
    consumer.ready();
    publish();
    EXPECT_TRUE(eventually([&] { return consumed(ring.name(), "a") == 0; }));
    EXPECT_TRUE(consumer.process().signal(SIGSTOP));
    for (int i = 0; i < 20; ++i) {
        publish();
    }
    consumer.say(crash_at("lease"));
    EXPECT_TRUE(consumer.process().signal(SIGCONT));
    EXPECT_TRUE(eventually([&] {
        publish();  // it may have read the others before it looked at its commands
        return consumer.process().exit_status().has_value();
    }));
    EXPECT_EQ(consumer.outcome().exit, kKilled);
    Worker again(consume_words(ring, "a"));
    again.ready();
    producer.close();
    const Outcome outcome = again.outcome();
    expect_clean(outcome, "closed");
    EXPECT_EQ(outcome.summary["redelivered"], 1);
}

/// Runs with commands on stdin that are there before it begins; nobody holds that stdin open.
rig::ExitStatus run_with_file(
    const TemporaryDirectory& directory, const std::string& commands, const Words& words)
{
    const std::string file = directory.path() / "commands";
    std::ofstream(file) << commands << '\n';
    auto process = started(
        "/bin/sh", with({"-c", "exec \"$@\" --control <\"$0\"", file, RINGWORKER}, words));
    const auto exit = process.wait(kWatchdog);
    const Words said = process.read_output();
    EXPECT_EQ(said.size(), 1U);
    EXPECT_TRUE(!said.empty() && said.front().starts_with(R"({"type":"crash")")) << "it was ready";
    return exit.value_or(rig::ExitStatus{});
}

TEST(RingworkerCrash, OnJoiningHoldsUpNobody)
{
    const TemporaryDirectory directory;
    const TemporaryRing ring;
    EXPECT_EQ(run_with_file(directory, crash_at("join"), produce_words(ring)), kKilled);
    EXPECT_TRUE(ring.exists());
    Worker producer(produce_words(ring, {"--rate", "20k"}));
    producer.ready();
    EXPECT_EQ(run_with_file(directory, crash_at("join"), consume_words(ring, "a")), kKilled);
    Worker consumer(consume_words(ring, "b"));
    consumer.ready();
    const std::int64_t before = published(ring.name());
    EXPECT_TRUE(eventually([&] { return published(ring.name()) > before + 5'000; }));
    EXPECT_TRUE(producer.process().signal(SIGTERM));
    expect_clean(consumer.outcome(), "closed");
    expect_clean(producer.outcome(), "signal");
    EXPECT_FALSE(ring.exists());
}

TEST(RingworkerCrash, OfAProducerEndsAConsumerThatNoSuccessorCameFor)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--rate", "10k", "--control"}));
    producer.ready();
    Worker consumer(consume_words(ring, "a", {"--ready-timeout", "300ms"}));
    consumer.ready();
    producer.say(crash_at("publish"));
    EXPECT_EQ(producer.outcome().exit, kKilled);
    const Outcome outcome = consumer.outcome();
    EXPECT_EQ(outcome.exit, (rig::ExitStatus{.code = 3}));
    EXPECT_EQ(outcome.summary["end"], "producer_died");
    EXPECT_EQ(outcome.summary["gaps"], 0);
    EXPECT_EQ(outcome.summary["last"], published(ring.name()));
}

TEST(RingworkerCrash, OfAProducerWhoseRingIsRecreatedEndsItsConsumers)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--rate", "10k"}));
    Worker consumer(consume_words(ring, "a"));
    consumer.ready();
    EXPECT_TRUE(producer.process().signal(SIGKILL));
    EXPECT_EQ(producer.outcome().exit, kKilled);
    Worker other(produce_words(ring, {"--on-existing", "recreate"}));
    other.ready();
    const Outcome outcome = consumer.outcome();
    EXPECT_EQ(outcome.exit, (rig::ExitStatus{.code = 3}));
    EXPECT_EQ(outcome.summary["end"], "replaced");
}

TEST(Ringworker, SaysThatItsFileWasCutShort)
{
    const TemporaryDirectory directory;
    const std::string file = directory.path() / "r.ring";
    Worker producer({"produce", "--file", file, "--capacity", "64", "--event-size", "64",
        "--coordination", "wait:1:50s"});
    Worker consumer({"consume", "--file", file, "--id", "a"});
    consumer.ready();
    EXPECT_TRUE(eventually([&] { return consumed(file, "a") > 1000; }));
    std::filesystem::resize_file(file, 4096);
    for (Worker* worker : {&producer, &consumer}) {
        const Outcome outcome = worker->outcome();
        EXPECT_EQ(outcome.exit, (rig::ExitStatus{.code = 3})) << outcome.exit.text();
        EXPECT_EQ(outcome.summary["end"], "truncated");
        EXPECT_GT(outcome.summary["events"], 0);
    }
}

}  // namespace
}  // namespace ringtest

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringworker_support.h"

#include "rig/worker/synthetic_event.h"

namespace ringtest {
namespace {

std::vector<std::string> keys_of(const json& line)
{
    std::vector<std::string> keys;
    for (const auto& [key, value] : line.items()) {
        keys.push_back(key);
    }
    return keys;  // sorted, as nlohmann::json keeps them
}

void expect_all(const Outcome& outcome, std::uint64_t events)
{
    expect_clean(outcome, "closed");
    EXPECT_EQ(outcome.summary["events"], events);
    EXPECT_EQ(outcome.summary["first"], 0);
    EXPECT_EQ(outcome.summary["last"], events - 1);
    EXPECT_EQ(outcome.summary["redelivered"], 0);
}

TEST(Ringworker, BroadcastsEveryEventToEveryConsumer)
{
    const TemporaryRing ring;
    std::vector<Worker> consumers;
    for (const std::string id : {"cp_0", "cp_1", "cp_2"}) {
        consumers.emplace_back(consume_words(ring, id, {"--start", "oldest"}));
    }
    Worker producer(produce_words(ring, {"--count", "200k", "--coordination", "wait:3:50s"}));
    const Outcome produced = producer.outcome();
    expect_clean(produced, "count");
    EXPECT_EQ(produced.summary["events"], 200'000);
    for (Worker& consumer : consumers) {
        expect_all(consumer.outcome(), 200'000);
    }
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
}

TEST(Ringworker, BroadcastsInEverySizeOfEventsThroughAFile)
{
    const TemporaryDirectory directory;
    for (const std::string size : {"32", "64", "128", "256", "512", "1024", "2048", "4096"}) {
        const std::string file = directory.path() / (size + ".ring");
        Worker consumer({"consume", "--file", file, "--id", "a"});
        Worker producer({"produce", "--file", file, "--capacity", "64", "--event-size", size,
            "--count", "3k", "--batch", "7", "--coordination", "wait:1:50s"});
        EXPECT_EQ(consumer.ready()["event_size"], std::stoi(size));
        expect_clean(producer.outcome(), "count");
        expect_all(consumer.outcome(), 3'000);
        EXPECT_TRUE(std::filesystem::exists(file)) << "a file stays";
    }
}

TEST(Ringworker, BroadcastsWithEveryWayOfWaiting)
{
    for (const std::string wait : {"busy", "hint", "yield:10", "sleep:50us", "block"}) {
        const TemporaryRing ring;
        Worker consumer(consume_words(ring, "a", {"--wait", wait, "--batch", "3"}));
        Worker producer(produce_words(ring,
            {"--wait", wait, "--count", "5k", "--batch", "100", "--coordination", "wait:1:50s"}));
        expect_clean(producer.outcome(), "count");
        expect_all(consumer.outcome(), 5'000);
    }
}

TEST(Ringworker, FindsWhatAProducerDidWrong)
{
    using Event = rig::SyntheticEvent<64>;
    const TemporaryRing ring;
    auto producer
        = ringlib::build_shared_single_producer<Event>(ring.name(), 64).build_producer().value();
    // 3 comes late, 5 twice, 7 never; what stands in the place of 6 is broken.
    for (const std::uint64_t sequence : {0U, 1U, 2U, 4U, 5U, 5U, 3U, 6U, 8U, 9U}) {
        ASSERT_TRUE(producer.try_publish([&](Event& event) {
            rig::fill_event(event, sequence, 1, 0);
            event.words.back() ^= sequence == 6 ? 1U : 0U;
        }));
    }
    Worker consumer(consume_words(ring, "a", {"--start", "oldest"}));
    consumer.ready();
    producer.close();
    const Outcome outcome = consumer.outcome();
    EXPECT_EQ(outcome.exit, (rig::ExitStatus{.code = 1})) << outcome.exit.text();
    EXPECT_EQ(outcome.summary["events"], 10);
    EXPECT_EQ(outcome.summary["gaps"], 1);
    EXPECT_EQ(outcome.summary["duplicates"], 1);
    EXPECT_EQ(outcome.summary["out_of_order"], 1);
    EXPECT_EQ(outcome.summary["torn"], 1);
    EXPECT_EQ(outcome.summary["end"], "closed");
}

TEST(Ringworker, BuffersForItsFirstConsumer)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--count", "5k", "--coordination", "buffer:100"}));
    EXPECT_TRUE(eventually([&] { return published(ring.name()) == 99; }));
    Worker consumer(consume_words(ring, "a"));
    expect_all(consumer.outcome(), 5'000);
    expect_clean(producer.outcome(), "count");
}

TEST(Ringworker, NamesItselfWhenItIsReady)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring));
    const json produces = producer.ready();
    EXPECT_EQ(keys_of(produces),
        (Words{"capacity", "event_size", "pid", "ring", "role", "sequence", "type"}));
    EXPECT_EQ(produces["pid"], producer.process().pid());
    EXPECT_EQ(produces["ring"], ring.name());
    EXPECT_EQ(produces["sequence"], -1);
    Worker consumer(consume_words(ring, "a"));
    const json consumes = consumer.ready();
    EXPECT_EQ(keys_of(consumes),
        (Words{"capacity", "event_size", "id", "pid", "ring", "role", "sequence", "type"}));
    EXPECT_EQ(consumes["id"], "a");
    EXPECT_EQ(consumes["capacity"], 1024);
}

TEST(Ringworker, IsReadyWhileItStillWaitsForConsumers)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--coordination", "wait:1:50s", "--count", "10"}));
    producer.ready();
    EXPECT_EQ(published(ring.name()), -1);
    Worker consumer(consume_words(ring, "a"));
    expect_clean(producer.outcome(), "count");
    expect_all(consumer.outcome(), 10);
}

TEST(Ringworker, TellsItsProgressEachSecondWithTheKeysOfTheSummary)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--rate", "1k"}));
    Worker consumer(consume_words(ring, "a", {"--start", "oldest"}));
    const json consumes = consumer.line("progress");
    const json produces = producer.line("progress");
    EXPECT_EQ(keys_of(consumes),
        (Words{"duplicates", "events", "events_per_s", "first", "gaps", "id", "last", "latency_ns",
            "out_of_order", "redelivered", "role", "torn", "type"}));
    EXPECT_EQ(keys_of(produces),
        (Words{"events", "events_per_s", "first", "last", "latency_ns", "role", "type"}));
    EXPECT_EQ(keys_of(consumes["latency_ns"]), (Words{"max", "p50", "p99", "p999"}));
    EXPECT_GT(consumes["events"], 0);
    EXPECT_GT(produces["events_per_s"], 0.0);
    EXPECT_TRUE(producer.process().signal(SIGTERM));
    const auto plus_end = [](std::vector<std::string> keys) {
        keys.emplace_back("end");
        std::sort(keys.begin(), keys.end());
        return keys;
    };
    EXPECT_EQ(keys_of(producer.outcome().summary), plus_end(keys_of(produces)));
    EXPECT_EQ(keys_of(consumer.outcome().summary), plus_end(keys_of(consumes)));
}

TEST(Ringworker, IsSilentBetweenReadyAndSummaryWhenQuiet)
{
    const TemporaryRing ring;
    Worker quiet(produce_words(ring, {"--rate", "1k", "--quiet", "--duration", "1500ms"}));
    quiet.ready();
    EXPECT_TRUE(quiet.process().wait(kWatchdog));
    EXPECT_EQ(quiet.process().read_output().size(), 1U);
}

TEST(Ringworker, GoesOnAtTheSequenceThatIsNextAfterATakeOver)
{
    const TemporaryRing ring;
    Worker first(produce_words(ring, {"--rate", "10k"}));
    EXPECT_TRUE(eventually([&] { return published(ring.name()) > 100; }));
    EXPECT_TRUE(first.process().signal(SIGKILL));
    EXPECT_EQ(first.outcome().exit, kKilled);
    const std::int64_t last = published(ring.name());
    Worker second(produce_words(ring, {"--count", "5"}));
    EXPECT_EQ(second.ready()["sequence"], last);
    const Outcome outcome = second.outcome();
    expect_clean(outcome, "count");
    EXPECT_EQ(outcome.summary["first"], last + 1);
    EXPECT_EQ(outcome.summary["last"], last + 5);
}

TEST(Ringworker, EndsAfterItsCount)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--batch", "64", "--coordination", "wait:2:50s"}));
    Worker one(consume_words(ring, "one", {"--count", "1"}));
    Worker many(consume_words(ring, "many", {"--count", "1000"}));
    for (auto& [worker, count] : {std::pair<Worker&, int>(one, 1), {many, 1000}}) {
        const Outcome outcome = worker.outcome();
        expect_clean(outcome, "count");
        EXPECT_EQ(outcome.summary["events"], count);
    }
    EXPECT_TRUE(producer.process().signal(SIGTERM));
    expect_clean(producer.outcome(), "signal");
}

TEST(Ringworker, EndsWhenItsTimeIsUpWhateverItWaitsFor)
{
    const TemporaryRing ring;
    Worker producer(produce_words(
        ring, {"--duration", "200ms", "--rate", "1", "--coordination", "wait:1:50s"}));
    producer.ready();
    Worker consumer(consume_words(ring, "a", {"--duration", "100ms"}));
    expect_clean(consumer.outcome(), "duration");  // beside an empty ring
    expect_clean(producer.outcome(), "duration");
    const TemporaryRing full;
    Worker held(produce_words(full, {"--duration", "100ms", "--coordination", "buffer:8"}));
    const Outcome outcome = held.outcome();
    expect_clean(outcome, "duration");
    EXPECT_EQ(outcome.summary["events"], 8);
}

TEST(Ringworker, EndsOnASignalWhateverItWaitsFor)
{
    for (const int number : {SIGTERM, SIGINT}) {
        const TemporaryRing ring;
        const auto end = [&](Worker& worker) {
            EXPECT_TRUE(worker.process().signal(number));
            expect_clean(worker.outcome(), "signal");
        };
        Worker ringless(consume_words(ring, "a"));
        EXPECT_TRUE(eventually([&] {  // it sleeps: its handlers are there
            const auto stat = rig::read_process_stat(ringless.process().pid());
            return stat && stat->state == 'S';
        }));
        end(ringless);
        Worker waiting(produce_words(ring, {"--coordination", "wait:1:50s"}));
        waiting.ready();
        end(waiting);
        for (const std::string batch : {"1", "2"}) {
            Worker full(produce_words(ring, {"--coordination", "buffer:8", "--batch", batch}));
            EXPECT_TRUE(eventually([&] { return published(ring.name()) == 7; }));
            end(full);
        }
        Worker slow(produce_words(ring, {"--rate", "1", "--batch", "1000"}));
        slow.ready();
        Worker empty(consume_words(ring, "b"));
        empty.ready();
        end(empty);
        end(slow);
        EXPECT_FALSE(ring.exists());
    }
}

TEST(Ringworker, EndsOnASignalInTheMiddleOfLongWork)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--rate", "1k"}));
    Worker consumer(consume_words(ring, "a", {"--work", "24h"}));
    consumer.ready();
    EXPECT_TRUE(eventually([&] { return published(ring.name()) > 5; }));
    EXPECT_TRUE(consumer.process().signal(SIGTERM));
    expect_clean(consumer.outcome(), "signal");
}

TEST(Ringworker, WorksAsLongOnEachEventAsItIsTold)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--count", "100", "--coordination", "wait:1:50s"}));
    Worker consumer(consume_words(ring, "a", {"--work", "2ms..3ms"}));
    const Outcome outcome = consumer.outcome();
    expect_all(outcome, 100);
    EXPECT_LE(outcome.summary["events_per_s"], 500.0);
}

TEST(Ringworker, KeepsItsRateFromAbove)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--rate", "2k", "--count", "400"}));
    const Outcome outcome = producer.outcome();
    expect_clean(outcome, "count");
    EXPECT_LE(outcome.summary["events_per_s"], 2'001.0);
}

TEST(Ringworker, MeasuresLatencyFromPublishing)
{
    const TemporaryRing held;
    Worker early(produce_words(held, {"--coordination", "buffer:20"}));
    EXPECT_TRUE(eventually([&] { return published(held.name()) == 19; }));
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_TRUE(eventually(
        [&] { return std::chrono::steady_clock::now() - begin > std::chrono::milliseconds(50); }));
    Worker consumer(consume_words(held, "a", {"--count", "20"}));
    const json latency = consumer.outcome().summary["latency_ns"];
    EXPECT_GE(latency["p50"], 49'000'000);
    EXPECT_GE(latency["max"], latency["p50"]);
}

}  // namespace
}  // namespace ringtest

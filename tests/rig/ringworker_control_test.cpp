// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringworker_support.h"

#include "support/child_process.h"

#include <fstream>
#include <thread>

namespace ringtest {
namespace {

using namespace std::chrono_literals;

const std::string kClose = R"({"do":"close"})";

/// Some milliseconds, of which nothing is expected but that they pass.
void let_pass(std::chrono::milliseconds time)
{
    const auto until = std::chrono::steady_clock::now() + time;
    EXPECT_TRUE(eventually([&] { return std::chrono::steady_clock::now() >= until; }));
}

TEST(RingworkerControl, ClosesWhateverItWaitsFor)
{
    const TemporaryRing ring;
    const auto close = [](Worker& worker) {
        worker.say(kClose);
        expect_clean(worker.outcome(), "control");
    };
    Worker ringless(consume_words(ring, "a", {"--control"}));
    close(ringless);
    Worker waiting(produce_words(ring, {"--control", "--coordination", "wait:1:50s"}));
    waiting.ready();
    close(waiting);
    for (const std::string batch : {"1", "2"}) {
        Worker full(
            produce_words(ring, {"--control", "--coordination", "buffer:8", "--batch", batch}));
        EXPECT_TRUE(eventually([&] { return published(ring.name()) == 7; }));
        close(full);
    }
    Worker paused(produce_words(ring, {"--control", "--rate", "1"}));
    paused.ready();
    Worker empty(consume_words(ring, "b", {"--control"}));
    empty.ready();
    close(empty);
    close(paused);
    EXPECT_FALSE(ring.exists());
}

TEST(RingworkerControl, EndsWithItsStdin)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--control"}));
    producer.ready();
    Worker consumer(consume_words(ring, "a", {"--control"}));
    consumer.ready();
    producer.process().close_stdin();
    expect_clean(producer.outcome(), "control");
    consumer.process().close_stdin();
    // The end of the stream may be seen first.
    const Outcome outcome = consumer.outcome();
    expect_clean(outcome, outcome.summary["end"] == "control" ? "control" : "closed");
    Worker waiting(consume_words(ring, "a", {"--control"}));
    waiting.process().close_stdin();
    expect_clean(waiting.outcome(), "control");
}

TEST(RingworkerControl, EndsAtOnceWhenItsStdinIsClosedFromTheStart)
{
    const TemporaryRing ring;
    Words words = produce_words(ring, {"--control"});
    words.insert(words.begin(), {RINGWORKER});
    auto process = started("/bin/sh", with({"-c", "exec \"$@\" <&-", "sh"}, words));
    EXPECT_EQ(process.wait(kWatchdog), kDone);
    EXPECT_FALSE(ring.exists());
}

TEST(RingworkerControl, NeverReadsStdinWithoutControl)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--rate", "1k"}));
    producer.ready();
    producer.say(kClose);
    producer.process().close_stdin();
    const std::int64_t before = published(ring.name());
    EXPECT_TRUE(eventually([&] { return published(ring.name()) > before + 50; }));
    EXPECT_TRUE(producer.process().signal(SIGTERM));
    expect_clean(producer.outcome(), "signal");
}

TEST(RingworkerControl, SetsTheRateWhileItRuns)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--control", "--rate", "1", "--count", "1000k"}));
    producer.ready();
    producer.say(R"({"set":{"rate":"50k"}})");
    EXPECT_TRUE(eventually([&] { return published(ring.name()) > 1000; }));
    producer.say(R"({"set":{"rate":0}})");
    EXPECT_TRUE(eventually([&] {
        const std::int64_t before = published(ring.name());
        let_pass(100ms);  // 5,000 events at the rate before
        return published(ring.name()) == before;
    }));
    producer.say(R"({"set":{"rate":"max"}})");
    expect_clean(producer.outcome(), "count");
}

TEST(RingworkerControl, ObeysWhatIsOnStdinBeforeItJoins)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--coordination", "wait:1:50s"}));
    producer.ready();
    ChildProcess consumer(
        with({RINGWORKER}, consume_words(ring, "a", {"--control", "--count", "40", "--quiet"})),
        "{\"set\":{\"work_ns\":5000000}}\n");
    consumer.read_line();
    const json summary = json::parse(consumer.read_line());
    EXPECT_EQ(summary["events"], 40);
    EXPECT_LE(summary["events_per_s"], 200.0) << "the service time came too late";
    EXPECT_EQ(consumer.wait().code, 0);
}

TEST(RingworkerControl, SetsTheServiceTimeWhileItRuns)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--rate", "200k"}));
    Worker consumer(consume_words(ring, "a", {"--control"}));
    consumer.ready();
    consumer.say(R"({"set":{"work_ns":10000000}})");
    const auto producer_is_held = [&] {
        const auto seen = look_at(ring.name());
        return seen && seen->producer.gated_by == "a";
    };
    EXPECT_TRUE(eventually(producer_is_held));
    consumer.say(R"({"set":{"work_ns":0}})");
    const std::int64_t before = published(ring.name());
    EXPECT_TRUE(eventually([&] { return published(ring.name()) > before + 50'000; }));
    consumer.say(kClose);
    expect_clean(consumer.outcome(), "control");
}

TEST(RingworkerControl, FreezesAConsumerWithItsLeaseHeld)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--rate", "2k"}));
    Worker consumer(consume_words(ring, "a", {"--control"}));
    consumer.ready();
    EXPECT_TRUE(eventually([&] { return consumed(ring.name(), "a") > 10; }));
    consumer.say(R"({"do":"freeze","ms":86400000})");
    const auto is_held = [&] {
        const auto seen = look_at(ring.name());
        return seen && seen->producer.gated_by == "a";
    };
    EXPECT_TRUE(eventually(is_held));
    const std::int64_t before = consumed(ring.name(), "a");
    const auto stat = rig::read_process_stat(consumer.process().pid());
    EXPECT_FALSE(stat->is_stopped());
    let_pass(50ms);
    EXPECT_EQ(consumed(ring.name(), "a"), before);
    EXPECT_EQ(published(ring.name()), before + 1024);
    EXPECT_TRUE(consumer.process().signal(SIGTERM));
    expect_clean(consumer.outcome(), "signal");
}

TEST(RingworkerControl, ThawsByItself)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--rate", "2k"}));
    Worker consumer(consume_words(ring, "a", {"--control"}));
    consumer.ready();
    consumer.say(R"({"do":"freeze","ms":200})");
    EXPECT_TRUE(eventually([&] { return consumed(ring.name(), "a") > 2000; }));
    consumer.say(kClose);
    const Outcome outcome = consumer.outcome();
    expect_clean(outcome, "control");
    // The event behind the one that was held was published at once and read after the freeze.
    EXPECT_GE(outcome.summary["latency_ns"]["max"], 150'000'000);
}

TEST(RingworkerControl, FreezesAProducerWithItsClaimHeld)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--rate", "2k", "--control"}));
    Worker consumer(consume_words(ring, "a"));
    consumer.ready();
    producer.say(R"({"do":"freeze","ms":86400000})");
    EXPECT_TRUE(eventually([&] {
        const std::int64_t before = published(ring.name());
        let_pass(50ms);  // 100 events at its rate
        return published(ring.name()) == before;
    }));
    producer.say(kClose);
    expect_clean(producer.outcome(), "control");
    expect_clean(consumer.outcome(), "closed");
}

TEST(RingworkerControl, SaysWhatIsNoCommandAndGoesOn)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--control"}));
    producer.ready();
    producer.say("make it so");
    producer.say(R"({"set":{"work_ns":5}})");
    producer.say(kClose);
    const Outcome outcome = producer.outcome();
    EXPECT_EQ(outcome.exit, kDone);
    EXPECT_EQ(outcome.summary["end"], "control");
    EXPECT_EQ(std::count(outcome.errors.begin(), outcome.errors.end(), '\n'), 2) << outcome.errors;
    EXPECT_NE(outcome.errors.find("'make it so'"), std::string::npos);
}

/// A shell that starts a worker with our stdin, tells its pid, and waits.
class Parent {
public:
    explicit Parent(const Words& words)
        : m_shell(started(
            "/bin/sh", with({"-c", "exec 3<&0; \"$@\" <&3 3<&- & wait", "sh", RINGWORKER}, words)))
    {
        EXPECT_TRUE(eventually([&] {
            for (const std::string& line : m_shell.read_output()) {
                m_worker = json::parse(line)["pid"].get<pid_t>();
            }
            return m_worker != 0;
        }));
    }
    [[nodiscard]] pid_t worker() const { return m_worker; }
    void kill() { EXPECT_TRUE(m_shell.signal(SIGKILL)); }

private:
    rig::WorkerProcess m_shell;
    pid_t m_worker = 0;
};

// Its stdin stays open in this test: it is the parent's death that ends it.
TEST(RingworkerControl, DiesWithItsParent)
{
    const TemporaryRing ring;
    Parent parent(produce_words(ring, {"--control", "--quiet"}));
    EXPECT_FALSE(is_dead(parent.worker()));
    parent.kill();
    EXPECT_TRUE(eventually([&] { return is_dead(parent.worker()); }));
}

TEST(RingworkerControl, DiesWithItsParentAlsoWhenItIsStopped)
{
    const TemporaryRing ring;
    Parent parent(produce_words(ring, {"--control", "--quiet"}));
    ASSERT_EQ(::kill(parent.worker(), SIGSTOP), 0);
    EXPECT_TRUE(eventually([&] {
        const auto stat = rig::read_process_stat(parent.worker());
        return stat && stat->is_stopped();
    }));
    parent.kill();
    EXPECT_TRUE(eventually([&] { return is_dead(parent.worker()); }));
}

TEST(RingworkerControl, OutlivesTheThreadThatAskedForIt)
{
    const TemporaryRing ring;
    std::optional<Worker> worker;
    std::thread([&] {
        worker.emplace(produce_words(ring, {"--rate", "10k", "--control"}));
        worker->ready();
    }).join();
    const std::int64_t last = published(ring.name());
    EXPECT_TRUE(eventually([&] { return published(ring.name()) > last + 1'000; }));
    worker->say(kClose);
    expect_clean(worker->outcome(), "control");
}

TEST(RingworkerControl, OutlivesItsParentWithoutControl)
{
    const TemporaryRing ring;
    Parent parent(produce_words(ring, {"--quiet", "--rate", "1k"}));
    parent.kill();
    const std::int64_t before = published(ring.name());
    EXPECT_TRUE(eventually([&] { return published(ring.name()) > before + 100; }));
    ASSERT_EQ(::kill(parent.worker(), SIGTERM), 0);
    EXPECT_TRUE(eventually([&] { return is_dead(parent.worker()); }));
    EXPECT_FALSE(ring.exists());
}

}  // namespace
}  // namespace ringtest

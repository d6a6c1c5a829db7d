// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringworker_support.h"

#include <thread>

namespace ringtest {
namespace {

using namespace std::chrono_literals;

Words requiring(
    const TemporaryRing& ring, const std::string& action, const std::string& grace = "100ms")
{
    return produce_words(ring,
        {"--require", "a", "--startup-timeout", "50s", "--progress-timeout", "100ms",
            "--check-interval", "2ms", "--grace", grace, "--on-failure", action, "--control"});
}

/// A consumer that stands, and the producer that it holds.
struct Held {
    explicit Held(const std::string& action = "shutdown", const std::string& grace = "100ms")
        : producer(requiring(ring, action, grace))
        , consumer(consume_words(ring, "a"))
    {
        consumer.ready();
        EXPECT_TRUE(eventually([&] { return consumed(ring.name(), "a") >= 0; }));
        consumer.process().signal(SIGSTOP);
    }

    TemporaryRing ring;
    Worker producer;
    Worker consumer;
};

TEST(RingworkerLiveness, AlertsAndThenEndsTheStreamForEverybody)
{
    Held held;
    Worker other(consume_words(held.ring, "b"));
    const json alert = held.producer.line("alert");
    EXPECT_EQ(alert["consumer"], "a");
    EXPECT_GE(alert["stalled_ms"], 100);
    EXPECT_EQ(alert["died"], false);
    EXPECT_EQ(held.producer.line("refused")["error"], "GracefulShutdownTriggered");
    const Outcome produced = held.producer.outcome();
    EXPECT_EQ(produced.exit.code, 2) << produced.errors;
    EXPECT_EQ(produced.summary["end"], "required_consumer_failed");
    const Outcome seen = other.outcome();
    EXPECT_EQ(seen.exit.code, 3) << seen.errors;
    EXPECT_EQ(seen.summary["end"], "required_consumer_failed");
    held.consumer.process().signal(SIGCONT);
    EXPECT_EQ(held.consumer.outcome().summary["last"], produced.summary["last"]);
}

TEST(RingworkerLiveness, NamesAConsumerThatDied)
{
    Held held;
    held.consumer.process().signal(SIGKILL);
    EXPECT_EQ(held.producer.line("alert")["died"], true);
    EXPECT_EQ(held.producer.outcome().exit.code, 2);
}

TEST(RingworkerLiveness, NamesWhoNeverCame)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--require", "a,b", "--startup-timeout", "50ms"}));
    Worker consumer(consume_words(ring, "a"));
    const Outcome outcome = producer.outcome();
    EXPECT_EQ(outcome.exit.code, 2);
    EXPECT_EQ(outcome.summary["end"], "required_consumer_failed");
    EXPECT_EQ(outcome.summary["events"], 0);
    EXPECT_NE(outcome.errors.find("missing after 50 ms: "), std::string::npos) << outcome.errors;
    static_cast<void>(consumer.outcome());
}

TEST(RingworkerLiveness, GoesOnWithoutTheOneThatIsPutOut)
{
    Held held("evict");
    held.producer.line("alert");
    const std::int64_t last = published(held.ring.name());
    EXPECT_TRUE(eventually([&] { return published(held.ring.name()) > last + 10'000; }));
    held.consumer.process().signal(SIGCONT);
    const Outcome put_out = held.consumer.outcome();
    EXPECT_EQ(put_out.exit.code, 3) << put_out.errors;
    EXPECT_EQ(put_out.summary["end"], "evicted");
    EXPECT_EQ(put_out.summary["torn"], 0);
    held.producer.say(R"({"do":"close"})");
    expect_clean(held.producer.outcome(), "control");
}

TEST(RingworkerLiveness, ObeysWhileItIsHeldAndWhileItWaitsForTheRequired)
{
    Held held("alert");
    held.producer.line("alert");
    held.producer.say(R"({"do":"close"})");
    expect_clean(held.producer.outcome(), "control");
    held.consumer.process().signal(SIGCONT);
    expect_clean(held.consumer.outcome(), "closed");
    const TemporaryRing ring;
    Worker waiting(requiring(ring, "shutdown"));
    waiting.ready();
    waiting.process().close_stdin();
    expect_clean(waiting.outcome(), "control");
    Worker again(requiring(ring, "shutdown"));
    again.ready();
    again.process().signal(SIGTERM);
    expect_clean(again.outcome(), "signal");
}

TEST(RingworkerLiveness, GoesOnWhenTheStalledOneComesBackInGrace)
{
    Held held("shutdown", "50s");
    held.producer.line("alert");
    held.consumer.process().signal(SIGCONT);
    const std::int64_t last = published(held.ring.name());
    EXPECT_TRUE(eventually([&] { return published(held.ring.name()) > last + 10'000; }));
    held.producer.say(R"({"do":"close"})");
    expect_clean(held.producer.outcome(), "control");
    expect_clean(held.consumer.outcome(), "closed");
}

TEST(RingworkerLiveness, RefusesTimesThatContradict)
{
    const TemporaryRing ring;
    Worker producer(produce_words(
        ring, {"--require", "a", "--progress-timeout", "5ms", "--check-interval", "5ms"}));
    EXPECT_EQ(producer.outcome().exit.code, 64);
    EXPECT_FALSE(ring.exists());
}

TEST(RingworkerRing, DeclaresItsEventsAndKeepsLatencies)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--rate", "10k", "--control"}));
    producer.ready();
    Worker consumer(consume_words(ring, "a"));
    EXPECT_TRUE(eventually([&] { return consumed(ring.name(), "a") > 100; }));
    auto observer = ringlib::RingObserver::attach(ring.name());
    ASSERT_TRUE(observer) << observer.error().message();
    const auto schema = observer->schema();
    ASSERT_TRUE(schema);
    ASSERT_EQ(schema->fields.size(), 5U);
    EXPECT_EQ(schema->fields[3].name, "published");
    EXPECT_EQ(schema->fields[3].type, ringlib::FieldType::TimeNs);
    EXPECT_EQ(schema->fields[4].count, 5U);
    std::vector<ringlib::LatencySnapshot> latencies;
    ASSERT_TRUE(observer->latencies(latencies));
    ASSERT_EQ(latencies.size(), 2U);
    EXPECT_GT(latencies[0].total, 100U);
    EXPECT_GT(latencies[1].total, 100U);
    producer.say(R"({"do":"close"})");
    expect_clean(producer.outcome(), "control");
}

}  // namespace
}  // namespace ringtest

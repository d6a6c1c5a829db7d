// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringworker_support.h"

#include <fstream>

namespace ringtest {
namespace {

rig::ExitStatus exit_with(int code)
{
    return {.code = code};
}

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// It says why in one line and never was ready.
void expect_refused(const Outcome& outcome, int code, const std::string& why)
{
    EXPECT_EQ(outcome.exit, exit_with(code)) << outcome.exit.text();
    EXPECT_TRUE(outcome.summary.is_null());
    EXPECT_EQ(outcome.errors.find("ringworker: "), 0U) << outcome.errors;
    EXPECT_EQ(std::count(outcome.errors.begin(), outcome.errors.end(), '\n'), 1);
    EXPECT_TRUE(has(outcome.errors, why)) << outcome.errors;
}

TEST(RingworkerRefusal, OfASecondProducerNamesTheFirst)
{
    const TemporaryRing ring;
    Worker first(produce_words(ring, {"--rate", "10k"}));
    first.ready();
    for (const std::string action : {"takeover", "recreate", "refuse"}) {
        Worker second(produce_words(ring, {"--on-existing", action}));
        expect_refused(second.outcome(), 69, "pid " + std::to_string(first.process().pid()));
    }
    EXPECT_TRUE(first.process().signal(SIGTERM));
    expect_clean(first.outcome(), "signal");
}

TEST(RingworkerRefusal, OfAnIdInUseNamesItsHolder)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--rate", "10k"}));
    Worker first(consume_words(ring, "a"));
    first.ready();
    Worker second(consume_words(ring, "a"));
    expect_refused(second.outcome(), 69, "pid " + std::to_string(first.process().pid()));
    EXPECT_TRUE(producer.process().signal(SIGTERM));
    expect_clean(first.outcome(), "closed");
}

TEST(RingworkerRefusal, OfAnExistingRingChangesNothing)
{
    const TemporaryRing ring;
    Worker first(produce_words(ring, {"--rate", "10k"}));
    EXPECT_TRUE(eventually([&] { return published(ring.name()) > 10; }));
    EXPECT_TRUE(first.process().signal(SIGKILL));
    EXPECT_EQ(first.outcome().exit, (rig::ExitStatus{.signal = SIGKILL}));
    const std::int64_t last = published(ring.name());
    Worker refused(produce_words(ring, {"--on-existing", "refuse"}));
    expect_refused(refused.outcome(), 69, "ring of that name");
    Worker other({"produce", "--ring", ring.name(), "--capacity", "64", "--event-size", "64"});
    expect_refused(other.outcome(), 69, "1024");
    Worker wider({"produce", "--ring", ring.name(), "--capacity", "1024", "--event-size", "128"});
    expect_refused(wider.outcome(), 69, "128");
    EXPECT_EQ(published(ring.name()), last);
}

TEST(RingworkerRefusal, ComesWhenNoRingDoes)
{
    const TemporaryRing ring;
    Worker consumer(consume_words(ring, "a", {"--ready-timeout", "50ms"}));
    expect_refused(consumer.outcome(), 66, ring.name());
    const TemporaryDirectory directory;
    Worker other(
        {"consume", "--file", directory.path() / "none", "--id", "a", "--ready-timeout", "50ms"});
    expect_refused(other.outcome(), 66, "none");
}

TEST(RingworkerRefusal, OfAFileThatIsNoRingLeavesItAlone)
{
    const TemporaryDirectory directory;
    const std::string file = directory.path() / "letter";
    std::ofstream(file) << "Dear ring, " << std::string(8'000, '.');
    const auto size = std::filesystem::file_size(file);
    Worker consumer({"consume", "--file", file, "--id", "a"});
    expect_refused(consumer.outcome(), 69, "letter");
    Worker producer({"produce", "--file", file, "--capacity", "8", "--event-size", "64"});
    expect_refused(producer.outcome(), 69, "letter");
    EXPECT_EQ(std::filesystem::file_size(file), size);
}

struct ForeignEvent {
    std::uint64_t words[5];
};

TEST(RingworkerRefusal, OfARingOfOtherEventsNamesTheirSize)
{
    const TemporaryRing ring;
    auto producer
        = ringlib::build_shared_single_producer<ForeignEvent>(ring.name(), 8).build_producer();
    ASSERT_TRUE(producer);
    Worker consumer(consume_words(ring, "a"));
    expect_refused(consumer.outcome(), 69, "40 bytes");
}

TEST(RingworkerRefusal, OfEveryBadValueCreatesNothing)
{
    const TemporaryRing ring;
    const auto words = [&](const std::string& capacity, const std::string& size) {
        return Words{
            "produce", "--ring", ring.name(), "--capacity", capacity, "--event-size", size};
    };
    std::vector<Words> all = {words("4095", "64"), words("0", "64"), words("1", "64"),
        words("2147483648", "64"), words("9223372036854775808", "64"), words("64 ", "64"),
        words("1e3", "64"), words("0x400", "64"), words("-1", "64"), words("64", "65"),
        words("64", "0"), words("64", "8192"), with(words("64", "64"), {"--ring", ring.name()}),
        with(words("64", "64"), {"--file", "./r"}), with(words("64", "64"), {"--rat", "5"}),
        with(words("64", "64"), {"--rate"}), with(words("64", "64"), {"--max-consumers", "257"}),
        with(words("64", "64"), {"--coordination", "buffer:65"}),
        with(words("64", "64"), {"--coordination", "wait:65:1s"}),
        with(words("64", "64"), {"--core", "100000"}), with(words("64", "64"), {"--core", "1023"}),
        with(words("64", "64"), {"--batch", "65"}), {}, {"--control"}, {"serve"}};
    for (const std::string name : {"", ".", "..", "a b", "-x", ".x", "a\n", "\xc3\xa4"}) {
        all.push_back({"produce", "--ring", name, "--capacity", "64", "--event-size", "64"});
        all.push_back({"consume", "--ring", name, "--id", "a"});
    }
    all.push_back({"consume", "--ring", ring.name(), "--id", ""});
    all.push_back({"consume", "--ring", ring.name(), "--id", std::string(32, 'x')});
    all.push_back({"consume", "--ring", ring.name(), "--id", "a", "--work", "-1s"});
    for (const Words& bad : all) {
        Worker worker(bad);
        const Outcome outcome = worker.outcome();
        std::string shown;
        for (const std::string& word : bad) {
            shown += "'" + word + "' ";
        }
        EXPECT_EQ(outcome.exit, exit_with(64)) << shown << outcome.errors;
        EXPECT_TRUE(outcome.summary.is_null()) << shown;
        EXPECT_EQ(outcome.errors.find("ringworker: "), 0U) << shown << outcome.errors;
        EXPECT_TRUE(has(outcome.errors, "Usage: ringworker")) << shown << outcome.errors;
        EXPECT_FALSE(ring.exists() || ring.lock_file_exists()) << shown;
    }
}

TEST(RingworkerRefusal, OfARingThatDoesNotFitCreatesNothing)
{
    const TemporaryRing ring;
    Worker worker({"produce", "--ring", ring.name(), "--capacity", "1073741824", "--event-size",
        "4096"});  // 4 TiB
    expect_refused(worker.outcome(), 69, "needs 4398047281152 bytes");
    EXPECT_FALSE(ring.exists() || ring.lock_file_exists());
}

TEST(RingworkerRefusal, ComesWhenExpectedConsumersDoNot)
{
    const TemporaryRing ring;
    Worker producer(produce_words(ring, {"--coordination", "wait:2:300ms"}));
    producer.ready();
    Worker consumer(consume_words(ring, "early"));
    consumer.ready();
    const Outcome outcome = producer.outcome();
    EXPECT_EQ(outcome.exit, exit_with(2)) << outcome.exit.text();
    EXPECT_TRUE(has(outcome.errors, "1 of 2 consumers")) << outcome.errors;
    EXPECT_TRUE(has(outcome.errors, "early")) << outcome.errors;
    EXPECT_EQ(outcome.summary["events"], 0);
    expect_clean(consumer.outcome(), "closed");
    EXPECT_FALSE(ring.exists());
    EXPECT_FALSE(ring.lock_file_exists());
}

TEST(RingworkerRefusal, OfAFileWithoutItsConsumersRemovesIt)
{
    const TemporaryDirectory directory;
    const std::string file = directory.path() / "r.ring";
    Worker producer({"produce", "--file", file, "--capacity", "64", "--event-size", "64",
        "--coordination", "wait:1:50ms"});
    EXPECT_EQ(producer.outcome().exit, exit_with(2));
    EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST(RingworkerRefusal, OfASuccessorWithoutItsConsumersLeavesTheRingToAnother)
{
    const TemporaryRing ring;
    Worker first(produce_words(ring, {"--rate", "10k"}));
    Worker consumer(consume_words(ring, "a"));
    consumer.ready();
    EXPECT_TRUE(first.process().signal(SIGKILL));
    EXPECT_EQ(first.outcome().exit, (rig::ExitStatus{.signal = SIGKILL}));
    const std::int64_t last = published(ring.name());
    Worker second(produce_words(ring, {"--coordination", "wait:2:50ms"}));
    EXPECT_EQ(second.outcome().exit, exit_with(2));
    Worker third(produce_words(ring, {"--count", "100"}));
    const Outcome produced = third.outcome();
    expect_clean(produced, "count");
    EXPECT_EQ(produced.summary["first"], last + 1);
    const Outcome seen = consumer.outcome();
    expect_clean(seen, "closed");
    EXPECT_EQ(seen.summary["last"], last + 100);
}

/// Runs with another stdout. @returns its outcome.
Outcome run_with_stdout(const std::string& redirection, const Words& words)
{
    auto process
        = started("/bin/sh", with({"-c", "exec \"$@\" " + redirection, "sh", RINGWORKER}, words));
    const auto exit = process.wait(kWatchdog);
    std::string errors;
    for (const std::string& line : process.read_errors()) {
        errors += line + '\n';
    }
    return {exit.value_or(rig::ExitStatus{}), {}, errors};
}

TEST(RingworkerRefusal, ComesWhenItsOutputIsFullOrClosed)
{
    for (const std::string redirection : {">/dev/full", ">&-"}) {
        const TemporaryRing ring;
        expect_refused(
            run_with_stdout(redirection, produce_words(ring, {"--rate", "1"})), 70, "stdout");
        EXPECT_FALSE(ring.exists()) << "it did not leave its ring cleanly";
        Worker producer(produce_words(ring, {"--rate", "1k"}));
        producer.ready();
        expect_refused(run_with_stdout(redirection, consume_words(ring, "a")), 70, "stdout");
        EXPECT_TRUE(look_at(ring.name())->consumers.empty()) << "it did not leave its place";
        EXPECT_EQ(run_with_stdout(redirection, {"--version"}).exit, exit_with(70));
        EXPECT_EQ(run_with_stdout(redirection, {"produce", "--help"}).exit, exit_with(70));
    }
}

TEST(RingworkerRefusal, ComesWhenNobodyReadsItsOutputAnyMore)
{
    const TemporaryRing ring;
    Words words = {"-c", "{ \"$@\"; echo exit $? >&2; } | head -n 1", "sh", RINGWORKER};
    auto process = started("/bin/sh", with(words, produce_words(ring, {"--rate", "1"})));
    EXPECT_EQ(process.wait(kWatchdog), exit_with(0));
    const Words errors = process.read_errors();
    ASSERT_EQ(errors.size(), 2U);
    EXPECT_TRUE(has(errors[0], "Broken pipe")) << errors[0];
    EXPECT_EQ(errors[1], "exit 70");
    EXPECT_FALSE(ring.exists());
}

TEST(Ringworker, HelpsWithoutARing)
{
    for (const Words& words : {Words{"--help"}, Words{"produce", "--help"},
             Words{"consume", "--help"}, Words{"--version"}}) {
        auto process = started(RINGWORKER, words);
        EXPECT_EQ(process.wait(kWatchdog), exit_with(0));
        EXPECT_FALSE(process.read_output().empty());
        EXPECT_TRUE(process.read_errors().empty());
    }
}

}  // namespace
}  // namespace ringtest

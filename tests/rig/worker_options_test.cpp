// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/worker_options.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace rig {
namespace {

using namespace std::chrono_literals;

using Words = std::vector<std::string>;

WorkerCommandLine parsed(const Words& words)
{
    std::vector<const char*> argv{"ringworker"};
    for (const std::string& word : words) {
        argv.push_back(word.c_str());
    }
    return parse_worker_command_line(
        static_cast<int>(argv.size()), argv.data(), "ringworker 1.2.3 (abc)");
}

const Words kProduce = {"produce", "--ring", "orders", "--capacity", "4096", "--event-size", "64"};
const Words kConsume = {"consume", "--ring", "orders", "--id", "cp_0"};

Words with(Words words, const Words& more)
{
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// `words` with another value for an option, or without the option.
Words changed(Words words, const std::string& option, const std::string& value)
{
    *(std::find(words.begin(), words.end(), option) + 1) = value;
    return words;
}
Words without(Words words, const std::string& option)
{
    const auto place = std::find(words.begin(), words.end(), option);
    words.erase(place, place + 2);
    return words;
}

ProduceOptions produce_options(const Words& more)
{
    return std::get<ProduceOptions>(parsed(with(kProduce, more)));
}
ConsumeOptions consume_options(const Words& more)
{
    return std::get<ConsumeOptions>(parsed(with(kConsume, more)));
}

/// The one line of a refusal; empty when it was none.
std::string refusal(const Words& words)
{
    const WorkerCommandLine line = parsed(words);
    const auto* error = std::get_if<UsageError>(&line);
    if (error == nullptr) {
        return {};
    }
    EXPECT_EQ(error->what.find('\n'), std::string::npos) << error->what;
    EXPECT_NE(error->usage.find("Usage: ringworker"), std::string::npos) << error->usage;
    return error->what;
}

TEST(WorkerOptions, OfAProducerHaveTheirDefaults)
{
    const ProduceOptions options = produce_options({});
    EXPECT_EQ(options.ring.backend, ringlib::Backend::Shm);
    EXPECT_EQ(options.ring.name, "orders");
    EXPECT_EQ(options.capacity, 4096U);
    EXPECT_EQ(options.event_size, 64U);
    EXPECT_TRUE(options.rate.is_max());
    EXPECT_TRUE(std::holds_alternative<SteadyLoad>(options.load));
    EXPECT_EQ(options.coordination.kind(), ringlib::CoordinationMode::Kind::Immediate);
    EXPECT_EQ(options.on_existing, ringlib::OnExisting::TakeOver);
    EXPECT_EQ(options.wait.kind(), ringlib::WaitStrategy::Kind::Block);
    EXPECT_FALSE(options.batch || options.count || options.duration || options.core
        || options.max_consumers);
    EXPECT_FALSE(options.control || options.quiet);
    EXPECT_EQ(options.seed, 0U);
}

TEST(WorkerOptions, OfAProducerAreAllRead)
{
    const ProduceOptions options = produce_options(
        {"--rate", "1M", "--batch", "32", "--count", "20M", "--duration", "5s", "--coordination",
            "wait:3:10s", "--max-consumers", "8", "--on-existing", "recreate", "--wait", "hint",
            "--core", "1", "--seed", "7", "--control", "--quiet", "--pattern", "burst:10ms/90ms"});
    EXPECT_EQ(options.rate, Rate{1'000'000U});
    EXPECT_EQ(options.batch, 32U);
    EXPECT_EQ(options.count, 20'000'000U);
    EXPECT_EQ(options.duration, 5s);
    EXPECT_EQ(options.coordination.count(), 3U);
    EXPECT_EQ(options.max_consumers, 8U);
    EXPECT_EQ(options.on_existing, ringlib::OnExisting::Recreate);
    EXPECT_EQ(options.wait.kind(), ringlib::WaitStrategy::Kind::BusySpinWithHint);
    EXPECT_EQ(options.core, 1);
    EXPECT_EQ(options.seed, 7U);
    EXPECT_TRUE(options.control && options.quiet);
    EXPECT_TRUE(std::holds_alternative<BurstLoad>(options.load));
}

TEST(WorkerOptions, NameTheConsumersThatAreRequired)
{
    EXPECT_FALSE(produce_options({}).liveness);
    const auto defaults = produce_options({"--require", "a"}).liveness.value();
    const ringlib::RequiredConsumerLivenessConfig library;
    EXPECT_EQ(defaults.required_consumer_ids, Words{"a"});
    EXPECT_EQ(defaults.startup_wait_timeout, library.startup_wait_timeout);
    EXPECT_EQ(defaults.progress_timeout, library.progress_timeout);
    EXPECT_EQ(defaults.progress_check_interval, library.progress_check_interval);
    EXPECT_EQ(defaults.shutdown_grace_period, library.shutdown_grace_period);
    EXPECT_EQ(defaults.failure_action, library.failure_action);
    const auto all = produce_options(
        {"--require", "a,b.1,c", "--startup-timeout", "2s", "--progress-timeout", "300ms",
            "--check-interval", "7ms", "--grace", "0ms", "--on-failure", "evict"})
                         .liveness.value();
    EXPECT_EQ(all.required_consumer_ids, (Words{"a", "b.1", "c"}));
    EXPECT_EQ(all.startup_wait_timeout, 2s);
    EXPECT_EQ(all.progress_timeout, 300ms);
    EXPECT_EQ(all.progress_check_interval, 7ms);
    EXPECT_EQ(all.shutdown_grace_period, 0ms);
    EXPECT_EQ(all.failure_action, ringlib::RequiredConsumerFailureAction::Evict);
}

TEST(WorkerOptions, RefuseTimesOfLivenessWithoutAnybodyRequired)
{
    for (const Words& option : {Words{"--startup-timeout", "1s"}, Words{"--progress-timeout", "1s"},
             Words{"--check-interval", "1ms"}, Words{"--grace", "1s"},
             Words{"--on-failure", "alert"}}) {
        EXPECT_EQ(refusal(with(kProduce, option)),
            option.front() + ": nobody is required (name them with --require)");
    }
}

TEST(WorkerOptions, OfAConsumerHaveTheirDefaults)
{
    const ConsumeOptions options = consume_options({});
    EXPECT_EQ(options.id, "cp_0");
    EXPECT_EQ(options.start, ringlib::StartAt::Default);
    EXPECT_EQ(options.work, DurationRange{});
    EXPECT_EQ(options.ready_timeout, 10s);
}

TEST(WorkerOptions, OfAConsumerAreAllRead)
{
    const ConsumeOptions options = consume_options({"--start", "oldest", "--work", "1us..5us",
        "--batch", "16", "--ready-timeout", "2s", "--count", "9", "--duration", "1m", "--wait",
        "sleep:1ms", "--core", "0", "--control", "--quiet"});
    EXPECT_EQ(options.start, ringlib::StartAt::Oldest);
    EXPECT_EQ(options.work, (DurationRange{1us, 5us}));
    EXPECT_EQ(options.batch, 16U);
    EXPECT_EQ(options.ready_timeout, 2s);
    EXPECT_EQ(options.count, 9U);
    EXPECT_EQ(options.duration, 1min);
    EXPECT_EQ(options.wait.duration(), 1ms);
    EXPECT_EQ(options.core, 0);
    EXPECT_TRUE(options.control && options.quiet);
}

TEST(WorkerOptions, NameARingInAFile)
{
    const auto options
        = std::get<ConsumeOptions>(parsed({"consume", "--file", "/tmp/r.ring", "--id", "a"}));
    EXPECT_EQ(options.ring.backend, ringlib::Backend::Mmap);
    EXPECT_EQ(options.ring.name, "/tmp/r.ring");
}

TEST(WorkerOptions, RefuseARingAndAFile)
{
    EXPECT_NE(refusal(with(kProduce, {"--file", "/tmp/r"})).find("both given"), std::string::npos);
    EXPECT_NE(refusal(without(kProduce, "--ring")).find("missing"), std::string::npos);
    EXPECT_NE(refusal(changed(kProduce, "--ring", "dir/orders")).find("--file"), std::string::npos);
}

TEST(WorkerOptions, RefuseWhatIsMissing)
{
    EXPECT_EQ(refusal(without(kProduce, "--capacity")), "--capacity: missing");
    EXPECT_EQ(refusal(without(kProduce, "--event-size")), "--event-size: missing");
    EXPECT_EQ(refusal(without(kConsume, "--id")), "--id: missing");
    EXPECT_NE(refusal({}), "");
    EXPECT_NE(refusal(with(kProduce, {"--rate"})), "");
}

TEST(WorkerOptions, RefuseAnOptionGivenTwice)
{
    const Words values = {"--ring", "orders", "--capacity", "4096", "--rate", "1M", "--batch", "4",
        "--count", "5", "--duration", "5s", "--wait", "busy", "--core", "0", "--seed", "1"};
    for (std::size_t i = 0; i < values.size(); i += 2) {
        const Words once = {values[i], values[i + 1]};
        EXPECT_NE(refusal(with(with(kProduce, once), once)), "") << values[i];
    }
    for (const std::string flag : {"--control", "--quiet"}) {
        EXPECT_NE(refusal(with(kProduce, {flag, flag})), "") << flag;
    }
}

TEST(WorkerOptions, RefuseWhatIsUnknown)
{
    EXPECT_NE(refusal(with(kProduce, {"--frequency", "5"})), "");
    EXPECT_NE(refusal(with(kProduce, {"--id", "a"})), "");
    EXPECT_NE(refusal(with(kConsume, {"--capacity", "8"})), "");
    EXPECT_NE(refusal(with(kConsume, {"orders"})), "");
    EXPECT_NE(refusal(with(kConsume, {"--", "--quiet"})), "");
    EXPECT_NE(refusal({"observe"}), "");
    EXPECT_NE(refusal({"--ring", "orders"}), "");
    EXPECT_NE(refusal(with(kProduce, {"--rat", "5"})), "");
}

TEST(WorkerOptions, RefuseTwoRolesAtOnce)
{
    EXPECT_NE(refusal(with(kProduce, kConsume)), "");
    EXPECT_NE(refusal(with(kProduce, {"produce"})), "");
}

TEST(WorkerOptions, RefuseEveryBadValueAndQuoteIt)
{
    const std::vector<std::pair<std::string, Words>> bad_of_producer
        = {{"--capacity", {"4096 ", "1e3", "0x400", "-1", "4k2", "", "four"}},
            {"--event-size", {"0", "1", "24", "48", "65", "8192", "64B", "-64"}},
            {"--rate", {"0", "-1", "fast", "1e6", "MAX"}}, {"--batch", {"0", "-1", "x"}},
            {"--count", {"0", "-5", "20 M", "1.5M"}},
            {"--duration", {"0s", "5", "-5s", "25h", "nan", "5 s"}},
            {"--coordination", {"wait", "wait:0:1s", "buffer:0", "later"}},
            {"--max-consumers", {"0", "-1", "many"}}, {"--on-existing", {"replace", ""}},
            {"--wait", {"blocking", "sleep:0s", "yield:-1"}}, {"--core", {"-1", "x", "4294967296"}},
            {"--seed", {"-1", "0x1", "random"}}, {"--pattern", {"square", "burst:1", "sine:0s"}}};
    for (const auto& [option, values] : bad_of_producer) {
        for (const std::string& value : values) {
            const bool present
                = std::find(kProduce.begin(), kProduce.end(), option) != kProduce.end();
            const std::string what = refusal(present ? changed(kProduce, option, value)
                                                     : with(kProduce, {option + "=" + value}));
            EXPECT_NE(what.find(option), std::string::npos) << option << " '" << value << "'";
            EXPECT_NE(what.find(value), std::string::npos) << option << " '" << value << "'";
        }
    }
    const std::vector<std::pair<std::string, Words>> bad_of_consumer
        = {{"--start", {"7", "first"}}, {"--work", {"5", "5us..1us", "25h", "-1us"}},
            {"--ready-timeout", {"0s", "10", "25h"}}, {"--batch", {"0"}}};
    for (const auto& [option, values] : bad_of_consumer) {
        for (const std::string& value : values) {
            const std::string what = refusal(with(kConsume, {option + "=" + value}));
            EXPECT_NE(what.find(value), std::string::npos) << option << " '" << value << "'";
        }
    }
    for (const std::string& id : {std::string("a b"), std::string(32, 'x'), std::string("a/b")}) {
        EXPECT_NE(refusal(changed(kConsume, "--id", id)).find(id), std::string::npos) << id;
    }
}

TEST(WorkerOptions, SayWhichOptionWasProbablyMeant)
{
    EXPECT_EQ(refusal(with(kProduce, {"--batsch", "4"})),
        "produce: '--batsch' is no option (did you mean --batch?)");
    EXPECT_EQ(refusal(with(kConsume, {"--telepathy=4"})),
        "consume: '--telepathy=4' is no option (see --help)");
    EXPECT_EQ(refusal(with(kConsume, {"now"})), "consume: 'now' is one word too many (see --help)");
}

TEST(WorkerOptions, NameTheCommandsThatThereAre)
{
    EXPECT_EQ(refusal({}), "no command (give one of produce, consume)");
    EXPECT_EQ(refusal({"publish"}), "'publish' is no command (give one of produce, consume)");
}

TEST(WorkerOptions, EscapeWhatTheyQuote)
{
    EXPECT_NE(refusal(changed(kProduce, "--capacity", "\x1b[31m\n")).find("\\x1b[31m\\x0a"),
        std::string::npos);
    const std::string unknown = refusal(with(kProduce, {"--\x1b[31m"}));
    EXPECT_NE(unknown, "");
    EXPECT_EQ(unknown.find('\x1b'), std::string::npos);
}

TEST(WorkerOptions, RefuseABatchThatNeverFits)
{
    EXPECT_NE(refusal(with(kProduce, {"--batch", "4097"})).find("4096"), std::string::npos);
    EXPECT_EQ(produce_options({"--batch", "4096"}).batch, 4096U);
}

TEST(WorkerOptions, RefuseToWaitForMoreConsumersThanThereAreSlots)
{
    EXPECT_NE(
        refusal(with(kProduce, {"--coordination", "wait:65:1s"})).find("64"), std::string::npos);
    EXPECT_NE(refusal(with(kProduce, {"--coordination", "wait:3:1s", "--max-consumers", "2"})), "");
    EXPECT_EQ(produce_options({"--coordination", "wait:3:1s", "--max-consumers", "3"})
                  .coordination.count(),
        3U);
}

TEST(WorkerOptions, RefuseRatesThatContradictAPattern)
{
    EXPECT_NE(refusal(with(kProduce, {"--pattern", "ramp:1..9/1s", "--rate", "5"})), "");
    EXPECT_NE(refusal(with(kProduce, {"--pattern", "sine:1s"})), "");
    EXPECT_EQ(refusal(with(kProduce, {"--pattern", "sine:1s", "--rate", "5"})), "");
}

TEST(WorkerOptions, GiveHelpAndVersionOnRequest)
{
    const auto text = [](const Words& words) { return std::get<HelpText>(parsed(words)).text; };
    EXPECT_NE(text({"--help"}).find("produce"), std::string::npos);
    EXPECT_NE(text({"produce", "--help"}).find("--capacity"), std::string::npos);
    EXPECT_NE(text({"consume", "--help"}).find("--ready-timeout"), std::string::npos);
    EXPECT_EQ(text({"--version"}), "ringworker 1.2.3 (abc)\n");
}

TEST(WorkerOptions, SurviveTenThousandWords)
{
    EXPECT_NE(refusal(with(kProduce, Words(10'000, "--quiet"))), "");
    EXPECT_NE(refusal(with(kProduce, Words(10'000, "x"))), "");
}

TEST(RingTarget, IsNeverTakenForAName)
{
    using ringlib::Backend;
    EXPECT_EQ((RingTarget{Backend::Shm, "orders"}.name_or_path()), "orders");
    EXPECT_EQ((RingTarget{Backend::Mmap, "r.ring"}.name_or_path()), "./r.ring");
    EXPECT_EQ((RingTarget{Backend::Mmap, "/r.ring"}.name_or_path()), "/./r.ring");
    EXPECT_EQ((RingTarget{Backend::Mmap, "/tmp/r.ring"}.name_or_path()), "/tmp/r.ring");
}

}  // namespace
}  // namespace rig

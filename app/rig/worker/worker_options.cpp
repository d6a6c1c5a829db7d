// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/worker_options.h"

#include "rig/refusal.h"
#include "rig/worker/option_values.h"
#include "rig/worker/option_words.h"
#include "rig/worker/synthetic_event.h"

#include <ringlib/printable.h>

#include <CLI/CLI.hpp>

#include <array>
#include <limits>
#include <string_view>
#include <utility>

namespace rig {
namespace {

constexpr std::chrono::nanoseconds kLongest = std::chrono::hours(24);

std::optional<std::uint64_t> positive_count(std::string_view text)
{
    const auto count = parse_count(text);
    return count && *count != 0 ? count : std::nullopt;
}

std::optional<std::chrono::nanoseconds> positive_duration(std::string_view text)
{
    const auto time = parse_duration(text);
    return time && time->count() > 0 && *time <= kLongest ? time : std::nullopt;
}

std::optional<std::chrono::nanoseconds> duration_or_none(std::string_view text)
{
    const auto time = parse_duration(text);
    return time && *time <= kLongest ? time : std::nullopt;
}

std::optional<int> core_number(std::string_view text)
{
    const auto number = parse_count(text);
    return number && *number <= static_cast<std::uint64_t>(std::numeric_limits<int>::max())
        ? std::optional(static_cast<int>(*number))
        : std::nullopt;
}

std::optional<std::uint64_t> event_size(std::string_view text)
{
    const auto size = parse_count(text);
    return size && is_event_size(*size) ? size : std::nullopt;
}

std::optional<DurationRange> service_time(std::string_view text)
{
    const auto range = parse_duration_range(text);
    return range && range->longest <= kLongest ? range : std::nullopt;
}

constexpr std::string_view kTimes = "a time from 1ns to 24h, as 250ms or 5s";
constexpr std::string_view kCounts = "a number from 1 on, as 64, 4Ki or 20M";
constexpr const char* kWaitType = "busy|hint|yield:N|sleep:T|block";

void add_common(Words& words)
{
    words.add_option("--ring", "NAME", "The ring in shared memory");
    words.add_option("--file", "PATH", "The ring in a memory-mapped file");
    words.add_option("--count", "N", "Ends after so many events");
    words.add_option("--duration", "T", "Ends after that time");
    words.add_option("--wait", kWaitType, "What to do when there is nothing to do; block");
    words.add_option("--core", "N", "Stays on this core");
    words.add_flag("--control", "Reads commands from stdin, and ends when stdin does");
    words.add_flag("--quiet", "Writes no progress, only ready and summary");
}

void add_produce(Words& words)
{
    add_common(words);
    words.add_option("--capacity", "N", "Events in the ring: a power of two");
    words.add_option("--event-size", "B", "Bytes: 32, 64, 128 ... 4096");
    words.add_option("--rate", "R|max", "Events per second; max");
    words.add_option("--batch", "N", "Publishes so many events at once; 1");
    words.add_option("--pattern", "steady|burst:ON/OFF|ramp:FROM..TO/T|sine:PERIOD",
        "How the rate changes; steady");
    words.add_option("--coordination", "immediate|wait:N:T|buffer:N",
        "When to begin: at once, when N consumers are there, or after N events; immediate");
    words.add_option("--max-consumers", "N", "Slots for consumers; 64");
    words.add_option("--require", "ID,ID...", "Consumers without which it does not go on");
    words.add_option("--startup-timeout", "T", "How long it waits for those to come; 5s");
    words.add_option("--progress-timeout", "T",
        "How long one of those may hold the ring without progress before the alert; 250ms");
    words.add_option("--check-interval", "T", "How often it looks at those while it is held; 5ms");
    words.add_option("--grace", "T", "From the alert to what is done on failure; 1s");
    words.add_option("--on-failure", "shutdown|alert|evict",
        "End the stream, go on waiting, or put that consumer out; shutdown");
    words.add_option("--on-existing", "refuse|takeover|recreate",
        "What to do with a ring of that name that nobody produces; takeover");
    words.add_option(
        "--seed", "N", "Chooses where in its period a pattern begins; 0, at its start");
}

void add_consume(Words& words)
{
    add_common(words);
    words.add_option("--id", "ID", "The consumer's id: [A-Za-z0-9._-]{1,31}");
    words.add_option("--start", "oldest|next|resume",
        "Where to begin; where this id stopped, or at the oldest event of a young ring");
    words.add_option("--work", "T|T1..T2", "How long each event takes; no time");
    words.add_option("--batch", "N",
        "Reads at most so many events before it says how far it is; 256, with --work 1");
    words.add_option("--ready-timeout", "T",
        "How long to wait for a ring, and for a successor of a producer that died; 10s");
}

RingTarget read_target(const Words& words)
{
    const auto ring = words.text("--ring");
    const auto file = words.text("--file");
    if (ring && file) {
        throw BadValue{"--ring and --file: both given (a ring is in one of them)"};
    }
    if (!ring && !file) {
        throw BadValue{"--ring or --file: missing (name the ring)"};
    }
    if (ring && ring->find('/', 1) != std::string::npos) {
        throw BadValue{
            "--ring: '" + ringlib::printable(*ring) + "' is a path (a ring in a file is --file)"};
    }
    return ring ? RingTarget{ringlib::Backend::Shm, *ring}
                : RingTarget{ringlib::Backend::Mmap, *file};
}

void read_common(const Words& words, WorkerOptions& options)
{
    options.ring = read_target(words);
    options.batch = words.read("--batch", positive_count, kCounts);
    options.count = words.read("--count", positive_count, kCounts);
    options.duration = words.read("--duration", positive_duration, kTimes);
    options.wait = words.read("--wait", parse_wait, kWaitType).value_or(options.wait);
    options.core = words.read("--core", core_number, "a core's number, from 0 on");
    options.control = words.has("--control");
    options.quiet = words.has("--quiet");
}

template <typename T>
T required(std::optional<T> value, std::string_view name)
{
    if (!value) {
        throw BadValue{std::string(name) + ": missing"};
    }
    return *std::move(value);
}

constexpr std::array kLivenessOptions
    = {"--startup-timeout", "--progress-timeout", "--check-interval", "--grace", "--on-failure"};

std::optional<ringlib::RequiredConsumerLivenessConfig> read_liveness(const Words& words)
{
    ringlib::RequiredConsumerLivenessConfig liveness;
    auto ids = words.read("--require", parse_consumer_ids, "ids, each [A-Za-z0-9._-]{1,31}");
    if (!ids) {
        for (const char* const name : kLivenessOptions) {
            if (words.has(name)) {
                throw BadValue{
                    std::string(name) + ": nobody is required (name them with --require)"};
            }
        }
        return std::nullopt;
    }
    liveness.required_consumer_ids = std::move(*ids);
    const auto read_time = [&](const char* name, auto&& parse, std::chrono::nanoseconds& time) {
        time = words.read(name, parse, kTimes).value_or(time);
    };
    read_time("--startup-timeout", positive_duration, liveness.startup_wait_timeout);
    read_time("--progress-timeout", positive_duration, liveness.progress_timeout);
    read_time("--check-interval", positive_duration, liveness.progress_check_interval);
    read_time("--grace", duration_or_none, liveness.shutdown_grace_period);
    liveness.failure_action
        = words.read("--on-failure", parse_failure_action, "shutdown, alert or evict")
              .value_or(liveness.failure_action);
    return liveness;
}

constexpr std::uint64_t kMaxConsumers = 64;  // the library's default

void check_together(const Words& words, const ProduceOptions& options)
{
    const std::uint64_t slots = options.max_consumers.value_or(kMaxConsumers);
    if (options.coordination.kind() == ringlib::CoordinationMode::Kind::WaitForConsumers
        && options.coordination.count() > slots) {
        throw BadValue{"--coordination: waits for " + std::to_string(options.coordination.count())
            + " consumers in a ring for " + std::to_string(slots) + " (see --max-consumers)"};
    }
    if (std::holds_alternative<RampLoad>(options.load) && words.has("--rate")) {
        throw BadValue{"--rate and --pattern: a ramp has rates of its own (leave --rate out)"};
    }
    if (std::holds_alternative<SineLoad>(options.load) && options.rate.is_max()) {
        throw BadValue{"--pattern: a sine around --rate max (give a rate in events per second)"};
    }
    if (options.batch && *options.batch > options.capacity) {
        throw BadValue{"--batch: " + std::to_string(*options.batch) + " events in a ring of "
            + std::to_string(options.capacity) + " (give at most the capacity)"};
    }
}

ProduceOptions read_produce(const Words& words)
{
    ProduceOptions options;
    read_common(words, options);
    options.capacity = required(
        words.read("--capacity", parse_count, "a power of two, as 4096 or 4Ki"), "--capacity");
    options.event_size = required(
        words.read("--event-size", event_size, "32, 64, 128, 256, 512, 1024, 2048 or 4096"),
        "--event-size");
    options.rate = words.read("--rate", parse_rate, "events per second, as 1M, or max")
                       .value_or(options.rate);
    options.load
        = words
              .read("--pattern", parse_load, "steady, burst:ON/OFF, ramp:FROM..TO/T or sine:PERIOD")
              .value_or(options.load);
    options.seed = words.read("--seed", parse_count, "a number").value_or(0);
    options.coordination = words
                               .read("--coordination", parse_coordination,
                                   "immediate, wait:N:T or buffer:N, N from 1 on")
                               .value_or(options.coordination);
    options.max_consumers = words.read("--max-consumers", positive_count, "1 to 256");
    options.on_existing
        = words.read("--on-existing", parse_on_existing, "refuse, takeover or recreate")
              .value_or(options.on_existing);
    options.liveness = read_liveness(words);
    check_together(words, options);
    return options;
}

ConsumeOptions read_consume(const Words& words)
{
    ConsumeOptions options;
    read_common(words, options);
    options.id = required(words.text("--id"), "--id");
    if (!is_consumer_id(options.id)) {
        throw BadValue{
            "--id: '" + ringlib::printable(options.id) + "' (give [A-Za-z0-9._-]{1,31})"};
    }
    options.start
        = words.read("--start", parse_start, "oldest, next or resume").value_or(options.start);
    options.work = words.read("--work", service_time, "a time, as 2us, or a range, as 1us..5us")
                       .value_or(options.work);
    options.ready_timeout
        = words.read("--ready-timeout", positive_duration, kTimes).value_or(options.ready_timeout);
    return options;
}

// CLI11's own words may run over several lines and repeat what was typed.
std::string one_line(std::string_view text)
{
    return ringlib::printable(text.substr(0, text.find('\n')));
}

WorkerCommandLine parse(int argc, const char* const* argv, const std::string& version)
{
    CLI::App app(
        "One synthetic producer or consumer of a ring; every event is verified.", "ringworker");
    app.set_version_flag("--version", version);
    app.require_subcommand(1);
    app.footer("Sizes: 64, 4Ki, 1M. Times: 250ms, 5s. Rates: 1M, max.\n"
               "Exit codes: 0 done, 1 integrity violated, 2 a consumer that it needs failed or is "
               "missing, 3 ended "
               "abnormally,\n  64 usage, 66 no such ring, 69 refused, 70 internal.");
    Words produce(*app.add_subcommand("produce", "Publishes events"));
    Words consume(*app.add_subcommand("consume", "Reads and verifies events"));
    add_produce(produce);
    add_consume(consume);
    const auto usage = [&] {
        const auto given = app.get_subcommands();
        return given.empty() ? app.help() : given.front()->help("ringworker");
    };
    try {
        app.parse(argc, argv);
        if (produce.command().count() + consume.command().count() != 1) {
            throw BadValue{"produce or consume: given more than once"};
        }
        if (produce.command().parsed()) {
            return read_produce(produce);
        }
        return read_consume(consume);
    } catch (const CLI::CallForHelp&) {
        return HelpText{usage()};
    } catch (const CLI::CallForVersion& asked) {
        return HelpText{std::string(asked.what()) + '\n'};
    } catch (const CLI::ParseError& error) {
        return UsageError{one_line(refusal(app, error)), usage()};
    } catch (const BadValue& bad) {
        return UsageError{bad.what, usage()};
    }
}

}  // namespace

std::string RingTarget::name_or_path() const
{
    if (backend == ringlib::Backend::Shm || name.find('/', 1) != std::string::npos) {
        return name;
    }
    return name.starts_with('/') ? "/." + name : "./" + name;
}

WorkerCommandLine parse_worker_command_line(
    int argc, const char* const* argv, const std::string& version)
{
    return parse(argc, argv, version);
}

}  // namespace rig

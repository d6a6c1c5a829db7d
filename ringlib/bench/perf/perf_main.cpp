// SPDX-License-Identifier: MIT OR Apache-2.0
// The library by itself: what each choice costs beside the same ring without it, how late events
// are, what a sleeping process takes. Writes JSON lines, as ring_compare does, for ring_table.
#include "measure/measure.h"
#include "measure/rounds.h"
#include "measure/tuned_ring.h"
#include "perf/attach.h"
#include "perf/idle.h"
#include "perf/one_way.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

using namespace ringbench;
using namespace std::chrono_literals;
using ringlib::Backend;
using ringlib::WaitStrategy;

struct NamedTuning {
    std::string name;
    Tuning tuning;
};

TunedSetup setup_of(const Tuning& tuning)
{
    TunedSetup setup;
    setup.name = "ring_perf-" + std::to_string(::getpid());
    setup.tuning = tuning;
    return setup;
}

NamedTuning waiting(const std::string& name, WaitStrategy wait)
{
    return {name, {.wait = wait}};
}
std::vector<NamedTuning> all_tunings()
{
    return {waiting("busy", WaitStrategy::busy_spin()),
        waiting("hint", WaitStrategy::busy_spin_with_hint()),
        waiting("yield", WaitStrategy::spin_then_yield(100)),
        waiting("sleep", WaitStrategy::sleep(50us)), waiting("block", WaitStrategy::block()),
        {"hint, in a file", {.backend = Backend::Mmap}}};
}

/// Who has no core to himself, and does not give it away, wastes his share of it.
bool wastes_cores(const Tuning& tuning, std::size_t consumers)
{
    using Kind = WaitStrategy::Kind;
    const Kind kind = tuning.wait.kind();
    return consumers + 1 > cores() && (kind == Kind::BusySpin || kind == Kind::BusySpinWithHint);
}

template <Use How = Use{}>
Task rate_of(const std::string& what, const NamedTuning& of, const Cell& cell, double scale)
{
    constexpr double kWhenWasting = 0.02;
    TunedSetup setup = setup_of(of.tuning);
    setup.batch = cell.batch;
    setup.consumers = cell.consumers;
    const double share = wastes_cores(of.tuning, cell.consumers) ? kWhenWasting : 1;
    setup.events = events_to_measure(fast_ring_events(cell.bytes, cell.consumers) * share, scale);
    const Sample sample{.what = what,
        .peer = of.name,
        .bytes = cell.bytes,
        .batch = cell.batch,
        .consumers = cell.consumers,
        .capacity = setup.capacity,
        .events = setup.events};
    return {sample, [setup](Sample& measured) {
                measured.set(for_size(measured.bytes,
                    [&](auto size) { return throughput<TunedRing<How>, size()>(setup); }));
            }};
}

std::vector<Cell> throughput_cells(bool full)
{
    if (!full) {
        return {{8, 32, 1}, {64, 1, 1}, {64, 32, 1}, {1024, 32, 1}, {64, 32, 4}};
    }
    std::vector<Cell> cells;
    for (const std::size_t bytes : {8U, 16U, 64U, 256U, 1024U, 4096U}) {
        for (const std::size_t batch : {1U, 8U, 32U, 128U, 512U}) {
            cells.push_back({bytes, batch, 1});
        }
    }
    for (const std::size_t consumers : {2U, 4U, 8U}) {
        cells.push_back({64, 1, consumers});
        cells.push_back({64, 32, consumers});
    }
    return cells;
}

/// Every tuning at 64 bytes; at other sizes and batches only what may differ there.
void add_throughput(std::vector<Group>& groups, const Options& options)
{
    for (const Cell& cell : throughput_cells(options.full)) {
        const bool wants_all = cell.bytes == 64 && (cell.batch == 1 || cell.batch == 32);
        Group& group = groups.emplace_back();
        for (const NamedTuning& tuning : all_tunings()) {
            if (wants_all || tuning.tuning.wait.kind() == WaitStrategy::Kind::BusySpinWithHint) {
                group.tasks.push_back(rate_of("throughput", tuning, cell, options.scale));
            }
        }
    }
}

struct Pair {
    std::string what;
    Tuning with;
    Tuning without;
};

template <Use With, Use Without>
void add_pair(std::vector<Group>& groups, const Pair& pair, double scale)
{
    for (const std::size_t batch : {1U, 32U}) {
        const Cell cell{64, batch, 1};
        groups.push_back({{rate_of<With>(pair.what, {"with", pair.with}, cell, scale),
            rate_of<Without>(pair.what, {"without", pair.without}, cell, scale)}});
    }
}

/// Each choice beside the same ring without it, one after the other in every round.
void add_pairs(std::vector<Group>& groups, const Options& options)
{
    constexpr Use kManaged{.managed = true};
    constexpr Use kPlain{.managed = false};
    constexpr Use kRecording{.managed = false, .records = true};
    const double scale = options.scale;
    const Tuning plain{.observed_every = 0ns};
    const Tuning room{.histograms = true, .observed_every = 0ns};
    const Tuning file{.backend = Backend::Mmap, .observed_every = 0ns};
    const Tuning blocking{.wait = WaitStrategy::block(), .observed_every = 0ns};
    add_pair<kManaged, kPlain>(groups, {"liveness", plain, plain}, scale);
    add_pair<kPlain, kPlain>(groups, {"histograms, empty", room, plain}, scale);
    add_pair<kRecording, kPlain>(groups, {"histograms, of every event", room, plain}, scale);
    add_pair<kPlain, kPlain>(
        groups, {"observer at 100 Hz", {.observed_every = 10ms}, plain}, scale);
    add_pair<kPlain, kPlain>(groups, {"observer at 1 kHz", {.observed_every = 1ms}, plain}, scale);
    add_pair<kPlain, kPlain>(groups, {"in a file", file, plain}, scale);
    add_pair<kPlain, kPlain>(groups, {"block, not spin", blocking, plain}, scale);
}

/// `measure(setup)`: percentiles, or a share of a core.
template <typename Measure>
Task task_of(
    const std::string& what, const std::string& peer, const TunedSetup& setup, Measure&& measure)
{
    return {{.what = what, .peer = peer, .events = setup.events},
        [setup, measure](Sample& measured) { measured.set(measure(setup)); }};
}

TunedSetup setup_of(const Tuning& tuning, double events)
{
    TunedSetup setup = setup_of(tuning);
    setup.events = std::max<std::uint64_t>(static_cast<std::uint64_t>(events), 10);
    return setup;
}

void add_latencies(std::vector<Group>& groups, const Options& options)
{
    // By nobody observed: on two cores an observer takes one from those who spin.
    const Tuning spinning{.wait = WaitStrategy::busy_spin(), .observed_every = 0ns};
    const Tuning blocking{.wait = WaitStrategy::block(), .observed_every = 0ns};
    const double seconds = (options.full ? 1 : 0.5) * options.scale;
    for (const int rate : {10'000, 100'000, 1'000'000}) {
        const auto at_rate = [=](const TunedSetup& setup) { return latency_at_rate(setup, rate); };
        const double events = std::min<double>(rate * seconds, kTimesMax);
        const std::string what = "latency at " + std::to_string(rate) + "/s";
        groups.push_back({{task_of(what, "busy", setup_of(spinning, events), at_rate),
            task_of(what, "block", setup_of(blocking, events), at_rate)}});
    }
}

void add_sleepers(std::vector<Group>& groups, const Options& options)
{
    const double wake_ups = (options.full ? 1000 : 250) * options.scale;
    const Tuning block{.wait = WaitStrategy::block(), .observed_every = 0ns};
    const TunedSetup setup = setup_of(block, wake_ups);
    groups.push_back({{task_of("wake-up", "block", setup, wake_up_latency),
        task_of("wake-up", "bare futex", setup,
            [](const TunedSetup& bare) { return bare_futex_latency(bare.events); })}});

    constexpr std::size_t kRounds = 3;
    const auto asleep = std::chrono::nanoseconds(
        static_cast<std::int64_t>(std::max(3e9 * std::min(options.scale, 1.0), 1e8)));
    const auto consumer = [=](const TunedSetup& idle) { return idle_consumer_share(idle, asleep); };
    const auto producer = [=](const TunedSetup& idle) {
        return idle_producer_share<Use{.managed = false}>(idle, asleep);
    };
    const auto managed = [=](const TunedSetup& idle) {
        return idle_producer_share<Use{.managed = true}>(idle, asleep);
    };
    groups.push_back({{task_of("idle", "blocked consumer", setup, consumer),
                          task_of("idle", "blocked producer", setup, producer),
                          task_of("idle", "blocked producer with liveness", setup, managed)},
        kRounds});
}

void add_attachments(std::vector<Group>& groups, const Options& options)
{
    const double attachments = 200 * options.scale;
    const auto attach = [&](const std::string& peer, Backend backend) {
        const Tuning tuning{
            .backend = backend, .wait = WaitStrategy::block(), .observed_every = 0ns};
        return task_of("attach", peer, setup_of(tuning, attachments), attach_latency);
    };
    groups.push_back(
        {{attach("in shared memory", Backend::Shm), attach("in a file", Backend::Mmap)}});
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App app("Measures what this library's choices cost; JSON lines", "ring_perf");
    Options options;
    options.rounds = 5;
    options.add_to(app);
    CLI11_PARSE(app, argc, argv);
    std::vector<Group> groups;
    add_throughput(groups, options);
    add_pairs(groups, options);
    add_latencies(groups, options);
    add_sleepers(groups, options);
    add_attachments(groups, options);
    return run_rounds(groups, options);
}

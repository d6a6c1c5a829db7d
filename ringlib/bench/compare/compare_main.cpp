// SPDX-License-Identifier: MIT OR Apache-2.0
// The library beside its peers, in processes of their own: the same verified work, in rounds that
// take turns, each sample between two bare probes of the machine. Writes JSON lines; what they come
// to is for ring_table.
#include "compare/daemon.h"
#include "measure/measure.h"
#include "compare/peers/boost_peers.h"
#include "compare/peers/floor_ring.h"
#include "compare/peers/kernel_peers.h"
#include "compare/peers/original_ring.h"
#include "compare/peers/ringlib_peer.h"
#ifdef HAS_ZEROMQ
#include "compare/peers/zeromq_peer.h"
#endif
#ifdef HAS_ICEORYX
#include "compare/peers/iceoryx_peer.h"
#endif

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace ringbench;

/// What is measured of every peer.
struct Cell {
    std::size_t bytes;
    std::size_t batch;  ///< 0: a round trip
    std::size_t consumers;
};

struct Peer {
    std::string name;
    double speed;  ///< of the events that a fast ring is given
    std::function<std::optional<double>(std::size_t bytes, const Setup&)> throughput;
    std::function<std::optional<RoundTrip>(std::size_t bytes, const Setup&)> round_trip;
};

/// Calls `measure` with the size as a constant.
template <typename Result, typename Measure>
Result for_size(std::size_t bytes, Measure&& measure)
{
    switch (bytes) {
    case 8:
        return measure(std::integral_constant<std::size_t, 8>{});
    case 64:
        return measure(std::integral_constant<std::size_t, 64>{});
    case 256:
        return measure(std::integral_constant<std::size_t, 256>{});
    default:
        return measure(std::integral_constant<std::size_t, 1024>{});
    }
}

template <typename P>
Peer peer(double speed)
{
    return {P::kName, speed,
        [](std::size_t bytes, const Setup& setup) {
            return for_size<std::optional<double>>(
                bytes, [&](auto size) { return throughput<P, size()>(setup); });
        },
        [](std::size_t bytes, const Setup& setup) {
            return for_size<std::optional<RoundTrip>>(
                bytes, [&](auto size) { return round_trip<P, size()>(setup); });
        }};
}

std::vector<Peer> all_peers()
{
    return {
        peer<FloorRing<false>>(1),
        peer<FloorRing<true>>(1),
        peer<RinglibPeer<ringlib::Backend::Shm>>(1),
        peer<RinglibPeer<ringlib::Backend::Mmap>>(1),
        peer<OriginalRing>(0.5),
        peer<BoostSpscPeer>(0.5),
        peer<BoostMessageQueuePeer>(0.02),
#ifdef HAS_ICEORYX
        peer<IceoryxPeer>(0.01),
#endif
#ifdef HAS_ZEROMQ
        peer<ZeroMqPeer>(0.01),
#endif
        peer<PipePeer>(0.02),
        peer<SocketPeer>(0.01),
    };
}

std::vector<Cell> all_cells(bool full)
{
    if (!full) {
        return {{64, 1, 1}, {64, 32, 1}, {64, 0, 1}, {64, 32, 4}};
    }
    return {{8, 1, 1}, {8, 32, 1}, {8, 0, 1}, {64, 1, 1}, {64, 32, 1}, {64, 512, 1}, {64, 0, 1},
        {256, 1, 1}, {256, 32, 1}, {256, 0, 1}, {1024, 1, 1}, {1024, 32, 1}, {1024, 0, 1},
        {64, 32, 2}, {64, 1, 4}, {64, 32, 4}, {64, 32, 8}};
}

struct Options {
    bool full = false;
    std::size_t rounds = 7;
    double scale = 1;  ///< of the events
    std::vector<std::string> only;
    std::vector<std::size_t> bytes;
    std::vector<std::size_t> batch;
    std::vector<std::size_t> consumers;
    bool prefers_near = false;
    std::FILE* out = stdout;
};

/// Is it among those asked for? Everything is, where nothing was asked for.
template <typename Value, typename Fits>
bool asked_for(const std::vector<Value>& asked, Fits&& fits)
{
    return asked.empty() || std::any_of(asked.begin(), asked.end(), fits);
}

bool is_wanted(const Cell& cell, const Options& options)
{
    const auto same
        = [](std::size_t value) { return [=](std::size_t asked) { return asked == value; }; };
    return asked_for(options.bytes, same(cell.bytes)) && asked_for(options.batch, same(cell.batch))
        && asked_for(options.consumers, same(cell.consumers));
}

bool is_wanted(const Peer& peer, const Options& options)
{
    return asked_for(options.only,
        [&](const std::string& part) { return peer.name.find(part) != std::string::npos; });
}

Setup setup_for(const Cell& cell, const Peer& peer, const Options& options)
{
    constexpr double kEventBytes = 1.5e9;  // about a quarter of a second of a fast ring
    constexpr double kEventsMax = 2e7;
    constexpr double kRoundTrips = 2e5;
    Setup setup;
    setup.name = "ring_compare-" + std::to_string(::getpid());
    setup.batch = std::max<std::size_t>(cell.batch, 1);
    setup.consumers = cell.consumers;
    setup.yields = cell.consumers + 1 > cores();
    const double events = cell.batch == 0
        ? kRoundTrips
        : std::min(kEventBytes / static_cast<double>(cell.bytes), kEventsMax)
            / static_cast<double>(cell.consumers);
    constexpr double kEventsMin = 4e4;  // several rings full, of whatever size a peer has
    const double least = kEventsMin * std::min(1.0, options.scale * 10);
    const double wanted = std::max(events * peer.speed * options.scale, least);
    setup.events = static_cast<std::uint64_t>(wanted) / 4096 * 4096 + 4096;
    return setup;
}

/// A bare round trip, of cores that are near each other if they come to be so soon.
double probe(const Options& options)
{
    constexpr auto kPatience = std::chrono::seconds(20);
    const auto begun = std::chrono::steady_clock::now();
    double round_trip = bare_round_trip_ns();
    while (options.prefers_near && regime_of(round_trip, round_trip, 0) != Regime::Near
        && std::chrono::steady_clock::now() - begun < kPatience) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        round_trip = bare_round_trip_ns();
    }
    return round_trip;
}

/// @returns false when an event was wrong, or a process failed.
bool measure(const Cell& cell, const Peer& peer, std::size_t round, const Options& options)
{
    const Setup setup = setup_for(cell, peer, options);
    const double before = probe(options);
    const ForeignLoad load;
    std::optional<double> rate;
    std::optional<RoundTrip> trip;
    if (cell.batch == 0) {
        trip = peer.round_trip(cell.bytes, setup);
    } else {
        rate = peer.throughput(cell.bytes, setup);
    }
    const double foreign = load.cores_taken();
    const double after = bare_round_trip_ns();
    const bool ok = rate || trip;
    std::fprintf(options.out,
        R"({"peer":"%s","what":"%s","bytes":%zu,"batch":%zu,"consumers":%zu,"round":%zu,"events":%llu,)"
        R"("events_per_s":%.0f,"p50_ns":%.0f,"p99_ns":%.0f,"p999_ns":%.0f,)"
        R"("probe_before_ns":%.1f,"probe_after_ns":%.1f,"foreign_cores":%.2f,"regime":"%s","ok":%s})"
        "\n",
        peer.name.c_str(), cell.batch == 0 ? "round trip" : "throughput", cell.bytes, cell.batch,
        cell.consumers, round, static_cast<unsigned long long>(setup.events), rate.value_or(0),
        trip ? trip->p50_ns : 0, trip ? trip->p99_ns : 0, trip ? trip->p999_ns : 0, before, after,
        foreign, std::string(to_string(regime_of(before, after, foreign))).c_str(),
        ok ? "true" : "false");
    std::fflush(options.out);
    if (!ok) {
        std::fprintf(stderr,
            "ring_compare: %s, %zu bytes, batch %zu: an event was wrong, or a process failed\n",
            peer.name.c_str(), cell.bytes, cell.batch);
    }
    return ok;
}

int run(const Options& options)
{
    std::vector<Peer> peers = all_peers();
    std::erase_if(peers, [&](const Peer& one) { return !is_wanted(one, options); });
#ifdef HAS_ICEORYX
    const Daemon roudi("iox-roudi", "ready for clients");
    if (!roudi.is_ready()) {
        std::fprintf(stderr, "ring_compare: iox-roudi did not start; iceoryx is left out\n");
        std::erase_if(peers, [](const Peer& one) { return one.name == IceoryxPeer::kName; });
    }
#endif
    bool ok = true;
    for (std::size_t round = 0; round < options.rounds; ++round) {
        for (const Cell& cell : all_cells(options.full)) {
            if (!is_wanted(cell, options)) {
                continue;
            }
            for (std::size_t i = 0; i < peers.size(); ++i) {
                const Peer& one = peers[(i + round) % peers.size()];  // nobody is always the first
                ok = measure(cell, one, round, options) && ok;
            }
        }
    }
    return ok ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App app("Measures the library beside its peers; JSON lines", "ring_compare");
    Options options;
    std::string file;
    app.add_flag("--full", options.full, "Every size, batch and number of consumers");
    app.add_option("--rounds", options.rounds, "How often each is measured; 7");
    app.add_option("--scale", options.scale, "Of the events in a sample; 1");
    app.add_flag("--prefer-near", options.prefers_near,
        "Wait up to 20 s before a sample for cores that are near each other");
    app.add_option("--only", options.only, "Peers with one of these in their name")->delimiter(',');
    app.add_option("--bytes", options.bytes, "Events of these sizes only")->delimiter(',');
    app.add_option("--batch", options.batch, "These batches only; 0: round trips")->delimiter(',');
    app.add_option("--consumers", options.consumers, "So many consumers only")->delimiter(',');
    app.add_option("-o,--output", file, "The file to add the lines to; otherwise stdout");
    CLI11_PARSE(app, argc, argv);
    if (!file.empty() && (options.out = std::fopen(file.c_str(), "ae")) == nullptr) {
        std::perror(file.c_str());
        return 66;
    }
    return run(options);
}

// SPDX-License-Identifier: MIT OR Apache-2.0
// The library beside its peers, in processes of their own: the same verified work, in rounds that
// take turns, each sample between two bare probes of the machine. Writes JSON lines; what they come
// to is for ring_table.
#include "compare/daemon.h"
#include "compare/peers/floor_ring.h"
#include "compare/peers/kernel_peers.h"
#include "compare/peers/original_ring.h"
#include "compare/peers/ringlib_peer.h"
#include "measure/measure.h"
#include "measure/rounds.h"
#ifdef HAS_BOOST
#include "compare/peers/boost_peers.h"
#endif
#ifdef HAS_ZEROMQ
#include "compare/peers/zeromq_peer.h"
#endif
#ifdef HAS_ICEORYX
#include "compare/peers/iceoryx_peer.h"
#endif

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

using namespace ringbench;

struct Peer {
    std::string name;
    double speed;  ///< of the events that a fast ring is given
    std::function<std::optional<double>(std::size_t bytes, const Setup&)> throughput;
    std::function<std::optional<Percentiles>(std::size_t bytes, const Setup&)> round_trip;
};

template <typename P>
Peer peer(double speed)
{
    return {P::kName, speed,
        [](std::size_t bytes, const Setup& setup) {
            return for_size(bytes, [&](auto size) { return throughput<P, size()>(setup); });
        },
        [](std::size_t bytes, const Setup& setup) {
            return for_size(bytes, [&](auto size) { return round_trip<P, size()>(setup); });
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
#ifdef HAS_BOOST
        peer<BoostSpscPeer>(0.5),
        peer<BoostMessageQueuePeer>(0.02),
#endif
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

struct CompareOptions : Options {
    std::size_t capacity = Setup{}.capacity;
};

Setup setup_for(const Cell& cell, const Peer& peer, const CompareOptions& options)
{
    constexpr double kRoundTrips = 2e5;
    Setup setup;
    setup.name = "ring_compare-" + std::to_string(::getpid());
    setup.capacity = options.capacity;
    setup.batch = std::max<std::size_t>(cell.batch, 1);
    setup.consumers = cell.consumers;
    setup.yields = cell.consumers + 1 > cores();
    const double events
        = cell.batch == 0 ? kRoundTrips : fast_ring_events(cell.bytes, cell.consumers);
    setup.events = events_to_measure(events * peer.speed, options.scale);
    return setup;
}

Task task_of(const Cell& cell, const Peer& peer, const CompareOptions& options)
{
    const Setup setup = setup_for(cell, peer, options);
    Sample sample;
    sample.what = cell.batch == 0 ? "round trip" : "throughput";
    sample.peer = peer.name;
    sample.bytes = cell.bytes;
    sample.batch = cell.batch;
    sample.consumers = cell.consumers;
    sample.capacity = setup.capacity;
    sample.events = setup.events;
    return {sample, [setup, peer](Sample& measured) {
                if (measured.batch == 0) {
                    measured.set(peer.round_trip(measured.bytes, setup));
                } else {
                    measured.set(peer.throughput(measured.bytes, setup));
                }
            }};
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App app("Measures the library beside its peers; JSON lines", "ring_compare");
    CompareOptions options;
    options.rounds = 7;
    options.add_to(app);
    app.add_option("--capacity", options.capacity,
           "events in a ring; those of small ones stay in a core's own cache")
        ->check(CLI::IsMember({128, 256, 512, 1024, 2048, 4096}))
        ->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    std::vector<Peer> peers = all_peers();
#ifdef HAS_ICEORYX
    const Daemon roudi("iox-roudi", "ready for clients");
    if (!roudi.is_ready()) {
        std::fprintf(stderr, "ring_compare: iox-roudi did not start; iceoryx is left out\n");
        std::erase_if(peers, [](const Peer& one) { return one.name == IceoryxPeer::kName; });
    }
#endif
    std::vector<Group> groups;
    for (const Cell& cell : all_cells(options.full)) {
        Group& group = groups.emplace_back();
        for (const Peer& peer : peers) {
            group.tasks.push_back(task_of(cell, peer, options));
        }
    }
    return run_rounds(groups, options);
}

// SPDX-License-Identifier: MIT OR Apache-2.0

// A program with a rig in it, to be killed: `rig_owner shm|mmap SEED`. Does to its rig what the
// seed says, again and again, until its stdin ends.

#include "rig/rig.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <poll.h>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>

namespace {

using rig::FaultKind;

rig::Topology topology_in(ringlib::Backend backend)
{
    rig::Topology topology;
    topology.backend = backend;
    topology.capacity = 256;
    for (const char* const id : {"cp_0", "cp_1"}) {
        topology.consumers.emplace_back().id = id;
    }
    return topology;
}

rig::Fault drawn(std::mt19937& random)
{
    constexpr std::array kKinds
        = {FaultKind::Stall, FaultKind::Kill, FaultKind::Rejoin, FaultKind::DuplicateId,
            FaultKind::Unlink, FaultKind::Truncate, FaultKind::CorruptHeader, FaultKind::NoSpace};
    const FaultKind kind = kKinds[random() % kKinds.size()];
    const bool on_ring = rig::shape_of(kind).target == rig::FaultTarget::Ring;
    return {.kind = kind, .target = on_ring ? "" : "cp_1", .parameters = {}, .duration = {}};
}

bool stdin_has_ended()
{
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    return ::poll(&input, 1, 0) == 1;
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        return 64;
    }
    const bool mmap = std::string_view(argv[1]) == "mmap";
    std::mt19937 random(static_cast<unsigned>(std::atoi(argv[2])));
    rig::Rig owned(topology_in(mmap ? ringlib::Backend::Mmap : ringlib::Backend::Shm));
    if (const auto started = owned.start(); !started) {
        std::fprintf(stderr, "%s\n", started.error().message().c_str());
        return 70;
    }
    std::printf("started\n");
    std::fflush(stdout);
    constexpr int kTicksPerFault = 10;
    for (int tick = 1; !stdin_has_ended(); ++tick) {
        std::this_thread::sleep_until(owned.next_tick());
        owned.tick(std::chrono::steady_clock::now());
        if (tick % kTicksPerFault == 0) {
            owned.heal_all();
            owned.inject({std::to_string(tick), drawn(random)});
        }
    }
    return 0;
}

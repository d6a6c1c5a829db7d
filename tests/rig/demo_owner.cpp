// SPDX-License-Identifier: MIT OR Apache-2.0

// A program with a demo in it, to be killed: `demo_owner healthy|held`. Says which ring and which
// workers it has once the demo is there, and goes on until its stdin ends.

#include "rig/live/demo.h"
#include "rig/live/live_rig.h"
#include "rig/owned_names.h"

#include <cstdio>
#include <memory>
#include <string_view>
#include <thread>
#include <unistd.h>

int main(int argc, char** argv)
{
    using namespace std::chrono_literals;
    const bool held = argc == 2 && std::string_view(argv[1]) == "held";
    rig::DemoPlan plan;
    plan.capacity = 256;
    plan.stall_at = held ? 0s : 1h;
    plan.heal_at = 2h;
    const auto demo = std::make_shared<rig::DemoScript>(plan);
    const rig::LiveRig rig(
        demo->topology(), {.rig = {.ring = rig::demo_ring_name(::getpid())}, .script = demo});
    const rig::DemoPhase wanted = held ? rig::DemoPhase::Held : rig::DemoPhase::Healthy;
    rig::DemoStatus status = demo->status();
    while (status.phase != wanted && !status.story_over) {
        std::this_thread::sleep_for(1ms);
        status = demo->status();
    }
    const rig::LiveStatus live = rig.status();
    std::printf("%s", status.story_over ? status.reason.c_str() : live.ring.name.c_str());
    for (const rig::LiveWorker& worker : live.workers) {
        std::printf(" %d", worker.seen.pid);
    }
    std::printf("\n");
    std::fflush(stdout);
    char byte = 0;
    return ::read(STDIN_FILENO, &byte, 1) == 0 ? 0 : 1;
}

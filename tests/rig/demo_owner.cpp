// SPDX-License-Identifier: MIT OR Apache-2.0

// A program with a demo in it, to be killed: `demo_owner healthy|held`. Says which ring and which
// workers it has once the demo is there, and goes on until its stdin ends.

#include "rig/demo.h"

#include <cstdio>
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
    rig::DemoRig rig(plan);
    const rig::DemoPhase wanted = held ? rig::DemoPhase::Held : rig::DemoPhase::Healthy;
    rig::DemoStatus status = rig.status();
    while (status.phase != wanted && !status.story_over) {
        std::this_thread::sleep_for(1ms);
        status = rig.status();
    }
    std::printf("%s", status.story_over ? status.reason.c_str() : status.ring.c_str());
    for (const rig::DemoWorker& worker : status.workers) {
        std::printf(" %d", worker.pid);
    }
    std::printf("\n");
    std::fflush(stdout);
    char byte = 0;
    return ::read(STDIN_FILENO, &byte, 1) == 0 ? 0 : 1;
}

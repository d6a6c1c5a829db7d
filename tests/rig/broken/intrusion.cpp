// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/broken/intrusion.h"

#include <ringlib/ringlib.h>

#include <chrono>
#include <csignal>
#include <thread>

namespace rigtest {
namespace {

/// Of whom the place is taken; 0: of nobody.
pid_t holder_of(ringlib::RingObserver& observer, std::string_view consumer)
{
    ringlib::RingSnapshot ring;
    if (!observer.snapshot(ring)) {
        return 0;
    }
    if (consumer.empty()) {
        return ring.producer.presence == ringlib::Presence::Alive ? ring.producer.pid : 0;
    }
    for (const auto& each : ring.consumers) {
        if (each.id == consumer && each.presence == ringlib::Presence::Alive) {
            return each.pid;
        }
    }
    return 0;
}

}  // namespace

void throw_out(const std::string& ring, std::string_view consumer)
{
    auto observer = ringlib::RingObserver::attach(ring);
    if (!observer) {
        return;
    }
    while (const pid_t holder = holder_of(*observer, consumer)) {
        ::kill(holder, SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

}  // namespace rigtest

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker_stops.h"

#include <algorithm>
#include <csignal>

namespace rig {
namespace {

constexpr auto kPatience = std::chrono::seconds(1);

}  // namespace

void WorkerStops::begin(RigWorker& worker, TimePoint now, Then then)
{
    worker.process().signal(SIGCONT);
    worker.process().signal(SIGTERM);
    std::erase_if(m_stops, [&worker](const Stop& stop) { return stop.worker == &worker; });
    m_stops.push_back({&worker, now + kPatience, then});
}

void WorkerStops::advance(Crew& crew, TimePoint now)
{
    std::erase_if(m_stops, [&](const Stop& stop) {
        if (!stop.worker->has_ended()) {
            if (now >= stop.until) {
                stop.worker->process().signal(SIGKILL);
            }
            return false;
        }
        if (stop.then == Then::Start && crew.find_running(stop.worker->name()) == nullptr) {
            // One that cannot be started is seen to be missing.
            static_cast<void>(crew.start_again(stop.worker->name()));
        }
        return true;
    });
}

}  // namespace rig

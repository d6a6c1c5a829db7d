// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/orderly_end.h"

#include "rig/topology.h"

#include <algorithm>
#include <csignal>

namespace rig {
namespace {

bool has_ended(const RigWorker* worker)
{
    return worker->has_ended();
}

// Said before it was ready it would end at once, and the consumers would wait for it in vain.
bool can_close(const RigWorker* worker)
{
    return worker->name() == kProducerName && worker->is_ready() && !worker->has_ended();
}

}  // namespace

bool OrderlyEnd::advance(TimePoint now, std::span<RigWorker* const> workers)
{
    if (std::all_of(workers.begin(), workers.end(), has_ended)) {
        return true;
    }
    if (m_phase == Phase::None) {
        const bool closes = std::any_of(workers.begin(), workers.end(), can_close);
        enter(closes ? Phase::Closing : Phase::Terminating, now, workers);
    } else if (now >= m_until && m_phase != Phase::Killing) {
        enter(m_phase == Phase::Closing ? Phase::Terminating : Phase::Killing, now, workers);
    }
    return false;
}

void OrderlyEnd::enter(Phase phase, TimePoint now, std::span<RigWorker* const> workers)
{
    m_phase = phase;
    m_until = now + (phase == Phase::Closing ? m_clean_limit : m_signal_limit);
    for (RigWorker* const worker : workers) {
        if (worker->has_ended()) {
            continue;
        }
        WorkerProcess& process = worker->process();
        switch (phase) {
        case Phase::None:
            break;
        case Phase::Closing:
            process.signal(SIGCONT);
            if (can_close(worker) && !process.send_line(R"({"do":"close"})")) {
                m_until = now;
            }
            break;
        case Phase::Terminating:
            process.signal(SIGCONT);
            process.close_stdin();
            process.signal(SIGTERM);
            break;
        case Phase::Killing:
            process.signal(SIGKILL);
            break;
        }
    }
}

}  // namespace rig

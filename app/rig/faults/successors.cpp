// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/faults/successors.h"

#include <csignal>

namespace rig {

ringlib::Expected<void> Successor::inject(Stage& stage)
{
    m_killed = stage.crew.find_running(kProducerName);
    if (m_killed == nullptr || !stage.ring.seen().attached
        || !m_killed->process().signal(SIGKILL)) {
        return trouble("no producer runs");
    }
    m_instance = stage.ring.seen().instance;
    m_epoch = stage.ring.seen().epoch;
    return {};
}

ringlib::Expected<void> Successor::start(Stage& stage)
{
    const auto action = m_recreates ? ringlib::OnExisting::Recreate : ringlib::OnExisting::TakeOver;
    return stage.crew.start_producer(action).map(
        [this](RigWorker* worker) { m_successor = worker; });
}

Proof Successor::prove(Stage& stage)
{
    const auto& ring = stage.ring.seen();
    if (m_successor == nullptr) {
        const bool is_due = m_killed->has_ended() && !ring.producer_alive
            && stage.time() >= *m_killed->seen().exited_at + m_after;
        if (!is_due) {
            return not_yet();
        }
        if (auto started = start(stage); !started) {
            return ringlib::Unexpected{std::move(started.error())};
        }
    }
    if (m_successor->has_ended()) {
        return trouble("the successor ended: " + m_successor->exit()->text());
    }
    if (!m_successor->is_ready() || !ring.producer_alive) {
        return not_yet();
    }
    const std::string who = "killed by SIGKILL; pid " + std::to_string(m_successor->seen().pid);
    if (m_recreates) {
        return ring.instance != m_instance
            ? Proof(who + " made the ring anew: instance " + ring.instance)
            : not_yet();
    }
    return ring.instance == m_instance && ring.epoch == m_epoch + 1
        ? Proof(who + " took the ring over: epoch " + std::to_string(m_epoch) + " -> "
            + std::to_string(ring.epoch))
        : not_yet();
}

ringlib::Expected<void> Successor::heal(Stage&)
{
    m_after = {};
    return {};
}

Proof Successor::prove_heal(Stage& stage)
{
    return prove(stage);
}

}  // namespace rig

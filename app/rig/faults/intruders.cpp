// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/faults/intruders.h"

#include "rig/worker_arguments.h"

#include <csignal>

namespace rig {

std::uint64_t Intruder::tenure(const Stage& stage) const
{
    if (m_produces) {
        return stage.ring.seen().epoch;
    }
    const auto* const consumer = stage.ring.find_consumer(m_target);
    return consumer != nullptr ? consumer->slot_generation : 0;
}

ringlib::Expected<void> Intruder::inject(Stage& stage)
{
    Crew& crew = stage.crew;
    m_first = crew.find_running(m_target);
    const ConsumerPlan* const plan = crew.topology().find_consumer(m_target);
    if (m_first == nullptr || !m_first->is_ready() || (!m_produces && plan == nullptr)) {
        return trouble(m_target + " is not there to be doubled");
    }
    m_tenure = tenure(stage);
    m_position = stage.position(m_target);
    const auto arguments = m_produces
        ? producer_arguments(crew.topology(), crew.ring(), ringlib::OnExisting::TakeOver)
        : consumer_arguments(*plan, crew.ring());
    return crew.start_beside(m_target + "/second", arguments).map([this](RigWorker* worker) {
        m_second = worker;
    });
}

Proof Intruder::prove(Stage& stage)
{
    if (m_second->is_ready()) {
        return trouble("a second " + m_target + " was let in");
    }
    if (!m_second->has_ended()) {
        return not_yet();
    }
    const std::string_view word = m_produces ? "ProducerAlive" : "ConsumerIdInUse";
    const auto& refusal = m_second->refusal();
    const std::string first = "pid " + std::to_string(m_first->seen().pid);
    if (!refusal || refusal->error != word || refusal->message.find(first) == std::string::npos) {
        return trouble("a second " + m_target + ' ' + m_second->exit()->text() + ", not refused as "
            + std::string(word) + " naming " + first);
    }
    if (m_first->has_ended() || tenure(stage) != m_tenure) {
        return trouble("the first " + m_target + " lost its place");
    }
    // The one that was there goes on.
    const auto position = stage.position(m_target);
    return position > m_position ? Proof(std::string(word) + ": " + refusal->message + "; "
               + m_target + " goes on at " + std::to_string(*position))
                                 : not_yet();
}

ringlib::Expected<void> Intruder::heal(Stage&)
{
    m_second->process().signal(SIGTERM);
    return {};
}

Proof Intruder::prove_heal(Stage&)
{
    return m_second->has_ended() ? Proof("the second " + m_target + " has ended") : not_yet();
}

}  // namespace rig

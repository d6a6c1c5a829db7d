// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/faults/endings.h"

#include <csignal>
#include <utility>

namespace rig {

ringlib::Expected<void> Return::begin(Stage& stage, std::string_view name)
{
    m_name = name;
    const std::string& end = stage.ring.seen().stream_end;
    m_is_over = name != kProducerName && (end == "Closed" || end == "RequiredConsumerFailed");
    if (m_is_over || stage.crew.find_running(name) != nullptr) {
        m_worker = stage.crew.find_running(name);
        return {};
    }
    return stage.crew.start_again(name).map([this](RigWorker* worker) { m_worker = worker; });
}

Proof Return::seen(const Stage& stage) const
{
    if (m_worker == nullptr) {
        return m_is_over ? Proof("the stream is over: nothing to come back to") : not_yet();
    }
    const std::string who = m_name + " pid " + std::to_string(m_worker->seen().pid);
    if (m_worker->has_ended()) {
        return trouble(who + " ended again: " + m_worker->exit()->text());
    }
    const auto position = stage.position(m_name);
    if (!m_worker->is_ready() || !position || is_place_free(stage, m_name)) {
        return not_yet();
    }
    return who + " is back at " + std::to_string(*position);
}

bool is_place_free(const Stage& stage, std::string_view worker)
{
    if (worker == kProducerName) {
        return !stage.ring.seen().producer_alive;
    }
    const auto* const consumer = stage.ring.find_consumer(worker);
    return consumer == nullptr || !consumer->alive;
}

ringlib::Expected<void> Ending::inject(Stage& stage)
{
    m_worker = stage.crew.find_running(m_target);
    if (m_worker == nullptr || !m_worker->process().signal(m_kills ? SIGKILL : SIGTERM)) {
        return trouble(m_target + " does not run");
    }
    if (!m_kills) {  // one that stands does not end
        m_worker->process().signal(SIGCONT);
    }
    return {};
}

Proof Ending::prove(Stage& stage)
{
    if (!m_worker->has_ended() || !is_place_free(stage, m_target)) {
        return not_yet();
    }
    const ExitStatus& exit = *m_worker->exit();
    const std::string who = m_target + " pid " + std::to_string(m_worker->seen().pid);
    const std::string how = who + ' ' + exit.text();
    if (m_kills) {
        return exit.signal == SIGKILL ? Proof(how + ", its lock is free")
                                      : Proof(trouble(how + ", not killed"));
    }
    const auto& summary = m_worker->summary();
    return exit.is_success() && summary && summary->end == "signal"
        ? Proof(how + ", its place is free")
        : Proof(trouble(how + ", not ended by the signal"));
}

ringlib::Expected<void> Ending::heal(Stage& stage)
{
    m_is_ending = !m_worker->has_ended();
    return m_is_ending ? ringlib::Expected<void>() : m_return.begin(stage, m_target);
}

Proof Ending::prove_heal(Stage& stage)
{
    if (m_is_ending) {
        if (!m_worker->has_ended() || !is_place_free(stage, m_target)) {
            return not_yet();
        }
        m_is_ending = false;
        if (auto begun = m_return.begin(stage, m_target); !begun) {
            return ringlib::Unexpected{std::move(begun.error())};
        }
    }
    return m_return.seen(stage);
}

std::string Crash::command() const
{
    return R"({"do":"crash","at":")" + std::string(to_string(m_at)) + "\"}";
}

ringlib::Expected<void> Crash::inject(Stage& stage)
{
    m_worker = stage.crew.find_running(m_target);
    if (m_at == CrashPoint::Join) {
        if (m_worker != nullptr) {
            m_worker->process().signal(SIGKILL);
        }
        m_waits_for_place = true;
        return {};
    }
    const bool fits = (m_at == CrashPoint::Lease) == (m_target != kProducerName);
    if (!fits) {
        return trouble(m_target + " has no " + std::string(to_string(m_at)) + " in its work");
    }
    if (m_worker == nullptr || !m_worker->process().send_line(command())) {
        return trouble(m_target + " does not run, or does not listen");
    }
    return {};
}

Proof Crash::prove(Stage& stage)
{
    if (m_waits_for_place) {
        if (stage.crew.find_running(m_target) != nullptr || !is_place_free(stage, m_target)) {
            return not_yet();
        }
        auto joining = stage.crew.start_again(m_target, command());
        if (!joining) {
            return ringlib::Unexpected{std::move(joining.error())};
        }
        m_worker = *joining;
        m_waits_for_place = false;
    }
    if (!m_worker->has_ended() || !is_place_free(stage, m_target)) {
        return not_yet();
    }
    const auto& crash = m_worker->crash();
    const std::string how = m_target + " pid " + std::to_string(m_worker->seen().pid) + ' '
        + m_worker->exit()->text();
    return m_worker->exit()->signal == SIGKILL && crash && crash->at == m_at
        ? Proof(how + " at " + std::string(to_string(m_at)))
        : Proof(trouble(how + ", not at " + std::string(to_string(m_at))));
}

ringlib::Expected<void> Crash::heal(Stage& stage)
{
    m_waits_for_place = false;
    return m_return.begin(stage, m_target);
}

Proof Crash::prove_heal(Stage& stage)
{
    return m_return.seen(stage);
}

}  // namespace rig

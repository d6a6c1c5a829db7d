// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/faults/stall.h"

#include <csignal>

namespace rig {
namespace {

std::string in_milliseconds(scenario::Time time)
{
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(time).count())
        + " ms";
}

/// It has nothing to do, or is held by somebody else.
bool has_reason_to_stand(const Stage& stage, std::string_view worker)
{
    const auto& ring = stage.ring.seen();
    if (worker == kProducerName) {
        return ring.blocked_since.has_value();
    }
    const auto* const consumer = stage.ring.find_consumer(worker);
    return consumer == nullptr || consumer->lag_events == 0;
}

}  // namespace

void Movement::begin(std::string_view worker, std::optional<std::int64_t> from, scenario::Time now)
{
    m_worker = worker;
    m_from = from;
    m_since = now;
}

std::optional<std::string> Movement::seen(const Stage& stage) const
{
    const RigWorker* const worker = stage.crew.find(m_worker);
    if (worker == nullptr || worker->has_ended()) {
        return m_worker + " has ended: " + (worker != nullptr ? worker->exit()->text() : "gone");
    }
    if (worker->state() != ProcessState::Running) {
        return std::nullopt;
    }
    const auto position = stage.position(m_worker);
    const std::string after = " after " + in_milliseconds(stage.time() - m_since);
    if (position && (!m_from || *position > *m_from)) {
        return m_worker + " moved to " + std::to_string(*position) + after;
    }
    return has_reason_to_stand(stage, m_worker)
        ? std::optional(m_worker + " runs and has nothing to do" + after)
        : std::nullopt;
}

ringlib::Expected<void> Stall::inject(Stage& stage)
{
    m_worker = stage.crew.find_running(m_target);
    if (m_worker == nullptr || !m_worker->process().signal(SIGSTOP)) {
        return trouble(m_target + " does not run");
    }
    return {};
}

Proof Stall::prove(Stage& stage)
{
    if (m_worker->has_ended()) {
        return trouble(m_target + " ended: " + m_worker->exit()->text());
    }
    if (m_worker->state() != ProcessState::Stopped) {
        return not_yet();
    }
    // The first look that finds it standing may have read its position before.
    const auto position = stage.position(m_target);
    if (!m_was_seen_standing || position != m_stands_at) {
        m_was_seen_standing = true;
        m_stands_at = position;
        return not_yet();
    }
    return m_target + " pid " + std::to_string(m_worker->seen().pid) + " state T, "
        + (position ? "stands at " + std::to_string(*position) : "not in the ring");
}

ringlib::Expected<void> Stall::heal(Stage& stage)
{
    m_movement.begin(m_target, m_stands_at, stage.time());
    m_worker->process().signal(SIGCONT);
    return {};
}

Proof Stall::prove_heal(Stage& stage)
{
    return m_movement.seen(stage);
}

}  // namespace rig

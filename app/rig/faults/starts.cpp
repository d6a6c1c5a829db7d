// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/faults/starts.h"

#include <algorithm>
#include <csignal>

namespace rig {
namespace {

constexpr auto kTooLateWaits = std::chrono::milliseconds(500);

std::string in_milliseconds(scenario::Time time)
{
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(time).count())
        + " ms";
}

bool are_all_ready(const Crew& crew)
{
    const auto workers = crew.workers();
    return !workers.empty()
        && std::all_of(workers.begin(), workers.end(),
            [](const RigWorker* worker) { return worker->is_ready() || worker->has_ended(); });
}

}  // namespace

ringlib::Expected<void> NeverStart::inject(Stage& stage)
{
    return stage.crew.find(m_target) == nullptr ? ringlib::Expected<void>()
                                                : trouble(m_target + " was started already");
}

Proof NeverStart::prove(Stage& stage)
{
    const auto* const consumer = stage.ring.find_consumer(m_target);
    const bool is_absent = consumer == nullptr || !consumer->alive;
    return stage.ring.snapshot() != nullptr && are_all_ready(stage.crew) && is_absent
            && stage.crew.find(m_target) == nullptr
        ? Proof(m_target + " is not in the ring, and no process has that id")
        : not_yet();
}

ringlib::Expected<void> NeverStart::heal(Stage& stage)
{
    return m_return.begin(stage, m_target);
}

Proof NeverStart::prove_heal(Stage& stage)
{
    return m_return.seen(stage);
}

ringlib::Expected<void> LateStart::inject(Stage& stage)
{
    if (stage.crew.find(m_target) != nullptr) {
        return trouble(m_target + " was started already");
    }
    m_begun = stage.time();
    return {};
}

Proof LateStart::prove(Stage& stage)
{
    if (!m_started && stage.time() >= m_begun + m_after) {
        m_started = true;
        if (auto started = stage.crew.start_again(m_target); !started) {
            return ringlib::Unexpected{std::move(started.error())};
        }
    }
    const auto* const consumer = stage.ring.find_consumer(m_target);
    if (!m_started || consumer == nullptr || !consumer->alive
        || consumer->joined_at < m_begun + m_after) {
        return not_yet();
    }
    return m_target + " joined " + in_milliseconds(consumer->joined_at - m_begun)
        + " after the start, asked " + in_milliseconds(m_after);
}

ringlib::Expected<void> LateStart::heal(Stage& stage)
{
    m_after = std::min<scenario::Time>(m_after, stage.time() - m_begun);
    return {};
}

Proof LateStart::prove_heal(Stage& stage)
{
    return prove(stage);
}

Rejoin::Rejoin(const Fault& fault)
    : m_target(fault.target)
    , m_id(fault.kind == FaultKind::RejoinOther ? fault.parameters.as.value_or(fault.target)
                                                : fault.target)
    , m_is_too_late(fault.kind == FaultKind::RejoinTooLate)
    , m_after(fault.parameters.after.value_or(std::chrono::nanoseconds(0)))
{
}

ringlib::Expected<void> Rejoin::inject(Stage& stage)
{
    const auto* const consumer = stage.ring.find_consumer(m_id);
    m_generation_before = consumer != nullptr ? consumer->slot_generation : 0;
    m_killed = stage.crew.find_running(m_target);
    if (m_killed == nullptr || !m_killed->process().signal(SIGKILL)) {
        return trouble(m_target + " does not run");
    }
    return {};
}

bool Rejoin::may_start(const Stage& stage) const
{
    if (!m_killed->has_ended() || stage.time() < *m_killed->seen().exited_at + m_after) {
        return false;
    }
    const std::string& end = stage.ring.seen().stream_end;
    return m_is_too_late ? end == "RequiredConsumerFailed" : is_place_free(stage, m_target);
}

ringlib::Expected<void> Rejoin::start(Stage& stage)
{
    const ConsumerPlan* const planned = stage.crew.topology().find_consumer(m_target);
    if (planned == nullptr) {
        return trouble("no consumer " + m_target + " in this rig");
    }
    ConsumerPlan plan = *planned;
    plan.id = m_id;
    if (m_is_too_late) {  // the ring may have gone with the last of the others
        plan.ready_timeout = std::min<std::chrono::nanoseconds>(plan.ready_timeout, kTooLateWaits);
    }
    return stage.crew.start_consumer(plan).map([this](RigWorker* worker) { m_comer = worker; });
}

Proof Rejoin::prove(Stage& stage)
{
    if (m_comer == nullptr) {
        if (!may_start(stage)) {
            return not_yet();
        }
        if (auto started = start(stage); !started) {
            return ringlib::Unexpected{std::move(started.error())};
        }
    }
    return m_is_too_late ? prove_refused() : prove_joined(stage);
}

Proof Rejoin::prove_joined(const Stage& stage) const
{
    if (m_comer->has_ended() && !m_comer->is_ready()) {
        return trouble(m_id + " was not let in: " + m_comer->exit()->text());
    }
    const auto* const consumer = stage.ring.find_consumer(m_id);
    if (consumer == nullptr || !consumer->alive || !m_comer->is_ready()
        || consumer->joined_at < m_comer->seen().started_at) {
        return not_yet();
    }
    return m_target + " killed by SIGKILL; " + m_id + " joined "
        + in_milliseconds(consumer->joined_at - *m_killed->seen().exited_at)
        + " later, slot generation " + std::to_string(m_generation_before) + " -> "
        + std::to_string(consumer->slot_generation);
}

Proof Rejoin::prove_refused() const
{
    if (!m_comer->has_ended()) {
        return not_yet();
    }
    return m_comer->exit()->is_success()
        ? Proof(trouble(m_id + " came too late and ended well: " + m_comer->seen().end))
        : Proof(m_id + " came when the stream had failed: " + m_comer->exit()->text());
}

ringlib::Expected<void> Rejoin::heal(Stage&)
{
    m_after = {};
    m_is_too_late = false;  // it does not have to wait for that any more
    return {};
}

// Who was killed is back, or somebody in its place.
Proof Rejoin::prove_heal(Stage& stage)
{
    return prove(stage);
}

}  // namespace rig

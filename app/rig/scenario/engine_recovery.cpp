// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/engine.h"

#include <algorithm>

/// How the engine takes back what it broke, and comes to the end; what leads there is in
/// engine.cpp.
namespace rig::scenario {
namespace {

using namespace std::chrono_literals;

constexpr Time kHealLimit = 5s;
constexpr Time kRecoverLimit = 10s;
constexpr Time kEndLimit = 15s;

/// To heal it would be to start somebody, or to make a ring.
bool heals_by_starting(FaultKind kind)
{
    using enum FaultKind;
    return kind == Kill || kind == Crash || kind == Terminate || kind == NeverStart
        || kind == Unlink || kind == Truncate;
}

}  // namespace

bool Engine::stream_is_over() const
{
    const WorkerObservation* const producer = m_history.last_process(kProducerName);
    return m_scenario.ends_the_stream() || producer == nullptr
        || producer->phase == WorkerPhase::Exited;
}

// Where the stream is over, nobody is started into it again.
bool Engine::can_be_healed(const Step& step) const
{
    return !heals_by_starting(step.fault.kind) || !stream_is_over();
}

void Engine::heal()
{
    for (const Step& step : m_scenario.method) {
        const FaultObservation* const fault = m_history.find_fault(step.id);
        if (fault != nullptr && fault->requested && !fault->heal_requested
            && !heals_itself(step.fault) && can_be_healed(step)) {
            request(HealFault{step.id});
        }
    }
}

void Engine::watch_heal()
{
    const bool healed
        = std::all_of(m_scenario.method.begin(), m_scenario.method.end(), [this](const Step& step) {
              const FaultObservation* const fault = m_history.find_fault(step.id);
              return fault == nullptr || !fault->requested || fault->healed || !can_be_healed(step)
                  || !fault->trouble.empty();
          });
    if (healed || since_phase() > kHealLimit) {
        const bool goes_on = m_injected && !stream_is_over() && !m_cut;
        enter(goes_on ? Phase::Recover : Phase::Finish);
    }
}

void Engine::recover()
{
    if (m_scenario.method.empty()) {
        enter(Phase::SteadyAgain);
        return;
    }
    const std::uint64_t baseline
        = m_history.used_max_in_baseline() + m_scenario.topology.capacity / 8;
    const std::uint64_t used = m_history.seen().ring.used;
    if (used <= baseline && !m_history.seen().ring.blocked_since) {
        add_line("recovery", "recovered", LineStatus::Passed,
            in_seconds(since_phase()) + " after the last heal, " + std::to_string(used)
                + " events unread");
        enter(Phase::SteadyAgain);
    } else if (since_phase() > kRecoverLimit) {
        add_line("recovery", "recovered", LineStatus::Failed,
            std::to_string(used) + " events unread " + in_seconds(since_phase())
                + " after the last heal");
        enter(Phase::Finish);
    }
}

void Engine::watch_steady_again()
{
    const bool after_heal = std::none_of(
        m_judges.begin(), m_judges.end(), [this](const Judge& judge) { return is_awaited(judge); });
    if (!m_scenario.steady.again && after_heal) {
        enter(Phase::Finish);
        return;
    }
    std::string unmet;
    if (!is_steady(unmet)) {
        m_steady_since.reset();
    } else {
        m_steady_since = m_steady_since.value_or(m_history.now());
    }
    if (m_steady_since && after_heal
        && m_history.now() - *m_steady_since >= m_scenario.steady.lasting) {
        add_line("steady_again", "steady again", LineStatus::Passed,
            "for " + in_seconds(m_history.now() - *m_steady_since));
        enter(Phase::Finish);
    } else if (since_phase() > m_scenario.steady.within) {
        add_line("steady_again", "steady again", LineStatus::Failed,
            unmet.empty() ? "not all that was expected came" : unmet);
        enter(Phase::Finish);
    }
}

void Engine::finish()
{
    if (!m_ending) {
        m_ending = true;
        for (Judge& judge : m_judges) {
            judge.close(m_history);
        }
        if (m_cut) {
            request(HealAll{});
        }
        request(End{});
        return;
    }
    const auto& workers = m_history.seen().workers;
    const auto running = std::find_if(workers.begin(), workers.end(),
        [](const WorkerObservation& worker) { return worker.phase != WorkerPhase::Exited; });
    if (running != workers.end() && since_phase() <= kEndLimit) {
        return;
    }
    if (running != workers.end()) {
        add_line("end", "everybody ends", LineStatus::Failed,
            running->name + " runs " + in_seconds(since_phase()) + " after it was told to end");
    }
    judge_all();
    enter(Phase::Over);
}

}  // namespace rig::scenario

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/engine.h"

#include "rig/scenario/description.h"

#include <algorithm>
#include <utility>

namespace rig::scenario {
namespace {

using namespace std::chrono_literals;

constexpr Time kPrepareLimit = 20s;
constexpr Time kProofLimit = 5s;

}  // namespace

Engine::Engine(Scenario scenario)
    : m_scenario(std::move(scenario))
    , m_history(m_scenario)
{
    bool integrity = false;
    for (const Expectation& expectation : m_scenario.expect) {
        m_judges.emplace_back(expectation);
        integrity = integrity || expectation.subject == Subject::Integrity;
    }
    if (!integrity) {
        m_judges.emplace_back(Expectation{});
    }
}

std::vector<Action> Engine::advance(Time now, const Observations& seen)
{
    if (m_phases.empty()) {
        m_begun = now;
        m_phase_begun = now;
        m_phases.push_back({m_phase, now});
    }
    m_actions.clear();
    m_history.note(now, seen);
    if (m_phase != Phase::Over) {
        watch_limits();
        watch_unasked_ends();
        for (Judge& judge : m_judges) {
            judge.look(m_history);
        }
    }
    switch (m_phase) {
    case Phase::Prepare:
        prepare();
        break;
    case Phase::SteadyState:
        watch_steady_state();
        break;
    case Phase::Inject:
        inject();
        break;
    case Phase::Observe:
        observe();
        break;
    case Phase::Heal:
        watch_heal();
        break;
    case Phase::Recover:
        recover();
        break;
    case Phase::SteadyAgain:
        watch_steady_again();
        break;
    case Phase::Finish:
        finish();
        break;
    case Phase::Over:
        break;
    }
    return std::exchange(m_actions, {});
}

void Engine::enter(Phase phase)
{
    m_phase = phase;
    m_phase_begun = m_history.now();
    m_phases.push_back({phase, m_phase_begun});
    m_steady_since.reset();
    if (phase == Phase::Heal) {
        heal();
    }
}

void Engine::add_line(
    std::string type, const std::string& name, LineStatus status, std::string measured)
{
    m_lines.push_back({std::move(type), name, status, name, std::move(measured), m_history.now()});
}

// What was cut short is healed and ended like any other run.
void Engine::end_early(std::string type, std::string why)
{
    add_line(std::move(type), "the run comes to its end", LineStatus::NotJudged, std::move(why));
    enter(Phase::Heal);
}

void Engine::prepare()
{
    if (!m_started) {
        m_started = true;
        StartWorkers start;
        for (const Step& step : m_scenario.method) {
            if (shape_of(step.fault.kind).before_start) {
                start.faults.push_back({step.id, step.fault});
            }
        }
        request(std::move(start));
        return;
    }
    std::string waits_for;
    const auto is_held_back = [this](const std::string& name) {
        const ConsumerPlan* const consumer = m_scenario.topology.find_consumer(name);
        return (consumer != nullptr && consumer->joins_after.count() > 0)
            || std::any_of(
                m_scenario.method.begin(), m_scenario.method.end(), [&name](const Step& step) {
                    return shape_of(step.fault.kind).before_start && step.fault.target == name;
                });
    };
    std::vector<std::string> names{std::string(kProducerName)};
    for (const ConsumerPlan& consumer : m_scenario.topology.consumers) {
        names.push_back(consumer.id);
    }
    for (const std::string& name : names) {
        const WorkerObservation* const process = m_history.last_process(name);
        if (is_held_back(name)) {
            continue;
        }
        if (process == nullptr || process->phase == WorkerPhase::Starting) {
            waits_for = name;
        } else if (process->phase == WorkerPhase::Exited) {
            end_early("baseline",
                name + " ended before all were ready: "
                    + (process->last_error.empty() ? "exit " + std::to_string(process->exit_code)
                                                   : process->last_error));
            return;
        }
    }
    if (waits_for.empty()) {
        m_ready = true;
        enter(Phase::SteadyState);
    } else if (since_phase() > kPrepareLimit) {
        end_early("baseline", waits_for + " was not ready after " + in_seconds(kPrepareLimit));
    }
}

bool Engine::is_steady(std::string& unmet)
{
    for (const Expectation& expectation : m_scenario.steady.expect) {
        const Finding finding = look_for(expectation, m_history);
        if (finding.holds == expectation.never) {
            unmet = name_of(expectation) + ": " + finding.measured;
            return false;
        }
    }
    return true;
}

void Engine::watch_steady_state()
{
    std::string unmet;
    if (!is_steady(unmet)) {
        m_steady_since.reset();
        if (since_phase() > m_scenario.steady.within) {
            add_line("baseline", "baseline healthy", LineStatus::NotJudged,
                "not healthy, so nothing was injected: " + unmet);
            enter(Phase::Heal);
        }
        return;
    }
    m_steady_since = m_steady_since.value_or(m_history.now());
    if (m_history.now() - *m_steady_since >= m_scenario.steady.lasting) {
        add_line("baseline", "baseline healthy", LineStatus::Passed,
            "for " + in_seconds(m_history.now() - *m_steady_since));
        m_history.begin();
        m_inject_begun = m_history.now();
        enter(Phase::Inject);
        inject();
    }
}

void Engine::inject()
{
    const auto& method = m_scenario.method;
    for (; m_next_step < method.size(); ++m_next_step) {
        const Step& step = method[m_next_step];
        if (m_inject_begun + step.at > m_history.now()) {
            return;
        }
        if (!shape_of(step.fault.kind).before_start) {
            request(InjectFault{{step.id, step.fault}});
        }
    }
    for (const Step& step : method) {
        const FaultObservation* const fault = m_history.find_fault(step.id);
        if (fault != nullptr && fault->proven) {
            continue;
        }
        const Time limit
            = kProofLimit + step.fault.parameters.after.value_or(std::chrono::nanoseconds());
        const bool failed = fault != nullptr && !fault->trouble.empty();
        if (failed || m_history.now() - m_inject_begun - step.at > limit) {
            enter(Phase::Observe);
            m_injected = m_history.now();
        }
        return;
    }
    m_injected = m_history.now();
    enter(Phase::Observe);
}

// What follows from a fault that never was does not come.
bool Engine::is_awaited(const Judge& judge) const
{
    const Expectation& expectation = judge.expectation();
    const bool comes
        = expectation.scope == Scope::Always || m_history.at_proof(expectation.fault) != nullptr;
    return comes && !judge.is_settled();
}

void Engine::observe()
{
    const bool settled = std::none_of(m_judges.begin(), m_judges.end(), [this](const Judge& judge) {
        return is_awaited(judge) && judge.expectation().since != Since::Heal;
    });
    const bool healed
        = std::all_of(m_scenario.method.begin(), m_scenario.method.end(), [this](const Step& step) {
              const FaultObservation* const fault = m_history.find_fault(step.id);
              return !heals_itself(step.fault) || fault == nullptr || fault->healed
                  || !fault->trouble.empty() || !fault->proven;
          });
    if (settled && healed && since_phase() >= m_scenario.observe) {
        enter(Phase::Heal);
    }
}

void Engine::watch_limits()
{
    if (m_phase == Phase::Finish || (m_cut && m_phase == Phase::Heal)) {
        return;
    }
    if (m_history.seen().abort_requested) {
        m_cut = "by the user";
    } else if (m_history.now() - m_begun > m_scenario.timeout) {
        m_cut = "at its time limit, " + in_seconds(m_scenario.timeout);
    }
    if (m_cut) {
        for (Judge& judge : m_judges) {
            judge.cut(m_history);
        }
        end_early(
            "aborted", "ended " + *m_cut + " (phase: " + std::string(to_string(m_phase)) + ')');
        return;
    }
    // A soak is judged as it goes: what comes after a violation tells nothing more.
    const bool violated = std::any_of(m_judges.begin(), m_judges.end(),
        [](const Judge& judge) { return judge.line().status == LineStatus::Failed; });
    if (m_scenario.soak && violated && m_phase < Phase::Heal) {
        enter(Phase::Heal);
    }
}

}  // namespace rig::scenario

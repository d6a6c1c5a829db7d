// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/description.h"
#include "rig/scenario/engine.h"

#include <algorithm>

/// What the engine says of a run, and of who ended in it; how it leads the run is in engine.cpp.
namespace rig::scenario {
namespace {

constexpr double kMissedMax = 0.05;

bool ends_its_target(FaultKind kind)
{
    using enum FaultKind;
    return kind == Kill || kind == Crash || kind == Terminate || kind == Rejoin
        || kind == RejoinOther || kind == RejoinTooLate || kind == Restart || kind == Recreate;
}

/// Whoever is in a ring without a name is started anew when it gets one; nobody stays in a ring
/// that was cut short.
bool ends(const Step& step, const std::string& worker, const FaultObservation& fault)
{
    const FaultKind kind = step.fault.kind;
    return (step.fault.target == worker && ends_its_target(kind))
        || (kind == FaultKind::Unlink && fault.heal_requested) || kind == FaultKind::Truncate;
}

}  // namespace

bool Engine::may_have_ended(const WorkerObservation& worker) const
{
    const auto& names = m_history.consumer_names();
    const bool producer = worker.name == kProducerName;
    if (!producer && std::find(names.begin(), names.end(), worker.name) == names.end()) {
        return true;  // started by a fault, and judged with it
    }
    if (m_ending && worker.exit_signal == 0) {
        return true;
    }
    const bool asked = std::any_of(
        m_scenario.method.begin(), m_scenario.method.end(), [this, &worker](const Step& step) {
            const FaultObservation* const fault = m_history.find_fault(step.id);
            return fault != nullptr && fault->requested && ends(step, worker.name, *fault);
        });
    const bool expected = std::any_of(m_scenario.expect.begin(), m_scenario.expect.end(),
        [&worker, producer](const Expectation& expectation) {
            if (expectation.never) {
                return false;
            }
            const auto& ids = expectation.consumers;
            return producer ? expectation.subject == Subject::ProducerExit
                            : expectation.subject == Subject::ConsumerEnd
                    && expectation.words.front() != "closed"
                    && (ids.front() == "*"
                        || std::find(ids.begin(), ids.end(), worker.name) != ids.end());
        });
    return asked || expected || (!producer && m_injected && m_scenario.ends_the_stream());
}

void Engine::watch_unasked_ends()
{
    if (!m_ready) {
        return;  // who ends before is the baseline's trouble, and told there
    }
    const std::vector<WorkerObservation>& workers = m_history.seen().workers;
    m_end_seen.resize(workers.size());
    for (std::size_t i = 0; i < workers.size(); ++i) {
        const WorkerObservation& worker = workers[i];
        if (worker.phase != WorkerPhase::Exited || m_end_seen[i]) {
            continue;
        }
        m_end_seen[i] = true;
        if (may_have_ended(worker)) {
            continue;
        }
        if (m_unasked.insert(worker.name).second) {
            add_line("unasked_end", "nobody ends unasked", LineStatus::Failed,
                worker.name + " ended: "
                    + (worker.exit_signal != 0 ? "signal " + std::to_string(worker.exit_signal)
                                               : "exit " + std::to_string(worker.exit_code))
                    + (worker.last_error.empty() ? "" : ", " + worker.last_error));
        }
    }
}

void Engine::judge_all()
{
    for (Judge& judge : m_judges) {
        judge.finish(m_history);
    }
    judge_faults();
    if (m_ready && m_unasked.empty()) {
        add_line("unasked_end", "nobody ends unasked", LineStatus::Passed, "nobody did");
    }
    const auto& seen = m_history.seen();
    const auto all = static_cast<double>(seen.sampler_ticks + seen.sampler_missed);
    const bool enough = static_cast<double>(seen.sampler_missed) <= all * kMissedMax;
    add_line("evidence", "the rig looked often enough",
        enough ? LineStatus::Passed : LineStatus::NotJudged,
        std::to_string(seen.sampler_missed) + " of "
            + std::to_string(seen.sampler_ticks + seen.sampler_missed)
            + " looks missed; woken at most " + in_seconds(seen.overshoot) + " late");
    // A process that ended by itself without its last word leaves a gap in what is known.
    for (const WorkerObservation& worker : seen.workers) {
        if (worker.phase == WorkerPhase::Exited && worker.exit_signal == 0 && worker.ready_at
            && worker.end.empty() && worker.error.empty()) {
            add_line("evidence", "everybody says how it was", LineStatus::NotJudged,
                worker.name + " ended without its summary");
        }
    }
}

void Engine::judge_faults()
{
    for (const Step& step : m_scenario.method) {
        const FaultObservation* const fault = m_history.find_fault(step.id);
        if (!m_injected && (fault == nullptr || !fault->requested)) {
            continue;  // the run came to its end before
        }
        const std::string name = name_of(step) + " (" + step.id + ')';
        if (fault == nullptr || !fault->proven) {
            add_line("injection", "injected " + name, LineStatus::NotJudged,
                fault != nullptr && !fault->trouble.empty() ? fault->trouble : "never proven");
            continue;
        }
        add_line("injection", "injected " + name, LineStatus::Passed,
            fault->proof + " at +" + in_seconds(*fault->proven - m_inject_begun) + " (asked +"
                + in_seconds(step.at) + ")");
        m_lines.back().at = fault->proven;
        if (fault->healed) {
            add_line("heal", "healed " + name, LineStatus::Passed,
                fault->heal_proof + " at +" + in_seconds(*fault->healed - m_inject_begun));
            m_lines.back().at = fault->healed;
        } else if (!can_be_healed(step)) {
            add_line("heal", "healed " + name, LineStatus::NotNeeded, "the stream is over");
        } else {
            add_line("heal", "healed " + name, m_cut ? LineStatus::NotJudged : LineStatus::Failed,
                fault->trouble.empty() ? "never proven" : fault->trouble);
        }
    }
}

Result Engine::result() const
{
    Result result;
    for (const Judge& judge : m_judges) {
        result.lines.push_back(judge.line());
    }
    result.lines.insert(result.lines.end(), m_lines.begin(), m_lines.end());
    result.phases = m_phases;
    result.faults = m_history.seen().faults;
    result.overshoot = m_history.seen().overshoot;
    result.sampler_ticks = m_history.seen().sampler_ticks;
    result.sampler_missed = m_history.seen().sampler_missed;
    const auto first = [&result](LineStatus status, std::size_t from) {
        return std::find_if(result.lines.begin() + static_cast<std::ptrdiff_t>(from),
            result.lines.end(), [status](const ResultLine& line) { return line.status == status; });
    };
    const auto failed = first(LineStatus::Failed, 0);
    // Why something could not be judged is said by the run's own lines.
    auto unjudged = first(LineStatus::NotJudged, m_judges.size());
    unjudged = unjudged == result.lines.end() ? first(LineStatus::NotJudged, 0) : unjudged;
    const auto is_there = [&result](auto line) { return line != result.lines.end(); };
    if (is_there(failed)) {
        result.verdict = Verdict::Fail;
        result.reason = failed->name + ": " + failed->measured;
    } else if (m_cut) {
        result.verdict = Verdict::Aborted;
        result.reason = "ended " + *m_cut;
    } else if (is_there(unjudged)) {
        result.reason = unjudged->name + ": " + unjudged->measured;
    } else if (is_over()) {
        result.verdict = Verdict::Pass;
    } else {
        result.reason = "the run was cut short";
    }
    return result;
}

}  // namespace rig::scenario

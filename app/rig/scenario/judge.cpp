// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/judge.h"

#include "rig/scenario/description.h"

namespace rig::scenario {
namespace {

using namespace std::chrono_literals;

/// What has no time of its own comes within that, or not at all.
constexpr Time kPatience = 10s;

/// How much later than allowed something may come without being held against the library: on a
/// machine that let the rig itself oversleep by periods, others were kept waiting still longer.
Time doubt(const RunHistory& history)
{
    const Observations& seen = history.seen();
    return seen.overshoot > 2 * seen.sampling_period ? 10 * seen.overshoot : Time();
}

/// "1.000 s to 1.062 s"
std::string in_times(const TimeWindow& within, const NamedTimes& times)
{
    return (within.least ? in_seconds(within.least->value(times)) + " to " : "≤ ")
        + in_seconds(within.most.value(times));
}

}  // namespace

Judge::Judge(const Expectation& expectation)
    : m_expectation(expectation)
{
    m_line.type = to_string(expectation.subject);
    m_line.name = name_of(expectation);
    m_line.expected = m_line.name;
}

bool Judge::is_open(const RunHistory& history) const
{
    if (m_expectation.scope == Scope::Always) {
        return true;
    }
    if (history.at_proof(m_expectation.fault) == nullptr) {
        return false;
    }
    return m_expectation.scope != Scope::During || !history.is_being_healed(m_expectation.fault);
}

bool Judge::is_settled() const
{
    return m_line.status != LineStatus::Open || is_final(m_expectation) || m_expectation.never;
}

void Judge::look(const RunHistory& history)
{
    if (m_line.status != LineStatus::Open) {
        return;
    }
    if (!is_open(history)) {
        if (m_was_open && !m_expectation.never && !is_final(m_expectation)) {
            Finding finding = look_for(m_expectation, history);
            finding.measured += ", when the fault was healed";
            finding.at = history.now();
            settle(LineStatus::Failed, finding);
        }
        return;
    }
    m_opened = m_opened.value_or(history.now());
    m_was_open = true;
    if (m_expectation.subject == Subject::Integrity) {
        if (const Finding finding = look_for(m_expectation, history); !finding.holds) {
            settle(LineStatus::Failed, finding);
        }
    } else if (m_expectation.never) {
        if (const Finding finding = look_for(m_expectation, history); finding.holds) {
            settle(LineStatus::Failed, finding);
        }
    } else if (!is_final(m_expectation)) {
        look_for_coming(history);
    }
}

void Judge::look_for_coming(const RunHistory& history)
{
    const Finding finding = look_for(m_expectation, history);
    if (finding.holds) {
        judge_time(finding, history);
        return;
    }
    // What ended otherwise does not come any more.
    const Time limit
        = m_expectation.within ? m_expectation.within->most.value(history.times()) : kPatience;
    const Time slack = 2 * history.seen().sampling_period;
    const auto from = reference(history, history.now());
    const bool late = from ? history.now() > *from + limit + slack + doubt(history)
                           : history.now() > *m_opened + limit + kPatience;
    if (late) {
        if (m_expectation.within) {
            m_line.expected = in_times(*m_expectation.within, history.times());
        }
        settle(LineStatus::Failed,
            {false, history.now(),
                finding.measured + " after "
                    + in_seconds(history.now() - from.value_or(*m_opened))});
    }
}

std::optional<Time> Judge::reference(const RunHistory& history, Time until) const
{
    const Positions* const proof = history.at_proof(m_expectation.fault);
    switch (m_expectation.since) {
    case Since::RingFull: {
        const auto full = history.blocked_before(until);
        // A block that began before the fault and has lasted since is the same full ring.
        return full && proof != nullptr && until >= proof->at ? full : std::nullopt;
    }
    case Since::Heal: {
        const Positions* const heal = history.at_heal(m_expectation.fault);
        return heal != nullptr ? std::optional(heal->at) : std::nullopt;
    }
    case Since::Fault:
        break;
    }
    return proof != nullptr ? std::optional(proof->at) : std::nullopt;
}

void Judge::judge_time(const Finding& finding, const RunHistory& history)
{
    if (!m_expectation.within) {
        settle(LineStatus::Passed, finding);
        return;
    }
    const auto from = reference(history, finding.at);
    if (!from) {
        return;  // what its time counts from has not come yet
    }
    const NamedTimes times = history.times();
    const Time took = finding.at - *from;
    const Time most = m_expectation.within->most.value(times);
    const auto& least = m_expectation.within->least;
    const bool early = least && took < least->value(times);
    m_line.expected = in_times(*m_expectation.within, times);
    LineStatus status = LineStatus::Passed;
    std::string remark;
    if (early) {
        status = LineStatus::Failed;
        remark = ", too early";
    } else if (took > most + doubt(history)) {
        status = LineStatus::Failed;
        remark = ", too late";
    } else if (took > most) {
        status = LineStatus::NotJudged;
        remark = ", too late, and this machine woke the rig " + in_seconds(history.seen().overshoot)
            + " late at worst";
    }
    Finding timed = finding;
    timed.measured = in_seconds(took) + remark
        + (finding.measured.empty() ? "" : " (" + finding.measured + ")");
    settle(status, timed);
}

void Judge::close(const RunHistory& history)
{
    if (m_expectation.never && m_was_open && m_line.status == LineStatus::Open) {
        settle(LineStatus::Passed, look_for(m_expectation, history));
    }
}

void Judge::cut(const RunHistory& history)
{
    if (m_expectation.subject != Subject::Integrity && m_line.status == LineStatus::Open) {
        settle(LineStatus::NotJudged, {false, history.now(), "the run was cut before that"});
    }
}

void Judge::finish(const RunHistory& history)
{
    if (m_line.status != LineStatus::Open) {
        return;
    }
    const Finding finding = look_for(m_expectation, history);
    if (m_expectation.scope != Scope::Always && !m_was_open) {
        settle(LineStatus::NotJudged,
            {false, history.now(), "the fault was never proven, so nothing follows from it"});
    } else {
        settle(finding.holds ? LineStatus::Passed : LineStatus::Failed, finding);
    }
}

void Judge::settle(LineStatus status, const Finding& finding)
{
    m_line.status = status;
    m_line.measured = finding.measured;
    m_line.at = finding.at;
}

}  // namespace rig::scenario

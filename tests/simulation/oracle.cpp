// SPDX-License-Identifier: MIT OR Apache-2.0
#include "oracle.h"

#include <algorithm>

namespace ringlib::simulation {

using Kind = LivenessWatch::Finding::Kind;

Oracle::Oracle(const Scenario& scenario, Mode mode)
    : m_scenario(scenario)
    , m_mode(mode)
    , m_stalls(scenario.required())
    , m_there(scenario.required())
    , m_left(scenario.required())
{
}

void Oracle::breaks(const std::string& rule)
{
    if (!m_broken) {
        m_broken = rule;
    }
}

void Oracle::breaks(std::size_t consumer, const std::string& rule)
{
    breaks("consumer " + std::to_string(consumer) + ": " + rule);
}

void Oracle::producer_begins(Time now)
{
    producer_ends();
    m_began = now;
    m_there.assign(m_there.size(), false);
    m_left.assign(m_left.size(), std::nullopt);
}

void Oracle::producer_ends()
{
    m_waits_since.reset();
    m_last_look.reset();
    m_fires_at.reset();
}

void Oracle::waits(Time now)
{
    m_waits_since = now;
    m_last_look.reset();
    m_fires_at.reset();
    m_late_since_look = {};
    m_stalls.assign(m_stalls.size(), Stall{.since = now});
}

void Oracle::goes_on(Time call_began)
{
    for (std::size_t i = 0; i < m_left.size(); ++i) {
        if (m_left[i] && *m_left[i] < call_began) {
            breaks(i, "it left before this publish began, which nevertheless succeeded");
        }
    }
    producer_ends();
}

void Oracle::was_late(Time from, Time to)
{
    m_late_since_look += to - from;
    for (Stall& stall : m_stalls) {
        if (to >= stall.since) {
            stall.late += to - std::max(from, stall.since);
            ++stall.late_times;
        }
    }
}

void Oracle::came(std::size_t consumer)
{
    if (consumer < m_there.size()) {
        m_there[consumer] = true;
        m_left[consumer].reset();
    }
}

void Oracle::left(std::size_t consumer, Time at)
{
    if (consumer < m_left.size() && m_there[consumer]) {
        m_left[consumer] = at;
    }
}

void Oracle::progressed(std::size_t consumer, Time at)
{
    if (consumer < m_stalls.size()) {
        m_stalls[consumer] = {.since = std::max(at, m_waits_since.value_or(at))};
    }
}

void Oracle::looks(Time clock, Time now)
{
    const Time interval = m_scenario.timing.check_interval;
    const Time gap = clock - m_last_look.value_or(*m_waits_since);
    const Time lost = std::max(gap - 2 * interval, Time(0));
    if (m_last_look && gap < interval) {
        breaks("it looked again before the check interval was over");
    }
    if (lost.count() > 0 && m_late_since_look.count() == 0) {
        breaks("it slept for more than two check intervals though nothing kept it from looking");
    }
    for (Stall& stall : m_stalls) {
        stall.lost += lost;
    }
    m_last_look = clock;
    m_looks_at = now;
    m_late_since_look = now - clock;  // it was kept from looking between the two
}

bool Oracle::is_early(const Stall& stall, Time bound) const
{
    return m_looks_at - stall.since - stall.late
        < bound - 2 * m_scenario.timing.check_interval * stall.late_times;
}

void Oracle::found(const LivenessWatch::Finding& finding, bool blocks)
{
    const std::size_t who = finding.consumer;
    Stall& stall = m_stalls[who];
    if (!blocks) {
        breaks(who, "it was accused, and did not block the producer");
    }
    if (finding.kind == Kind::Stalled) {
        if (stall.alerted) {
            breaks(who, "a second alert in the same stall");
        }
        if (is_early(stall, m_scenario.timing.progress_timeout)) {
            breaks(who, "an alert before the progress time-out was over");
        }
        stall.alerted = true;
        return;
    }
    if (!stall.alerted || stall.failed) {
        breaks(who, stall.failed ? "it failed twice in the same stall" : "it failed unannounced");
    }
    if (is_early(stall, m_scenario.timing.progress_timeout + m_scenario.timing.grace)) {
        breaks(who, "it failed before progress time-out and grace were over");
    }
    if (m_scenario.timing.grace.count() > 0 && (!m_fires_at || *m_last_look < *m_fires_at)) {
        breaks(who, "it failed before the countdown said so");
    }
    stall.failed = true;
}

void Oracle::looked(std::span<const LivenessWatch::Sight> sights, std::optional<Time> until_failure)
{
    const Time clock = *m_last_look;
    const LivenessWatch::Timing& timing = m_scenario.timing;
    bool counts_down = false;
    for (std::size_t i = 0; i < m_stalls.size(); ++i) {
        const Stall& stall = m_stalls[i];
        if (!sights[i].blocks) {
            continue;
        }
        counts_down = counts_down || !stall.failed;
        // The first look may come two intervals after the last progress, or as late as it was lost.
        const Time counted = clock - stall.since - stall.lost - 2 * timing.check_interval;
        if (!stall.alerted && counted >= timing.progress_timeout) {
            breaks(i, "no alert in time");
        }
        if (!stall.failed
            && counted >= timing.progress_timeout + timing.grace + 2 * timing.check_interval) {
            breaks(i, "no failure in time");
        }
    }
    m_fires_at = until_failure ? std::optional(clock + *until_failure) : std::nullopt;
    if (counts_down && !m_fires_at) {
        breaks("somebody blocks and has not failed, and no countdown runs");
    }
}

void Oracle::said_died(std::size_t consumer, bool died, bool holds_lock)
{
    if (died == holds_lock) {
        breaks(consumer,
            died ? "it was called dead while its lock was held"
                 : "it was called alive while its lock was free");
    }
}

void Oracle::said_left(std::size_t consumer)
{
    if (!m_left[consumer]) {
        breaks(consumer, "it was said to have left, and did not");
    }
}

void Oracle::said_missing(Time now)
{
    if (std::find(m_there.begin(), m_there.end(), false) == m_there.end()) {
        breaks("the start-up wait failed, and everybody was there");
    }
    if (now - m_began < m_scenario.startup_wait) {
        breaks("the start-up wait failed too early");
    }
}

void Oracle::check_wait(Time now)
{
    if (m_mode != Mode::Liveness || !m_waits_since) {
        return;
    }
    const Time quiet = now - std::max(*m_waits_since, m_scenario.faults_end);
    const bool told = m_scenario.action == RequiredConsumerFailureAction::AlertOnly
        && std::any_of(
            m_stalls.begin(), m_stalls.end(), [](const Stall& stall) { return stall.failed; });
    if (quiet > m_scenario.longest_wait() && !told) {
        breaks("the producer is blocked for too long after the last fault, and nobody failed");
    }
}

}  // namespace ringlib::simulation

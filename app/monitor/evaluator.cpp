// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/evaluator.h"

#include "monitor/wording.h"

#include <ringlib/printable.h>

#include <algorithm>

namespace monitor {
namespace {

bool counts_at_once(ConsumerState state)
{
    switch (state) {
    case ConsumerState::Unknown:
    case ConsumerState::Absent:
    case ConsumerState::Dead:
    case ConsumerState::Stopped:
    case ConsumerState::Rewound:
    case ConsumerState::Stalled:
        return true;
    default:
        return false;
    }
}

double share_of(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? 0 : 100 * static_cast<double>(part) / static_cast<double>(whole);
}

std::string lag_in_words(const ConsumerInput& input)
{
    return events(input.lag) + " (" + percent(share_of(input.lag, input.capacity)) + ")";
}

Duration seconds(double value)
{
    return Duration(static_cast<Duration::rep>(value * 1e9));
}

}  // namespace

Evaluator::Evaluator(const EvaluatorLimits& limits)
    : m_limits(limits)
    , m_window(limits)
    , m_progress_timeout(limits.progress_timeout)
{
}

void Evaluator::restart(const ConsumerInput& input)
{
    m_window.clear();
    m_stall.reset();
    m_stopped_since.reset();
    m_running_seen = false;
    m_dead_since.reset();
    m_rewind.reset();
    m_left_since.reset();
    m_verdict = {};
    m_verdict.since = input.time;
    m_verdict.evidence_since = input.time;
}

void Evaluator::sample(const ConsumerInput& input)
{
    if (!m_last || m_last->generation != input.generation || m_last->epoch != input.epoch) {
        restart(input);
    } else if (input.consumed < m_last->consumed) {
        m_rewind = Rewind{input.time, m_last->consumed, input.consumed};
    }
    m_last = input;
    m_stall.sample(input.time, input.consumed, input.lag, m_limits.gap_min);
    if (input.stands_since) {
        m_stall.stood_since(*input.stands_since);
    }

    const auto follow = [&](std::optional<TimePoint>& since, bool holds) {
        if (!holds) {
            since.reset();
        } else if (!since) {
            since = input.time;
        }
    };
    const bool stopped = input.process_state == 'T' || input.process_state == 't';
    follow(m_stopped_since, stopped);
    m_running_seen = m_running_seen || (!stopped && input.process_state != '?');
    follow(m_dead_since,
        input.presence == ringlib::Presence::Dead || input.process_state == 'Z'
            || input.slot_state == ringlib::SlotState::Evicted);

    // A producer looks at the cursors about once per eighth of a ring: it may be blocked although
    // there are free slots again.
    const bool full
        = input.producer_blocked || share_of(input.free, input.capacity) <= m_limits.full_percent;
    const bool progressing
        = m_stall.stalled(input.time) < m_stall.threshold(m_limits, m_progress_timeout);
    m_window.add({input.time, input.published, input.lag, full, input.slowest, progressing});
}

const Verdict& Evaluator::evaluate(TimePoint now, const RingContext& ring)
{
    if (!m_last) {
        return m_verdict;
    }
    m_progress_timeout = ring.progress_timeout;
    m_trend = m_window.trend(m_limits.window);
    const Finding found = judge(now, ring);
    if (found.state == m_verdict.state) {
        m_verdict.severity = found.severity;
        m_verdict.because = found.because;
        m_verdict.evidence_unseen = found.evidence_unseen;
        m_verdict.pending.reset();
        m_left_since.reset();
    } else if (counts_at_once(found.state) || m_verdict.state == ConsumerState::Unknown) {
        adopt(found, now);
    } else {
        if (m_verdict.pending != found.state) {
            m_verdict.pending = found.state;
            m_verdict.pending_since = now;
        }
        m_left_since = m_left_since.value_or(now);
        // Rules that take turns must not keep a state alive that none of them says any more.
        if (now - m_verdict.pending_since >= m_limits.hold
            || now - *m_left_since >= 3 * m_limits.hold) {
            adopt(found, now);
        }
    }
    m_verdict.time_to_full = time_to_full();
    return m_verdict;
}

std::optional<Duration> Evaluator::time_to_full() const
{
    // Who stands takes nothing any more: what its lag did before says nothing.
    const bool stands
        = m_stopped_since || m_dead_since || m_verdict.state == ConsumerState::Stalled;
    const double growth = stands ? m_window.in_rate() : m_trend.slope;
    if (growth <= 0 || m_last->lag >= m_last->capacity) {
        return std::nullopt;
    }
    return seconds(std::min(static_cast<double>(m_last->capacity - m_last->lag) / growth, 1e9));
}

void Evaluator::adopt(const Finding& finding, TimePoint now)
{
    const bool was_pending = m_verdict.pending == finding.state;
    m_verdict.evidence_since
        = finding.evidence_since.value_or(was_pending ? m_verdict.pending_since : now);
    m_verdict.state = finding.state;
    m_verdict.severity = finding.severity;
    m_verdict.because = finding.because;
    m_verdict.evidence_unseen = finding.evidence_unseen;
    m_verdict.since = now;
    m_verdict.pending.reset();
    m_left_since.reset();
}

Evaluator::Finding Evaluator::judge(TimePoint now, const RingContext& ring) const
{
    if (auto found = by_fact(now, ring)) {
        return *found;
    }
    if (auto found = unknown(now)) {
        return *found;
    }
    if (auto found = stalled(now, ring)) {
        return *found;
    }
    if (auto found = at_the_gate(ring)) {
        return *found;
    }
    if (auto found = near_zero()) {
        return *found;
    }
    if (auto found = by_trend()) {
        return *found;
    }
    if (auto found = slow_leak()) {
        return *found;
    }
    return by_level();
}

std::optional<Evaluator::Finding> Evaluator::by_fact(TimePoint now, const RingContext& ring) const
{
    if (m_dead_since) {
        const bool evicted = m_last->slot_state == ringlib::SlotState::Evicted;
        const Severity severity = m_last->required           ? Severity::Err
            : m_last->slowest && m_last->lag > 0 && !evicted ? Severity::Warn
                                                             : Severity::Info;
        const char* why = evicted                         ? "evicted by the producer"
            : m_last->presence == ringlib::Presence::Dead ? "its lock is free: the process is gone"
                                                          : "the process is a zombie";
        return Finding{ConsumerState::Dead, severity, why, m_dead_since};
    }
    if (m_stopped_since) {
        const Duration stopped = now - *m_stopped_since;
        return Finding{ConsumerState::Stopped,
            stopped >= ring.progress_timeout ? Severity::Err : Severity::Warn,
            "process state " + std::string(1, m_last->process_state) + ": stopped by a signal for "
                + in_words(stopped, !m_running_seen),
            m_stopped_since, !m_running_seen};
    }
    if (m_rewind && now - m_rewind->time <= m_limits.window) {
        return Finding{ConsumerState::Rewound, Severity::Err,
            "cursor went back from " + std::to_string(m_rewind->from) + " to "
                + std::to_string(m_rewind->to),
            m_rewind->time};
    }
    return std::nullopt;
}

std::optional<Evaluator::Finding> Evaluator::unknown(TimePoint now) const
{
    std::string why;
    if (m_last->slot_state == ringlib::SlotState::Joining) {
        why = "joining: it has no position yet";
    } else if (m_last->consumed > m_last->published) {
        why = "cursor " + std::to_string(m_last->consumed) + " is ahead of the producer's "
            + std::to_string(m_last->published);
    } else if (const double coverage = m_window.coverage(now);
               coverage < m_limits.window_share_min) {
        why = fixed(coverage * 100, 0) + " % of the last " + in_words(m_limits.window)
            + " sampled, " + fixed(m_limits.window_share_min * 100, 0) + " % needed";
    } else {
        return std::nullopt;
    }
    return Finding{ConsumerState::Unknown, Severity::Grey, why, std::nullopt};
}

std::optional<Evaluator::Finding> Evaluator::stalled(TimePoint now, const RingContext& ring) const
{
    const Duration stall = m_stall.stalled(now);
    const Duration threshold = m_stall.threshold(m_limits, ring.progress_timeout);
    if (stall < threshold) {
        return std::nullopt;
    }
    const auto usual = m_stall.usual_gap(m_limits);
    return Finding{ConsumerState::Stalled,
        stall >= ring.progress_timeout ? Severity::Err : Severity::Warn,
        "no progress for " + in_words(stall, m_stall.stall_unseen()) + " with "
            + events(m_last->lag) + " waiting; "
            + (usual ? "it usually rests " + in_words(*usual)
                     : "counts from " + in_words(threshold) + " on"),
        m_stall.since(), m_stall.stall_unseen()};
}

/// GATING, STARVED, IDLE: what only a full ring or a silent producer can make.
std::optional<Evaluator::Finding> Evaluator::at_the_gate(const RingContext& ring) const
{
    const double share = m_window.progressing_gating_share();
    if (share >= m_limits.gating_share && m_last->slowest
        && m_window.full_within(m_limits.direction_window)) {
        return Finding{ConsumerState::Gating, Severity::Warn,
            "the slowest on a full ring for " + fixed(m_window.gating_share() * 100, 0)
                + " % of the last " + in_words(m_limits.window) + ", lag " + lag_in_words(*m_last),
            std::nullopt};
    }
    if (m_last->lag != 0 || !m_window.nothing_published()) {
        return std::nullopt;
    }
    const std::string silence = "lag 0, nothing published for " + in_words(m_limits.window);
    if (m_window.newest().full && !m_last->slowest) {
        return Finding{ConsumerState::Starved, Severity::Info,
            silence + ": caught up, the producer is held"
                + (ring.culprit.empty() ? "" : " by " + ringlib::printable(ring.culprit)),
            std::nullopt};
    }
    return Finding{ConsumerState::Idle, Severity::Info, silence, std::nullopt};
}

std::uint64_t Evaluator::near_zero_lag() const
{
    const auto capacity = static_cast<double>(m_last->capacity);
    // A fast producer goes round the ring between two ticks: its
    // rate alone would call any lag near zero.
    const double by_rate
        = std::min(m_window.in_rate() * m_limits.near_zero_ticks * to_seconds(m_limits.tick),
            capacity * m_limits.near_zero_percent_max / 100);
    return static_cast<std::uint64_t>(
        std::max({1.0, by_rate, capacity * m_limits.near_zero_percent / 100}));
}

std::optional<Evaluator::Finding> Evaluator::near_zero() const
{
    const auto lowest = m_window.lowest_lag(m_limits.recent);
    const auto near_zero = near_zero_lag();
    if (lowest > near_zero) {
        return std::nullopt;
    }
    return Finding{ConsumerState::Ok, Severity::Ok,
        "lag was " + std::to_string(lowest) + " within the last " + in_words(m_limits.recent)
            + ", and up to " + events(near_zero) + " count as none",
        std::nullopt};
}

double Evaluator::trend_threshold() const
{
    return std::max(m_window.in_rate() * m_limits.trend_rate_percent / 100,
        static_cast<double>(m_last->capacity) * m_limits.trend_percent_per_s / 100);
}

std::optional<Evaluator::Finding> Evaluator::by_trend() const
{
    const double threshold = trend_threshold();
    const auto latest = m_window.trend(m_limits.direction_window);
    const double slope = m_trend.slope;
    const double direction = latest.slope;
    if (slope > threshold && direction > threshold) {
        const Duration eta = seconds(static_cast<double>(m_last->capacity - m_last->lag) / slope);
        if (eta < m_limits.falling_eta) {
            return Finding{ConsumerState::FallingBehind, Severity::Warn,
                "lag " + lag_in_words(*m_last) + " grows by " + per_second(slope) + ": full in "
                    + in_words(eta),
                std::nullopt};
        }
    }
    // The lag of a steady pipeline jitters, and jitter falls for half a second at times: a fall
    // counts when it stands out of the jitter.
    const auto falls = [&](const ConsumerWindow::Trend& trend, Duration span) {
        return trend.slope < -threshold
            && -trend.slope * to_seconds(span) >= m_limits.trend_scatter * trend.scatter;
    };
    if (falls(latest, m_limits.direction_window)
        || (falls(m_trend, m_limits.window) && direction < -threshold / 2)) {
        const Duration eta = seconds(static_cast<double>(m_last->lag) / -direction);
        return Finding{ConsumerState::CatchingUp, Severity::Info,
            "lag " + lag_in_words(*m_last) + " shrinks by " + per_second(-direction)
                + ": caught up in " + in_words(eta),
            std::nullopt};
    }
    return std::nullopt;
}

std::optional<Evaluator::Finding> Evaluator::slow_leak() const
{
    const auto leak = m_window.leak(near_zero_lag());
    if (!leak || leak->slope <= 0
        || leak->slope < m_limits.leak_confidence * leak->standard_error) {
        return std::nullopt;
    }
    const double growth = leak->slope * to_seconds(leak->span);
    if (growth < static_cast<double>(m_last->capacity) * m_limits.leak_growth_percent / 100) {
        return std::nullopt;
    }
    const Duration eta = seconds(static_cast<double>(m_last->capacity - m_last->lag) / leak->slope);
    if (eta >= m_limits.leak_eta) {
        return std::nullopt;
    }
    return Finding{ConsumerState::SlowLeak, Severity::Note,
        "lag " + lag_in_words(*m_last) + " grew by " + per_second(leak->slope) + " for "
            + in_words(leak->span) + ": full in ~" + in_words(eta),
        std::nullopt};
}

Evaluator::Finding Evaluator::by_level() const
{
    const double high = m_verdict.state == ConsumerState::High ? m_limits.high_percent_left
                                                               : m_limits.high_percent;
    if (share_of(m_last->lag, m_last->capacity) >= high) {
        return {ConsumerState::High, Severity::Warn, "lag " + lag_in_words(*m_last) + ", steady",
            std::nullopt};
    }
    return {
        ConsumerState::OkSteady, Severity::Ok, "steady at " + lag_in_words(*m_last), std::nullopt};
}

Verdict absent_verdict(TimePoint looked_for_since, TimePoint now, Duration startup_timeout)
{
    const Duration waited = now - looked_for_since;
    const bool late = waited >= startup_timeout;
    Verdict verdict;
    verdict.state = ConsumerState::Absent;
    verdict.severity = late ? Severity::Err : Severity::Info;
    verdict.because = late ? "never started: required, and not seen for " + in_words(waited)
                           : "required, and not seen yet";
    verdict.since = looked_for_since;
    verdict.evidence_since = looked_for_since;
    return verdict;
}

}  // namespace monitor

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/consumer_state.h"
#include "monitor/consumer_window.h"
#include "monitor/evaluator_limits.h"
#include "monitor/stall_clock.h"

#include <ringlib/snapshot.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace monitor {

/// What one snapshot, and /proc, say about a consumer.
struct ConsumerInput {
    TimePoint time;
    std::uint64_t capacity = 0;
    std::uint64_t free = 0;  ///< slots of the ring
    std::uint64_t epoch = 0;  ///< of the producer
    ringlib::Sequence published = ringlib::kNoSequence;
    ringlib::Sequence consumed = ringlib::kNoSequence;
    std::uint64_t lag = 0;
    bool slowest = false;  ///< no consumer has more lag
    bool producer_blocked = false;  ///< for most of the time since the last sample
    bool required = false;
    std::uint64_t generation = 0;
    ringlib::Presence presence = ringlib::Presence::Unknown;
    ringlib::SlotState slot_state = ringlib::SlotState::Active;
    char process_state = '?';
    std::optional<TimePoint> stands_since;  ///< it holds a full ring since then
};

/// What the rules need to know of the ring.
struct RingContext {
    Duration progress_timeout{};
    std::string_view culprit;  ///< id of the slowest consumer
};

/// What the rules say about a consumer.
struct Verdict {
    ConsumerState state = ConsumerState::Unknown;
    Severity severity = Severity::Grey;
    std::string because;  ///< the numbers that satisfied the rule
    TimePoint since;  ///< the state holds since
    TimePoint evidence_since;  ///< the first sample that satisfied its rule
    bool evidence_unseen = false;  ///< it held before anybody looked
    std::optional<ConsumerState> pending;  ///< what the rules say now, not for long enough yet
    TimePoint pending_since;
    std::optional<Duration> time_to_full;  ///< at the present growth of its lag
};

/// The rule table for one consumer. The first rule that holds wins; what follows from a clock or is
/// a plain fact counts at once, any other new state must hold for a while. Facts (DEAD, STOPPED,
/// REWOUND) are said even while there are too few samples for the rest, which is UNKNOWN then.
///
/// Knows no clock: every time is passed in, and none may be before the last one.
class Evaluator {
public:
    explicit Evaluator(const EvaluatorLimits& limits);

    /// Takes one sample. Another attachment or producer epoch starts anew.
    void sample(const ConsumerInput& input);
    /// Applies the rules; meant for each 100 ms.
    const Verdict& evaluate(TimePoint now, const RingContext& ring);

    [[nodiscard]] const Verdict& verdict() const noexcept { return m_verdict; }
    [[nodiscard]] double gating_share() const { return m_window.gating_share(); }
    /// The most within the last second or so: EvaluatorLimits::recent.
    [[nodiscard]] std::uint64_t highest_lag() const
    {
        return m_window.highest_lag(m_limits.recent);
    }
    [[nodiscard]] const StallClock& stall_clock() const noexcept { return m_stall; }

private:
    struct Finding {
        ConsumerState state;
        Severity severity;
        std::string because;
        std::optional<TimePoint> evidence_since;  ///< nothing: since it was found
        bool evidence_unseen = false;
    };

    void restart(const ConsumerInput& input);
    [[nodiscard]] Finding judge(TimePoint now, const RingContext& ring) const;
    [[nodiscard]] std::optional<Duration> time_to_full() const;
    [[nodiscard]] std::optional<Finding> by_fact(TimePoint now, const RingContext& ring) const;
    [[nodiscard]] std::optional<Finding> unknown(TimePoint now) const;
    [[nodiscard]] std::optional<Finding> stalled(TimePoint now, const RingContext& ring) const;
    [[nodiscard]] std::optional<Finding> at_the_gate(const RingContext& ring) const;
    [[nodiscard]] std::optional<Finding> near_zero() const;
    [[nodiscard]] std::optional<Finding> by_trend() const;
    [[nodiscard]] std::optional<Finding> slow_leak() const;
    [[nodiscard]] Finding by_level() const;
    [[nodiscard]] std::uint64_t near_zero_lag() const;
    [[nodiscard]] double trend_threshold() const;
    void adopt(const Finding& finding, TimePoint now);

    EvaluatorLimits m_limits;
    ConsumerWindow m_window;
    StallClock m_stall;
    std::optional<ConsumerInput> m_last;
    std::optional<TimePoint> m_stopped_since;
    bool m_running_seen = false;  // in this attachment: not stopped
    std::optional<TimePoint> m_dead_since;
    struct Rewind {
        TimePoint time;
        ringlib::Sequence from;
        ringlib::Sequence to;
    };
    std::optional<Rewind> m_rewind;
    Duration m_progress_timeout{};
    ConsumerWindow::Trend m_trend;  // over the window, as of the evaluation under way
    std::optional<TimePoint> m_left_since;  // the rules no longer say m_verdict.state since then
    Verdict m_verdict;
};

/// A required consumer that was never seen in this epoch of the producer.
[[nodiscard]] Verdict absent_verdict(
    TimePoint looked_for_since, TimePoint now, Duration startup_timeout);

}  // namespace monitor

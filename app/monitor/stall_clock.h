// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"
#include "monitor/evaluator_limits.h"

#include <ringlib/sequence.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace monitor {

/// How long a consumer has not moved although there was work: runs only while its lag is above 0,
/// so that neither an idle producer nor a lag of 0 earlier on can mislead it. Learns how long this
/// consumer usually rests.
class StallClock {
public:
    /// @param gap_min a rest shorter than that is the pace of
    /// the sampler, and nothing to learn from.
    void sample(
        TimePoint time, ringlib::Sequence consumed, std::uint64_t lag, Duration gap_min) noexcept;
    /// It is known not to have moved since then, though nobody looked.
    void stood_since(TimePoint since) noexcept;
    void reset() noexcept { *this = StallClock(); }

    /// 0 while there is no work.
    [[nodiscard]] Duration stalled(TimePoint now) const noexcept;
    /// Since when stalled() counts; of no meaning while it is 0.
    [[nodiscard]] TimePoint since() const noexcept
    {
        return std::max(m_progress, m_work_since.value_or(m_progress));
    }
    [[nodiscard]] Duration since_progress(TimePoint now) const noexcept { return now - m_progress; }
    /// It was never seen to move: since_progress() is the least that it can be.
    [[nodiscard]] bool progress_unseen() const noexcept { return !m_progress_seen; }
    /// The same of stalled().
    [[nodiscard]] bool stall_unseen() const noexcept { return !m_progress_seen && !m_work_seen; }
    /// From which stall on this consumer counts as stalled.
    [[nodiscard]] Duration threshold(
        const EvaluatorLimits& limits, Duration progress_timeout) const;
    /// The third largest of the last rests: one long stall is not
    /// usual. Nothing before three are known.
    [[nodiscard]] std::optional<Duration> usual_gap(const EvaluatorLimits& limits) const;

private:
    static constexpr std::size_t kGaps = 16;

    bool m_started = false;
    bool m_progress_seen = false;
    bool m_work_seen = false;  // the sample before m_work_since had no lag
    TimePoint m_progress;
    ringlib::Sequence m_consumed = ringlib::kNoSequence;
    std::optional<TimePoint> m_work_since;  // lag above 0 since then
    std::array<Duration, kGaps> m_gaps{};  // the last rests with work waiting
    std::size_t m_gap_count = 0;  // ever
};

}  // namespace monitor

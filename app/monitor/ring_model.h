// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/evaluator.h"
#include "monitor/evaluator_limits.h"
#include "monitor/process_facts.h"
#include "monitor/rate_meter.h"
#include "monitor/ring_reading.h"
#include "monitor/ring_sample.h"
#include "monitor/time_lag.h"

#include <ringlib/error.h>
#include <ringlib/snapshot.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace monitor {

struct RingModelOptions {
    EvaluatorLimits limits;
    Duration rate_span = std::chrono::milliseconds(250);  ///< rates are over that long
};

/// From bytes to meaning for one ring of one name: snapshots in, readings out. Lives through
/// replacement of the ring by another of its name; everything
/// learned of the old one is forgotten then.
///
/// Knows no clock and opens nothing: pure, but for its memory.
class RingModel {
public:
    explicit RingModel(std::string ring, RingModelOptions options = {});

    /// A ring of this name is there now. The same instance as
    /// before goes on as if it had not been away.
    void attached(const ringlib::RingInfo& info);
    /// There is none, or none that can be read: the numbers
    /// stay, the state and its reason tell why.
    const RingReading& lost(const ringlib::Error& why, TimePoint now);
    /// Takes one snapshot; numbers are new each time, words and states each 100 ms.
    const RingReading& advance(
        const ringlib::RingSnapshot& snapshot, const ProcessFacts& facts, TimePoint now);
    /// Applies the rules now, whenever they were applied last.
    const RingReading& evaluate(TimePoint now);

    [[nodiscard]] const RingReading& reading() const noexcept { return m_reading; }

private:
    /// One attachment of a consumer, from its join on.
    struct Track {
        std::string id;
        std::uint64_t generation = 0;
        RateMeter meter;
        Evaluator evaluator;
    };

    void forget();
    void read_producer(
        const ringlib::RingSnapshot& snapshot, const ProcessFacts& facts, TimePoint now);
    void read_consumers(
        const ringlib::RingSnapshot& snapshot, const ProcessFacts& facts, TimePoint now);
    void follow_attachments(const ringlib::RingSnapshot& snapshot);
    void read_level(const ringlib::RingSnapshot& snapshot);
    void sample_evaluators(const ringlib::RingSnapshot& snapshot, TimePoint now);
    void judge_hold(const ringlib::RingSnapshot& snapshot, TimePoint now);
    void add_absent(TimePoint now);
    [[nodiscard]] Duration progress_timeout() const;

    RingModelOptions m_options;
    RingReading m_reading;
    RingSample m_sample;
    TimeLagTable m_times;
    RateMeter m_published;
    std::vector<Track> m_tracks;  // of the consumers in the last snapshot, in its order
    std::optional<TimePoint> m_sampled;  // last snapshot of this instance
    std::optional<TimePoint> m_evaluated;
    TimePoint m_last_publish;  // at or before it
    bool m_blocked = false;  // the producer, for most of the time since the sample before
    std::uint64_t m_epoch = 0;
    TimePoint m_epoch_seen;  // first snapshot of this epoch
    std::string m_orphan_since_attach;  // reason; for a ring whose locks say nothing
    std::vector<std::string> m_seen;  // required ids that were attached in this epoch
};

}  // namespace monitor

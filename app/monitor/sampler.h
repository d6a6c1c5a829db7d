// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"
#include "monitor/evaluator_limits.h"
#include "monitor/ring_reading.h"
#include "monitor/ring_source.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace monitor {

class History;
namespace recording {
class LiveRecorder;
}

struct SamplerOptions {
    double rate_hz = 100;  ///< 1 … 1000
    Duration publish_interval
        = std::chrono::milliseconds(50);  ///< a reading of each ring is handed over that often
    Duration facts_interval = std::chrono::milliseconds(100);  ///< see RingWatchOptions
    Duration details_interval
        = std::chrono::seconds(1);  ///< a ring's histograms are read that often, and what happened
    Duration attach_interval
        = std::chrono::milliseconds(200);  ///< an absent ring is looked for that often
    std::size_t mailbox_capacity = 4096;
    EvaluatorLimits limits;  ///< `tick` follows from rate_hz
    std::optional<uid_t> allowed_owner;  ///< whose rings are looked at beside the own
    OpenRingSource open = open_observer;
};

struct SamplerCounters {
    std::uint64_t ticks = 0;
    std::uint64_t missed_ticks = 0;  ///< deadlines that went by unserved
    std::uint64_t dropped_readings = 0;  ///< not taken in time
    double rate_hz = 0;  ///< as asked for
    double ticks_per_s = 0;  ///< as achieved in the last second
    Duration tick_cost{};  ///< of the last tick, all rings
};

/// Looks at rings at a fixed pace on a thread of its own. Every number goes to the history at once;
/// readings are handed over in a bounded mailbox, to be taken by a timer.
///
/// Thread: all functions from one thread, or from several that know of each other; none of them
/// waits for a ring. A file that hangs holds up neither the other rings nor the end.
class Sampler {
public:
    /// @param history may be empty: then nothing is kept.
    /// @param recorder likewise; is told all that is seen
    explicit Sampler(SamplerOptions options = {}, std::shared_ptr<History> history = {},
        std::shared_ptr<recording::LiveRecorder> recorder = {});
    ~Sampler();
    Sampler(const Sampler&) = delete;
    Sampler& operator=(const Sampler&) = delete;
    Sampler(Sampler&&) = delete;
    Sampler& operator=(Sampler&&) = delete;

    /// Watches `ring` (a shm name, or a path with a '/' in it) from the next tick on, whether it is
    /// there or not: an absent one gives readings with RingWord::Waiting, a replaced one goes on as
    /// a new instance.
    void watch(std::string ring);
    void unwatch(std::string_view ring);
    /// How often counters, locks of those who rest, and processes are asked for. Counts from the
    /// next tick on.
    void set_facts_interval(Duration interval);
    /// Rings stay watched; no sample is taken until resume. The pause is a gap in the history.
    void pause();
    void resume();

    /// Replaces `out` by the readings since the last call, oldest first; usually several per ring.
    void take_readings(std::vector<RingReading>& out);
    [[nodiscard]] SamplerCounters counters() const;

private:
    class Loop;
    std::unique_ptr<Loop> m_loop;
};

}  // namespace monitor

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/replay.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace monitor::recording {

/// Which shares of a ring were lagged behind how often: percentiles to a thousandth of the ring.
class LagShares {
public:
    void add(double percent);
    /// @param share 0.5 is the median. @returns per cent of the ring; 0 without a sample.
    [[nodiscard]] double percentile(double share) const;
    [[nodiscard]] std::uint64_t samples() const noexcept { return m_samples; }

private:
    static constexpr std::size_t kBins = 1001;
    std::array<std::uint64_t, kBins> m_bins{};
    std::uint64_t m_samples = 0;
};

struct ConsumerSummary {
    std::string id;
    bool required = false;
    std::uint64_t events = 0;  ///< consumed while it was recorded
    double seconds = 0;  ///< it was there
    std::uint64_t lag_max = 0;  ///< events
    LagShares lag;
    double time_lag_max_s = 0;
    double rest_max_s = 0;  ///< longest time without progress
    std::map<ConsumerState, double> seconds_in;
    Severity worst = Severity::Ok;

    [[nodiscard]] double events_per_s() const { return seconds > 0 ? double(events) / seconds : 0; }
};

/// Something that was said, or that happened, at one moment.
struct Mark {
    enum class Source : std::uint8_t {
        Monitor,
        Ring,  ///< its own blackbox
        Person
    };
    TimePoint time;
    Severity severity = Severity::Info;
    std::string consumer;  ///< empty: the ring
    /// "STALLED", "HELD", "Evicted"; empty for a ring of which only a consumer is a problem.
    std::string word;
    std::string text;
    /// The first sample that satisfied the rule; nothing where none had to.
    std::optional<TimePoint> evidence_since = {};
    Source source = Source::Monitor;
};

/// "the ring's own record"; empty for what the monitor said.
[[nodiscard]] std::string source_in_words(Mark::Source source);

struct RingSummary {
    std::string name;
    std::uint64_t capacity = 0;
    std::uint64_t event_size = 0;
    std::uint64_t instances = 0;
    std::uint64_t samples = 0;
    std::uint64_t missed = 0;  ///< samples that were due and not taken
    std::uint64_t events = 0;  ///< published while it was recorded
    double seconds = 0;  ///< between the first sample and the last
    double rate_max = 0;  ///< events/s, over the rate's span
    double held_s = 0;  ///< the producer was held by a full ring
    std::optional<TimePoint> begin;
    std::optional<TimePoint> end;
    RingWord last_word = RingWord::Waiting;
    std::string last_reason;  ///< of that word; empty for LIVE
    std::vector<ConsumerSummary> consumers;
    /// Recorded by its endpoints meanwhile, the producer's first; empty where they record none.
    std::vector<ringlib::LatencySnapshot> latencies;
    std::vector<Mark> marks;  ///< in the order of their times

    [[nodiscard]] double events_per_s() const { return seconds > 0 ? double(events) / seconds : 0; }
    /// The first thing that was wrong.
    [[nodiscard]] const Mark* first_fault() const;
    /// @param consumer empty: the producer. @returns nullptr where none was recorded.
    [[nodiscard]] const ringlib::LatencySnapshot* latency_of(std::string_view consumer) const;
};

/// A whole recording in numbers.
struct Summary {
    Configuration configuration;
    RecordingEnd end;
    std::vector<RingSummary> rings;
    /// Verdicts of which the recording holds all that led to them, and how many of those this
    /// program gives otherwise than the one that recorded: its rules changed.
    std::uint64_t verdicts = 0, verdicts_changed = 0;
};

/// @param each is given every reading; may be nullptr.
/// @errors as read_recording()
[[nodiscard]] tl::expected<Summary, RecordingError> summarise(
    const std::filesystem::path& path, const std::function<void(const RingReading&)>& each = {});

}  // namespace monitor::recording

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"
#include "monitor/consumer_state.h"
#include "monitor/evaluator_limits.h"
#include "monitor/ring_reading.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

/// What stands in a .ringrec file; docs/recording-format.md describes it for other programs.
namespace monitor::recording {

inline constexpr std::array<char, 8> kMagic = {'R', 'I', 'N', 'G', 'R', 'E', 'C', '\x1a'};
inline constexpr std::uint16_t kMajor = 1;  ///< another one cannot be read
inline constexpr std::uint16_t kMinor = 2;  ///< a later one has more kinds of records

/// In front of each block: this mark, the length and the CRC-32C of what follows; little endian.
inline constexpr std::uint32_t kBlockMark = 0x4b4c4252;  // "RBLK"
inline constexpr std::size_t kBlockMax = std::size_t{1} << 20U;

/// What a record is, in its first byte. From `Skippable` on a record's length follows: who does not
/// know the kind goes on behind it.
enum class Kind : std::uint8_t {
    Configuration = 1,
    Ring,
    Attached,
    Lost,
    Process,
    Sample,
    Verdict,
    RingVerdict,
    Happening,
    Missed,
    End,
    Skippable = 64,
    Latency = Skippable,
    Note
};

/// How it was recorded; the first record.
struct Configuration {
    std::string program;  ///< "ringctl 0.1.0"
    std::int64_t started_unix_ns = 0;  ///< CLOCK_REALTIME, for people
    std::uint64_t started_ns = 0;  ///< CLOCK_MONOTONIC at the same moment, as all other times
    double rate_hz = 0;
    Duration rate_span{};
    EvaluatorLimits limits;
};

/// What was said of a consumer while it was recorded.
struct Verdict {
    TimePoint time;
    std::string consumer;  ///< as in the segment
    ConsumerState state = ConsumerState::Unknown;
    Severity severity = Severity::Grey;
    TimePoint evidence_since;
    std::string because;
};

/// What was said of the ring.
struct RingVerdict {
    TimePoint time;
    RingWord state = RingWord::Waiting;
    ProducerWord producer = ProducerWord::Unknown;
    Severity severity = Severity::Grey;
    std::string sentence;
};

struct MissedTicks {
    TimePoint from;
    TimePoint to;
    std::uint64_t ticks = 0;
};

/// What a person wrote at a moment of a ring.
struct Note {
    TimePoint time;
    std::string text;
};

/// Why nothing could be written, or read.
struct RecordingError {
    enum class Cause : std::uint8_t {
        NotFound,
        Exists,
        NotPermitted,
        NoRecording,
        OtherVersion,
        NoSpace,
        Os
    };
    Cause cause = Cause::Os;
    std::string what;  ///< "run.ringrec: …", with what to do
};

}  // namespace monitor::recording

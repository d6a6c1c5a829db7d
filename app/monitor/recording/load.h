// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/history.h"
#include "monitor/recording/moments.h"
#include "monitor/recording/shown_times.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace monitor::recording {

struct LoadOptions {
    Duration unix_distance = unix_distance_now();
    std::size_t history_bytes = std::size_t{128} << 20U;  ///< of the curves
    std::size_t landmark_bytes = std::size_t{64} << 20U;  ///< for going to any moment at once
    std::size_t turns_max = 10'000;
    std::size_t turn_consumers_max = 200'000;  ///< in all turns together
};

/// A reading at which a ring became otherwise than it was, or the last one before.
struct Turn {
    std::size_t ring = 0;
    RingReading reading;  ///< times as they are shown
};

/// What a person wrote while it was recorded.
struct RecordedNote {
    std::size_t ring = 0;
    Note note;  ///< its time as it is shown
};

/// A recording, read once from its begin to its end: all that it takes to look at any of it.
struct LoadedRecording {
    Configuration configuration;
    RecordingEnd end;
    LeftOut left_out;
    std::uint64_t turns_left_out = 0;  ///< and notes, beyond turns_max
    ShownTimes times;
    std::vector<std::string> rings;
    std::optional<TimePoint> first;  ///< sample, as it is shown; nothing: it holds none
    std::optional<TimePoint> last;
    std::uint64_t samples = 0;
    std::vector<Turn> turns;  ///< in their order
    std::vector<RecordedNote> notes;
    std::shared_ptr<History> history;  ///< by `key` of each ring, times as they are shown
    std::unique_ptr<Moments> moments;  ///< times as they were recorded
};

/// By what a ring of it is known, in the history and in readings.
using RingKey = std::function<std::string(const std::string& ring)>;
/// @param share of the file that is read. @returns false to give up.
using LoadProgress = std::function<bool(double share)>;

/// Reads the file twice: once for how much there is, once for what it is.
/// Cost: half a second for an hour of eight consumers.
/// @returns nothing when it was given up. @errors as RecordingReader::open()
[[nodiscard]] tl::expected<std::optional<LoadedRecording>, RecordingError> load_recording(
    const std::filesystem::path& path, const LoadOptions& options, const RingKey& key,
    const LoadProgress& progress);

}  // namespace monitor::recording

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/copy.h"
#include "monitor/recording/kept_blocks.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <string>

namespace monitor::recording {

/// Writes the samples of a part as the rows of a CSV file, judged by a replay from the begin. The
/// file is new, and there whole or not at all.
/// @returns how many samples. @errors in words
[[nodiscard]] tl::expected<std::uint64_t, std::string> write_rows(
    const KeptRecording& kept, const Part& part, const std::filesystem::path& csv);
[[nodiscard]] tl::expected<std::uint64_t, std::string> write_rows(
    const std::filesystem::path& recording, const Part& part, const std::filesystem::path& csv);

}  // namespace monitor::recording

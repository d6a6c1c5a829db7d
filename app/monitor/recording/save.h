// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/copy.h"
#include "monitor/recording/kept_blocks.h"

#include <tl/expected.hpp>

#include <filesystem>
#include <string>

namespace monitor::recording {

struct Saved {
    std::uint64_t samples = 0;
    std::uint64_t bytes = 0;
};

/// Writes part of what is kept into a new file, which is there whole or not at all. Waits for the
/// disk.
/// @errors in words: why it cannot be, or that there is nothing to write
[[nodiscard]] tl::expected<Saved, std::string> save_recording(
    const KeptRecording& kept, const Part& part, const std::filesystem::path& path);

}  // namespace monitor::recording

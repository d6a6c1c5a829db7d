// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"
#include "monitor/ringctl_output.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace ringctl {

struct ListOptions {
    std::vector<std::filesystem::path> directories;  ///< beside /dev/shm
    bool rate = true;  ///< two readings 50 ms apart instead of one
    Format format = Format::Text;
};

struct StatOptions {
    std::string ring;
    monitor::Duration window = std::chrono::seconds(2);
    std::optional<uid_t> allowed_owner;
    Format format = Format::Text;
};

[[nodiscard]] Exit list(const ListOptions& options);
[[nodiscard]] Exit stat(const StatOptions& options);

}  // namespace ringctl

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/error.h"
#include "ringlib/snapshot.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace ringlib {

/// Where a ring lives: one component in /dev/shm, or a file.
struct RingPath {
    Backend backend{};
    std::string name;  ///< as the caller says it: shm name, or path
    std::filesystem::path file;

    [[nodiscard]] std::filesystem::path directory() const;
    [[nodiscard]] std::filesystem::path lock_file() const;  ///< .NAME.lock beside it
    /// .NAME.new beside it: of a ring that is about to take the place of another. Who creates or
    /// removes holds byte 0, so what stands there is a killed creator's and may go.
    [[nodiscard]] std::filesystem::path spare_file() const;
};

/// @errors InvalidName, quoting the grammar.
[[nodiscard]] Expected<RingPath> shm_ring(std::string_view name);
[[nodiscard]] Expected<RingPath> file_ring(const std::filesystem::path& file);

/// A name as people type it: a path when it holds a '/' after the first character, else a shm name.
[[nodiscard]] Expected<RingPath> any_ring(std::string_view name_or_path);

[[nodiscard]] bool is_consumer_id(std::string_view id);  ///< [A-Za-z0-9._-]{1,31}

}  // namespace ringlib

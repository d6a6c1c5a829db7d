// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <ringlib/error.h>

#include <string_view>

namespace rig {

/// How a worker says in its exit code what became of it.
enum class ExitCode {
    Done = 0,
    Violated = 1,  ///< an event was lost, doubled, out of order or torn
    Unattended = 2,  ///< a consumer that was waited for did not come
    EndedBadly = 3,  ///< the stream ended, but not by its end
    Usage = 64,
    NotFound = 66,
    Refused = 69,  ///< the ring is there and cannot be used
    Internal = 70
};

[[nodiscard]] ExitCode exit_code_of(ringlib::Errc code) noexcept;

/// In words; empty for a code that no worker gives.
[[nodiscard]] std::string_view meaning_of_exit(int code) noexcept;

}  // namespace rig

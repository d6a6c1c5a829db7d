// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/error.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <sys/types.h>

namespace ringlib {

/// Who this process is, so that an observer can name it; whether it lives is asked of the kernel's
/// locks only.
struct ProcessIdentity {
    pid_t pid = 0;
    std::uint64_t start_time = 0;
    std::uint64_t pid_namespace = 0;  ///< 0: unknown, also of the next
    std::uint64_t time_namespace = 0;

    [[nodiscard]] static ProcessIdentity of_this_process();
};

/// 16 bytes of the kernel's boot id; zeros where the kernel shows none.
/// @errors TooManyOpenFiles and the like: taken for zeros, a living ring would seem to be of an
/// earlier boot.
[[nodiscard]] Expected<std::array<std::uint8_t, 16>> boot_id(std::string_view ring);

[[nodiscard]] std::uint64_t monotonic_ns() noexcept;  ///< CLOCK_MONOTONIC

}  // namespace ringlib

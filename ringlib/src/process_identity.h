// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "platform/this_process.h"
#include "ringlib/layout.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace ringlib {

/// Writes under the identity's sequence lock. The caller owns the block.
void write_identity(
    layout::Identity& target, const ProcessIdentity& process, std::string_view id) noexcept;

/// An identity copied out of shared memory.
struct IdentityCopy {
    std::uint64_t pid = 0, start_time = 0, since_ns = 0;
    std::array<char, layout::kIdBytes> id_text{};

    [[nodiscard]] std::string_view id() const noexcept;  ///< up to the first NUL or the field's end
};
[[nodiscard]] IdentityCopy read_identity(const layout::Identity& source) noexcept;

}  // namespace ringlib

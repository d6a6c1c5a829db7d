// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ringlib {

/// CRC-32C (Castagnoli, as in iSCSI); "123456789" gives 0xE3069283. Pass the previous result to
/// continue. Cost: one instruction per 8 bytes where the processor has SSE 4.2, a table otherwise.
[[nodiscard]] std::uint32_t crc32c(
    std::span<const std::byte> bytes, std::uint32_t previous = 0) noexcept;

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/crc32c.h"

#include <array>
#include <cstring>

namespace ringlib {
namespace {

constexpr std::uint32_t kPolynomial = 0x82F63B78;  // Castagnoli, reflected

constexpr std::array<std::uint32_t, 256> make_table()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value & 1U) != 0 ? (value >> 1U) ^ kPolynomial : value >> 1U;
        }
        table.at(i) = value;
    }
    return table;
}
constexpr std::array<std::uint32_t, 256> kTable = make_table();

std::uint32_t by_table(std::span<const std::byte> bytes, std::uint32_t crc) noexcept
{
    for (const std::byte byte : bytes) {
        crc = (crc >> 8U) ^ kTable[(crc ^ std::to_integer<std::uint32_t>(byte)) & 0xffU];
    }
    return crc;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t by_instruction(
    std::span<const std::byte> bytes, std::uint32_t crc) noexcept
{
    std::uint64_t wide = crc;
    while (bytes.size() >= sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), sizeof(word));
        wide = __builtin_ia32_crc32di(wide, word);
        bytes = bytes.subspan(sizeof(word));
    }
    crc = static_cast<std::uint32_t>(wide);
    for (const std::byte byte : bytes) {
        crc = __builtin_ia32_crc32qi(crc, std::to_integer<unsigned char>(byte));
    }
    return crc;
}
const bool kHasInstruction = __builtin_cpu_supports("sse4.2") != 0;
#endif

}  // namespace

std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t previous) noexcept
{
#if defined(__x86_64__)
    if (kHasInstruction) {
        return ~by_instruction(bytes, ~previous);
    }
#endif
    return ~by_table(bytes, ~previous);
}

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/bytes.h"

#include <bit>

namespace monitor::recording {
namespace {

constexpr unsigned kBits = 7;
constexpr std::uint64_t kMore = 0x80;

}  // namespace

void ByteWriter::number(std::uint64_t value)
{
    while (value >= kMore) {
        byte(static_cast<std::uint8_t>(value | kMore));
        value >>= kBits;
    }
    byte(static_cast<std::uint8_t>(value));
}

void ByteWriter::difference(std::int64_t value)
{
    const auto bits = static_cast<std::uint64_t>(value);
    number((bits << 1U) ^ (value < 0 ? ~std::uint64_t{0} : 0));
}

void ByteWriter::real(double value)
{
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (unsigned shift = 0; shift < 64; shift += 8) {
        byte(static_cast<std::uint8_t>(bits >> shift));
    }
}

void ByteWriter::text(std::string_view value)
{
    number(value.size());
    const auto bytes = std::as_bytes(std::span(value));
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
}

void ByteReader::fail() noexcept
{
    m_failed = true;
    m_rest = {};
}

std::uint8_t ByteReader::byte() noexcept
{
    if (m_rest.empty()) {
        fail();
        return 0;
    }
    const auto value = static_cast<std::uint8_t>(m_rest.front());
    m_rest = m_rest.subspan(1);
    return value;
}

std::uint64_t ByteReader::number() noexcept
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += kBits) {
        const std::uint8_t next = byte();
        const std::uint64_t bits = next & ~kMore;
        if (bits << shift >> shift != bits) {
            break;
        }
        value |= bits << shift;
        if ((next & kMore) == 0) {
            return m_failed ? 0 : value;
        }
    }
    fail();
    return 0;
}

std::int64_t ByteReader::difference() noexcept
{
    const std::uint64_t bits = number();
    return static_cast<std::int64_t>((bits >> 1U) ^ (~(bits & 1U) + 1U));
}

double ByteReader::real() noexcept
{
    std::uint64_t bits = 0;
    for (unsigned shift = 0; shift < 64; shift += 8) {
        bits |= std::uint64_t{byte()} << shift;
    }
    return std::bit_cast<double>(bits);
}

std::string ByteReader::text(std::size_t longest)
{
    const std::size_t size = count(longest);
    if (size > m_rest.size()) {
        fail();
        return {};
    }
    std::string value(reinterpret_cast<const char*>(m_rest.data()), size);
    m_rest = m_rest.subspan(size);
    return value;
}

std::size_t ByteReader::count(std::size_t most) noexcept
{
    const std::uint64_t value = number();
    if (value > most) {
        fail();
        return 0;
    }
    return static_cast<std::size_t>(value);
}

}  // namespace monitor::recording

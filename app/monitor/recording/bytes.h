// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace monitor::recording {

/// The bytes of a recording's block, as they grow. Numbers are written in as few bytes as they
/// need: seven bits in each, the lowest first.
class ByteWriter {
public:
    void byte(std::uint8_t value) { m_bytes.push_back(std::byte{value}); }
    void number(std::uint64_t value);
    /// Small ones of either sign are short.
    void difference(std::int64_t value);
    void real(double value);  ///< its 8 bytes
    void text(std::string_view value);

    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return m_bytes; }
    [[nodiscard]] std::size_t size() const noexcept { return m_bytes.size(); }
    void clear() noexcept { m_bytes.clear(); }

private:
    std::vector<std::byte> m_bytes;
};

/// Reads what a ByteWriter wrote, or anything else: beyond the end, or where nothing sensible
/// stands, it gives zeros and has failed for good.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes) noexcept
        : m_rest(bytes)
    {
    }

    std::uint8_t byte() noexcept;
    std::uint64_t number() noexcept;
    std::int64_t difference() noexcept;
    double real() noexcept;
    /// @param longest more is damage.
    std::string text(std::size_t longest);
    /// A number that stands for so many things at most; more is damage.
    std::size_t count(std::size_t most) noexcept;

    void fail() noexcept;
    [[nodiscard]] bool failed() const noexcept { return m_failed; }
    [[nodiscard]] bool at_end() const noexcept { return m_rest.empty(); }

private:
    std::span<const std::byte> m_rest;
    bool m_failed = false;
};

}  // namespace monitor::recording

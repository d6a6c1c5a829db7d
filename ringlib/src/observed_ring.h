// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "segment.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <sys/types.h>
#include <vector>

/// What everybody needs who looks at a ring from outside: a read-only descriptor and `pread`.
namespace ringlib {

/// A ring by its name, or its file where there is a '/' further in. No lock file is needed.
[[nodiscard]] Expected<OpenRing> open_for_reading(
    std::string_view name_or_path, std::optional<uid_t> allowed_owner);

/// @errors Replaced: another ring has the name. One that was only unlinked, or cut, passes.
[[nodiscard]] Expected<void> check_name(const OpenRing& ring);

/// False when the file ends before `target` is full, or cannot be read.
[[nodiscard]] bool read_fully(
    const OpenRing& ring, std::uint64_t offset, std::span<std::byte> target) noexcept;

/// The answer to a read that came out short.
[[nodiscard]] Unexpected cut_inside(const OpenRing& ring, std::string_view what);

/// A private copy of a section, in memory that is aligned for its atomics. Read with plain loads:
/// nobody writes it.
class SectionCopy {
public:
    explicit SectionCopy(std::uint64_t size)
        : m_size(size)
        , m_lines((size + sizeof(Line) - 1) / sizeof(Line))
    {
    }

    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    /// All of it, from `offset` on; false when the file ends before.
    [[nodiscard]] bool read(const OpenRing& ring, std::uint64_t offset) noexcept
    {
        return read(ring, offset, m_size);
    }
    /// Its first `size` bytes; the rest stays as it is.
    [[nodiscard]] bool read(const OpenRing& ring, std::uint64_t offset, std::uint64_t size) noexcept
    {
        return read_fully(ring, offset, {reinterpret_cast<std::byte*>(m_lines.data()), size});
    }
    template <typename T>
    [[nodiscard]] const T& at(std::uint64_t offset) const noexcept
    {
        return *reinterpret_cast<const T*>(
            reinterpret_cast<const std::byte*>(m_lines.data()) + offset);
    }

private:
    struct alignas(layout::kLine) Line {
        std::array<std::byte, layout::kLine> bytes;
    };
    std::size_t m_size;
    std::vector<Line> m_lines;
};

[[nodiscard]] inline std::uint64_t value_of(const layout::Word64& word) noexcept
{
    return word.load(std::memory_order_relaxed);
}
[[nodiscard]] inline std::uint32_t value_of(const layout::Word32& word) noexcept
{
    return word.load(std::memory_order_relaxed);
}

}  // namespace ringlib

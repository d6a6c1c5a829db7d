// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

/// What every target defines; the fuzzer calls it, or the program that replays the corpora.
extern "C" int LLVMFuzzerTestOneInput(  // NOLINT(readability-identifier-naming): libFuzzer named it
    const std::uint8_t* data, std::size_t size);

namespace fuzz {

/// The bytes of an input, taken from the front. Behind their end there are zeros.
class Input {
public:
    Input(const std::uint8_t* data, std::size_t size)
        : m_left(data, size)
    {
    }
    [[nodiscard]] bool empty() const { return m_left.empty(); }
    [[nodiscard]] std::size_t size() const { return m_left.size(); }

    template <typename T>
    [[nodiscard]] T take()
    {
        static_assert(std::is_trivially_copyable_v<T>);
        T value{};
        const auto bytes = take_bytes(sizeof(T));
        std::copy(bytes.begin(), bytes.end(), reinterpret_cast<std::uint8_t*>(&value));
        return value;
    }
    [[nodiscard]] std::size_t below(std::size_t bound) { return take<std::uint16_t>() % bound; }
    [[nodiscard]] std::span<const std::uint8_t> take_bytes(std::size_t most)
    {
        const auto taken = m_left.first(std::min(most, m_left.size()));
        m_left = m_left.subspan(taken.size());
        return taken;
    }
    [[nodiscard]] std::string take_text(std::size_t most)
    {
        const auto bytes = take_bytes(most);
        return {bytes.begin(), bytes.end()};
    }

private:
    std::span<const std::uint8_t> m_left;
};

/// Ends the process with a word where a rule is broken: a find.
void require(bool holds, const char* rule);

/// What a terminal may be sent, and one line of it: printable ASCII, at most so long.
void require_plain(std::string_view text, std::size_t longest, const char* whose);
/// The same in several lines.
void require_plain_lines(std::string_view text, const char* whose);

}  // namespace fuzz

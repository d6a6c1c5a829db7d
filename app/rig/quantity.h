// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Sizes, times and rates as people type them. Whatever is not understood to its last character is
/// nothing: `4096 ` with a blank, `1e3`, `0x400`, `-1`, `+1`, `1.5`, and what does not fit.
namespace rig {

/// `64`, `4Ki`, `20M`: k and M are decimal (1,000 and 1,000,000), Ki and Mi binary.
[[nodiscard]] std::optional<std::uint64_t> parse_count(std::string_view text);

/// `250ms`, `5s`: ns, us, ms, s, m or h. A number without its unit is nothing.
[[nodiscard]] std::optional<std::chrono::nanoseconds> parse_duration(std::string_view text);

/// Events per second; no number: as fast as it goes.
struct Rate {
    std::optional<std::uint64_t> per_second;

    [[nodiscard]] bool is_max() const { return !per_second.has_value(); }
    friend bool operator==(const Rate&, const Rate&) = default;
};

/// `1M`, `200k`, `max`; at least 1.
[[nodiscard]] std::optional<Rate> parse_rate(std::string_view text);

struct DurationRange {
    std::chrono::nanoseconds shortest{};
    std::chrono::nanoseconds longest{};

    friend bool operator==(const DurationRange&, const DurationRange&) = default;
};

/// `T` or `T1..T2`, with T1 <= T2.
[[nodiscard]] std::optional<DurationRange> parse_duration_range(std::string_view text);

}  // namespace rig

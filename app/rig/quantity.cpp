// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/quantity.h"

#include <array>
#include <charconv>
#include <limits>
#include <span>

namespace rig {
namespace {

struct Unit {
    std::string_view name;
    std::uint64_t factor;
};

constexpr std::array kCountUnits = {Unit{"", 1}, Unit{"k", 1'000}, Unit{"M", 1'000'000},
    Unit{"Ki", std::uint64_t{1} << 10U}, Unit{"Mi", std::uint64_t{1} << 20U}};
constexpr std::array kTimeUnits = {Unit{"ns", 1}, Unit{"us", 1'000}, Unit{"ms", 1'000'000},
    Unit{"s", 1'000'000'000}, Unit{"m", 60'000'000'000}, Unit{"h", 3'600'000'000'000}};

std::optional<std::uint64_t> parse_with_unit(std::string_view text, std::span<const Unit> units)
{
    std::uint64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{}) {
        return std::nullopt;
    }
    const std::string_view name(rest, static_cast<std::size_t>(end - rest));
    for (const Unit& unit : units) {
        if (unit.name == name) {
            return number <= std::numeric_limits<std::uint64_t>::max() / unit.factor
                ? std::optional(number * unit.factor)
                : std::nullopt;
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> parse_count(std::string_view text)
{
    return parse_with_unit(text, kCountUnits);
}

std::optional<std::chrono::nanoseconds> parse_duration(std::string_view text)
{
    const auto ns = parse_with_unit(text, kTimeUnits);
    if (!ns || *ns > static_cast<std::uint64_t>(std::chrono::nanoseconds::max().count())) {
        return std::nullopt;
    }
    return std::chrono::nanoseconds(static_cast<std::int64_t>(*ns));
}

std::optional<Rate> parse_rate(std::string_view text)
{
    if (text == "max") {
        return Rate{};
    }
    const auto per_second = parse_count(text);
    return per_second && *per_second != 0 ? std::optional(Rate{per_second}) : std::nullopt;
}

std::optional<DurationRange> parse_duration_range(std::string_view text)
{
    constexpr std::string_view kDots = "..";
    const std::size_t dots = text.find(kDots);
    const auto shortest = parse_duration(text.substr(0, dots));
    const auto longest = dots == std::string_view::npos
        ? shortest
        : parse_duration(text.substr(dots + kDots.size()));
    if (!shortest || !longest || *shortest > *longest) {
        return std::nullopt;
    }
    return DurationRange{*shortest, *longest};
}

}  // namespace rig

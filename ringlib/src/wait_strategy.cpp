// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/wait_strategy.h"

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace ringlib {
namespace {

struct Number {
    std::uint64_t value;
    std::string_view rest;
};

std::optional<Number> leading_number(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) {
        return std::nullopt;
    }
    return Number{value, text.substr(static_cast<std::size_t>(end - text.data()))};
}

std::optional<std::chrono::nanoseconds> duration_of(std::string_view text)
{
    const auto number = leading_number(text);
    if (!number || number->value > 3'600'000'000'000) {
        return std::nullopt;
    }
    const auto value = static_cast<std::int64_t>(number->value);
    if (number->rest == "ns") {
        return std::chrono::nanoseconds(value);
    }
    if (number->rest == "us" && value <= 3'600'000'000) {
        return std::chrono::microseconds(value);
    }
    if (number->rest == "ms" && value <= 3'600'000) {
        return std::chrono::milliseconds(value);
    }
    return std::nullopt;
}

}  // namespace

WaitStrategy::WaitStrategy(Kind kind, unsigned spins, std::chrono::nanoseconds duration) noexcept
    : m_kind(kind)
    , m_spins(spins)
    , m_duration(duration)
{
}

WaitStrategy WaitStrategy::busy_spin()
{
    return {Kind::BusySpin, 0, {}};
}
WaitStrategy WaitStrategy::busy_spin_with_hint()
{
    return {Kind::BusySpinWithHint, 0, {}};
}
WaitStrategy WaitStrategy::spin_then_yield(unsigned spins)
{
    return {Kind::SpinThenYield, spins, {}};
}
WaitStrategy WaitStrategy::sleep(std::chrono::nanoseconds duration)
{
    return {Kind::Sleep, 0, duration};
}
WaitStrategy WaitStrategy::block()
{
    return {Kind::Block, 0, {}};
}

WaitStrategy WaitStrategy::from_environment(WaitStrategy fallback)
{
    const char* variable = std::getenv("RINGLIB_WAIT");  // NOLINT(concurrency-mt-unsafe): read-only
    const std::string_view text = variable == nullptr ? std::string_view{} : variable;
    if (text == "busy") {
        return busy_spin();
    }
    if (text == "hint") {
        return busy_spin_with_hint();
    }
    if (text == "block") {
        return block();
    }
    if (text.substr(0, 6) == "yield:") {
        const auto number = leading_number(text.substr(6));
        return number && number->rest.empty() && number->value <= 1'000'000
            ? spin_then_yield(static_cast<unsigned>(number->value))
            : fallback;
    }
    if (text.substr(0, 6) == "sleep:") {
        const auto duration = duration_of(text.substr(6));
        return duration ? sleep(*duration) : fallback;
    }
    return fallback;
}

}  // namespace ringlib

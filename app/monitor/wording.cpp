// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/wording.h"

#include <array>
#include <cstdio>

namespace monitor {

std::string fixed(double value, int digits)
{
    std::array<char, 352> buffer{};  // the longest double has 309 digits before the point
    const int written = std::snprintf(buffer.data(), buffer.size(), "%.*f", digits, value);
    return {buffer.data(), written > 0 ? static_cast<std::size_t>(written) : 0};
}

std::string in_words(Duration duration)
{
    const double seconds = to_seconds(duration);
    if (seconds < 0.9995) {
        return fixed(seconds * 1e3, 0) + " ms";
    }
    if (seconds < 99.95) {
        return fixed(seconds, 1) + " s";
    }
    if (seconds < 5970) {
        return fixed(seconds / 60, 0) + " min";
    }
    return fixed(seconds / 3600, 1) + " h";
}

std::string in_words(Duration duration, bool at_least)
{
    return (at_least ? "at least " : "") + in_words(duration);
}

std::string events(std::uint64_t count)
{
    return std::to_string(count) + (count == 1 ? " event" : " events");
}

std::string per_second(double rate)
{
    if (rate < 999.5) {
        return fixed(rate, 0) + "/s";
    }
    if (rate < 999.5e3) {
        return fixed(rate / 1e3, rate < 99.95e3 ? 1 : 0) + " k/s";
    }
    return fixed(rate / 1e6, rate < 99.95e6 ? 2 : 0) + " M/s";
}

std::string microseconds(std::uint64_t ns)
{
    return fixed(static_cast<double>(ns) / 1e3, 1);
}

std::string percent(double value)
{
    return fixed(value, 1) + " %";
}

}  // namespace monitor

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rig::scenario {

/// The names that a time in an expectation may be made of. They are known only in a run.
enum class TimeName : std::uint8_t {
    StartupWait,
    ProgressTimeout,
    CheckInterval,
    Grace,
    SamplingPeriod,
    Overshoot,
    Tolerance
};

/// A name as it is written, and what the reference says of it.
struct TimeWord {
    std::string_view text;
    TimeName name{};
    std::string_view meaning;
};
[[nodiscard]] std::span<const TimeWord> time_words();

struct NamedTimes {
    std::chrono::nanoseconds startup_wait{};
    std::chrono::nanoseconds progress_timeout{};
    std::chrono::nanoseconds check_interval{};
    std::chrono::nanoseconds grace{};
    std::chrono::nanoseconds sampling_period{};
    std::chrono::nanoseconds overshoot{};

    /// What a measured time may be late without anybody being slow: the producer looks once per
    /// check interval and counts at most twice that, the rig looks once per sampling period, and
    /// this machine wakes neither earlier than it does.
    [[nodiscard]] std::chrono::nanoseconds tolerance() const
    {
        return 2 * check_interval + 2 * sampling_period + overshoot;
    }
    [[nodiscard]] std::chrono::nanoseconds of(TimeName name) const;
};

/// A sum of times: "progress_timeout + 2 x check_interval + 50ms".
class TimeExpression {
public:
    /// @returns nothing for what is no such sum, or longer than any scenario.
    [[nodiscard]] static std::optional<TimeExpression> parse(std::string_view text);

    [[nodiscard]] std::chrono::nanoseconds value(const NamedTimes& times) const;
    /// Means nothing where the producer has no liveness.
    [[nodiscard]] bool is_of_liveness() const;
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    struct Term {
        std::int64_t times = 1;
        std::optional<TimeName> name;  ///< nothing: `literal`
        std::chrono::nanoseconds literal{};
    };

    [[nodiscard]] static std::optional<Term> parse_term(std::string_view text);

    std::string m_text;
    std::vector<Term> m_terms;
};

}  // namespace rig::scenario

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/time_expression.h"

#include "rig/quantity.h"

#include <algorithm>
#include <array>

namespace rig::scenario {
namespace {

constexpr auto kLongest = std::chrono::hours(1);
constexpr std::uint64_t kTimesMax = 1000;
constexpr std::size_t kTermsMax = 16;  // so that no sum of them overflows

constexpr std::string_view kOfLiveness = "As the producer's `liveness` has it";
constexpr std::array kWords = {TimeWord{"startup_wait", TimeName::StartupWait, kOfLiveness},
    TimeWord{"progress_timeout", TimeName::ProgressTimeout, kOfLiveness},
    TimeWord{"check_interval", TimeName::CheckInterval, kOfLiveness},
    TimeWord{"grace", TimeName::Grace, kOfLiveness},
    TimeWord{
        "sampling_period", TimeName::SamplingPeriod, "From one look of the rig to the next: 10 ms"},
    TimeWord{"overshoot", TimeName::Overshoot,
        "How late this machine woke the rig at worst, measured in the same run"},
    TimeWord{
        "tolerance", TimeName::Tolerance, "2 x check_interval + 2 x sampling_period + overshoot"}};

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
    text.remove_prefix(begin);
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

}  // namespace

std::span<const TimeWord> time_words()
{
    return kWords;
}

std::chrono::nanoseconds NamedTimes::of(TimeName name) const
{
    switch (name) {
    case TimeName::StartupWait:
        return startup_wait;
    case TimeName::ProgressTimeout:
        return progress_timeout;
    case TimeName::CheckInterval:
        return check_interval;
    case TimeName::Grace:
        return grace;
    case TimeName::SamplingPeriod:
        return sampling_period;
    case TimeName::Overshoot:
        return overshoot;
    case TimeName::Tolerance:
        break;
    }
    return tolerance();
}

std::optional<TimeExpression::Term> TimeExpression::parse_term(std::string_view text)
{
    Term term;
    text = trimmed(text);
    for (const std::string_view sign : {" x ", " * ", " × "}) {
        if (const std::size_t at = text.find(sign); at != std::string_view::npos) {
            const auto times = parse_count(trimmed(text.substr(0, at)));
            if (!times || *times > kTimesMax) {
                return std::nullopt;
            }
            term.times = static_cast<std::int64_t>(*times);
            text = trimmed(text.substr(at + sign.size()));
            break;
        }
    }
    const auto name = std::find_if(
        kWords.begin(), kWords.end(), [text](const TimeWord& each) { return each.text == text; });
    if (name != kWords.end()) {
        term.name = name->name;
        return term;
    }
    const auto literal = parse_duration(text);
    if (!literal || *literal > kLongest) {
        return std::nullopt;
    }
    term.literal = *literal;
    return term;
}

std::optional<TimeExpression> TimeExpression::parse(std::string_view text)
{
    TimeExpression expression;
    expression.m_text = text;
    while (true) {
        const std::size_t plus = text.find('+');
        const auto term = parse_term(text.substr(0, plus));
        if (!term || expression.m_terms.size() == kTermsMax) {
            return std::nullopt;
        }
        expression.m_terms.push_back(*term);
        if (plus == std::string_view::npos) {
            break;
        }
        text.remove_prefix(plus + 1);
    }
    return expression.value({}) <= kLongest ? std::optional(std::move(expression)) : std::nullopt;
}

std::chrono::nanoseconds TimeExpression::value(const NamedTimes& times) const
{
    std::chrono::nanoseconds sum{};
    for (const Term& term : m_terms) {
        sum += term.times * (term.name ? times.of(*term.name) : term.literal);
    }
    return sum;
}

bool TimeExpression::is_of_liveness() const
{
    return std::any_of(m_terms.begin(), m_terms.end(), [](const Term& term) {
        using enum TimeName;
        return term.name == StartupWait || term.name == ProgressTimeout
            || term.name == CheckInterval || term.name == Grace;
    });
}

}  // namespace rig::scenario

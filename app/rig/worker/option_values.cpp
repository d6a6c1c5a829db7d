// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/option_values.h"

#include "rig/quantity.h"

#include <algorithm>
#include <array>
#include <limits>

namespace rig {
namespace {

constexpr std::size_t kIdMax = 31;
constexpr auto kLongest = std::chrono::hours(24);

/// What follows `name` and a colon.
std::optional<std::string_view> value_after(std::string_view text, std::string_view name)
{
    if (text.size() <= name.size() || !text.starts_with(name) || text[name.size()] != ':') {
        return std::nullopt;
    }
    return text.substr(name.size() + 1);
}

std::optional<std::size_t> positive_count(std::string_view text)
{
    const auto count = parse_count(text);
    return count && *count != 0 && *count <= std::numeric_limits<std::uint32_t>::max()
        ? std::optional<std::size_t>(*count)
        : std::nullopt;
}

std::optional<std::chrono::nanoseconds> positive_duration(std::string_view text)
{
    const auto time = parse_duration(text);
    return time && time->count() > 0 && *time <= kLongest ? time : std::nullopt;
}

}  // namespace

std::optional<ringlib::WaitStrategy> parse_wait(std::string_view text)
{
    using ringlib::WaitStrategy;
    if (text == "busy") {
        return WaitStrategy::busy_spin();
    }
    if (text == "hint") {
        return WaitStrategy::busy_spin_with_hint();
    }
    if (text == "block") {
        return WaitStrategy::block();
    }
    if (const auto spins = value_after(text, "yield")) {
        const auto count = parse_count(*spins);
        return count && *count <= std::numeric_limits<unsigned>::max()
            ? std::optional(WaitStrategy::spin_then_yield(static_cast<unsigned>(*count)))
            : std::nullopt;
    }
    const auto time = value_after(text, "sleep");
    const auto duration = time ? positive_duration(*time) : std::nullopt;
    return duration ? std::optional(WaitStrategy::sleep(*duration)) : std::nullopt;
}

std::optional<ringlib::CoordinationMode> parse_coordination(std::string_view text)
{
    using ringlib::CoordinationMode;
    if (text == "immediate") {
        return CoordinationMode::immediate();
    }
    if (const auto buffered = value_after(text, "buffer")) {
        const auto count = positive_count(*buffered);
        return count ? std::optional(CoordinationMode::buffer_until_consumers(*count))
                     : std::nullopt;
    }
    const auto both = value_after(text, "wait");
    const std::size_t colon = both ? both->find(':') : std::string_view::npos;
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    const auto count = positive_count(both->substr(0, colon));
    const auto timeout = positive_duration(both->substr(colon + 1));
    return count && timeout ? std::optional(CoordinationMode::wait_for_consumers(*count, *timeout))
                            : std::nullopt;
}

std::optional<ringlib::OnExisting> parse_on_existing(std::string_view text)
{
    using ringlib::OnExisting;
    if (text == "refuse") {
        return OnExisting::Refuse;
    }
    if (text == "takeover") {
        return OnExisting::TakeOver;
    }
    return text == "recreate" ? std::optional(OnExisting::Recreate) : std::nullopt;
}

std::optional<ringlib::StartAt> parse_start(std::string_view text)
{
    using ringlib::StartAt;
    if (text == "oldest") {
        return StartAt::Oldest;
    }
    if (text == "next") {
        return StartAt::Next;
    }
    return text == "resume" ? std::optional(StartAt::Resume) : std::nullopt;
}

std::optional<ringlib::RequiredConsumerFailureAction> parse_failure_action(std::string_view text)
{
    using Action = ringlib::RequiredConsumerFailureAction;
    if (text == "shutdown") {
        return Action::GracefulShutdown;
    }
    if (text == "alert") {
        return Action::AlertOnly;
    }
    return text == "evict" ? std::optional(Action::Evict) : std::nullopt;
}

std::optional<std::vector<std::string>> parse_consumer_ids(std::string_view text)
{
    std::vector<std::string> ids;
    for (;;) {
        const std::size_t comma = text.find(',');
        const std::string_view id = text.substr(0, comma);
        if (!is_consumer_id(id)) {
            return std::nullopt;
        }
        ids.emplace_back(id);
        if (comma == std::string_view::npos) {
            return ids;
        }
        text.remove_prefix(comma + 1);
    }
}

bool is_consumer_id(std::string_view text)
{
    const auto is_allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '.' || c == '_' || c == '-';
    };
    return !text.empty() && text.size() <= kIdMax
        && std::all_of(text.begin(), text.end(), is_allowed);
}

std::string to_text(const ringlib::WaitStrategy& wait)
{
    using Kind = ringlib::WaitStrategy::Kind;
    switch (wait.kind()) {
    case Kind::BusySpin:
        return "busy";
    case Kind::BusySpinWithHint:
        return "hint";
    case Kind::SpinThenYield:
        return "yield:" + std::to_string(wait.spins());
    case Kind::Sleep:
        return "sleep:" + to_text(wait.duration());
    case Kind::Block:
        break;
    }
    return "block";
}

std::string to_text(const ringlib::CoordinationMode& coordination)
{
    using Kind = ringlib::CoordinationMode::Kind;
    switch (coordination.kind()) {
    case Kind::WaitForConsumers:
        return "wait:" + std::to_string(coordination.count()) + ':'
            + to_text(coordination.timeout());
    case Kind::BufferUntilConsumers:
        return "buffer:" + std::to_string(coordination.count());
    case Kind::Immediate:
        break;
    }
    return "immediate";
}

std::string to_text(ringlib::OnExisting action)
{
    switch (action) {
    case ringlib::OnExisting::Refuse:
        return "refuse";
    case ringlib::OnExisting::Recreate:
        return "recreate";
    case ringlib::OnExisting::TakeOver:
        break;
    }
    return "takeover";
}

std::string to_text(ringlib::StartAt start)
{
    switch (start) {
    case ringlib::StartAt::Oldest:
        return "oldest";
    case ringlib::StartAt::Next:
        return "next";
    case ringlib::StartAt::Resume:
        return "resume";
    case ringlib::StartAt::Default:
        break;
    }
    return {};
}

std::string to_text(ringlib::RequiredConsumerFailureAction action)
{
    switch (action) {
    case ringlib::RequiredConsumerFailureAction::AlertOnly:
        return "alert";
    case ringlib::RequiredConsumerFailureAction::Evict:
        return "evict";
    case ringlib::RequiredConsumerFailureAction::GracefulShutdown:
        break;
    }
    return "shutdown";
}

std::string to_text(const Load& load)
{
    struct Text {
        std::string operator()(const SteadyLoad&) const { return "steady"; }
        std::string operator()(const BurstLoad& burst) const
        {
            return "burst:" + to_text(burst.on) + '/' + to_text(burst.off);
        }
        std::string operator()(const RampLoad& ramp) const
        {
            return "ramp:" + std::to_string(ramp.from) + ".." + std::to_string(ramp.to) + '/'
                + to_text(ramp.over);
        }
        std::string operator()(const SineLoad& sine) const
        {
            return "sine:" + to_text(sine.period);
        }
    };
    return std::visit(Text{}, load);
}

std::string to_text(Rate rate)
{
    return rate.is_max() ? "max" : std::to_string(*rate.per_second);
}

/// In the largest unit that says all of it.
std::string to_text(std::chrono::nanoseconds time)
{
    using namespace std::chrono_literals;
    struct Unit {
        std::chrono::nanoseconds length;
        const char* name;
    };
    constexpr std::array kUnits{Unit{1s, "s"}, Unit{1ms, "ms"}, Unit{1us, "us"}};
    for (const Unit& unit : kUnits) {
        if (time.count() != 0 && time % unit.length == 0ns) {
            return std::to_string(time / unit.length) + unit.name;
        }
    }
    return std::to_string(time.count()) + "ns";
}

std::string to_text(const DurationRange& range)
{
    return range.shortest == range.longest
        ? to_text(range.shortest)
        : to_text(range.shortest) + ".." + to_text(range.longest);
}

}  // namespace rig

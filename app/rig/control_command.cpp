// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/control_command.h"

#include <nlohmann/json.hpp>

#include <array>
#include <string>
#include <utility>

namespace rig {
namespace {

using nlohmann::json;
using ringlib::Expected;

constexpr std::size_t kShownMax = 80;
constexpr std::uint64_t kMsMax = 24ULL * 3600 * 1000;

constexpr std::array kCrashPoints = {std::pair{std::string_view("claim"), CrashPoint::Claim},
    std::pair{std::string_view("write"), CrashPoint::Write},
    std::pair{std::string_view("publish"), CrashPoint::Publish},
    std::pair{std::string_view("lease"), CrashPoint::Lease},
    std::pair{std::string_view("join"), CrashPoint::Join}};

ringlib::Unexpected refusal(std::string detail)
{
    ringlib::Error error{};
    error.code = ringlib::Errc::InvalidConfig;
    error.detail = std::move(detail);
    return ringlib::Unexpected{std::move(error)};
}

std::optional<std::uint64_t> unsigned_of(const json& value, std::uint64_t most)
{
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most) {
        return std::nullopt;
    }
    return value.get<std::uint64_t>();
}

std::string beginning_of(std::string_view text)
{
    return "'" + std::string(text.substr(0, kShownMax)) + "'";
}

// A number, or as on the command line.
std::optional<Rate> rate_of(const json& value)
{
    if (value.is_string()) {
        return parse_rate(value.get<std::string>());
    }
    const auto number = unsigned_of(value, std::uint64_t{1} << 62U);
    return number ? std::optional(Rate{number}) : std::nullopt;
}

// The line is shown, not the value: one as deep as a line is long cannot be written down by
// recursion.
Expected<ControlCommand> parse_set(const json& values, std::string_view line)
{
    SetCommand command;
    if (!values.is_object() || values.empty()) {
        return refusal("set takes an object with rate, work_ns or factor");
    }
    for (const auto& [key, value] : values.items()) {
        if (key == "rate") {
            command.rate = rate_of(value);
            if (!command.rate) {
                return refusal("set: no rate in " + beginning_of(line)
                    + " (give events per second, as a number, \"1M\" or \"max\")");
            }
        } else if (key == "work_ns") {
            const auto ns = unsigned_of(value, kMsMax * 1'000'000);
            if (!ns) {
                return refusal("set: no number of nanoseconds in " + beginning_of(line));
            }
            command.work = std::chrono::nanoseconds(static_cast<std::int64_t>(*ns));
        } else if (key == "factor") {
            if (!value.is_number() || !(value > 0.0) || !(value <= kLoadFactorMax)) {
                return refusal("set: no factor above 0 in " + beginning_of(line));
            }
            command.factor = value.get<double>();
        } else {
            return refusal(
                "set: unknown key " + beginning_of(key) + " (there are rate, work_ns and factor)");
        }
    }
    return command;
}

Expected<ControlCommand> parse_freeze(const json& line)
{
    const auto ms = line.contains("ms") ? unsigned_of(line["ms"], kMsMax) : std::nullopt;
    if (!ms || line.size() != 2) {
        return refusal("freeze takes ms, a number of milliseconds");
    }
    return FreezeCommand{std::chrono::milliseconds(static_cast<std::int64_t>(*ms))};
}

Expected<ControlCommand> parse_crash(const json& line)
{
    if (line.contains("at") && line["at"].is_string() && line.size() == 2) {
        if (const auto at = parse_crash_point(line["at"].get_ref<const std::string&>())) {
            return CrashCommand{*at};
        }
    }
    return refusal("crash takes at, one of claim, write, publish, lease, join");
}

}  // namespace

std::string_view to_string(CrashPoint point) noexcept
{
    return kCrashPoints[static_cast<std::size_t>(point)].first;
}

std::optional<CrashPoint> parse_crash_point(std::string_view text) noexcept
{
    for (const auto& [name, point] : kCrashPoints) {
        if (name == text) {
            return point;
        }
    }
    return std::nullopt;
}

Expected<ControlCommand> parse_control(std::string_view text)
{
    const json line = json::parse(text, nullptr, false);
    if (!line.is_object()) {
        return refusal(beginning_of(text) + " is no JSON object");
    }
    if (line.contains("set") && line.size() == 1) {
        return parse_set(line["set"], text);
    }
    const json& what
        = line.contains("do") ? line["do"] : line;  // a copy would be made by recursion
    if (what == "freeze") {
        return parse_freeze(line);
    }
    if (what == "crash") {
        return parse_crash(line);
    }
    if (what == "close" && line.size() == 1) {
        return CloseCommand{};
    }
    return refusal(
        beginning_of(text) + " is no command (there are set, and do: freeze, crash, close)");
}

}  // namespace rig

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/load.h"

#include "rig/quantity.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace rig {
namespace {

using std::chrono::nanoseconds;

double seconds(nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

struct Halves {
    std::string_view before;
    std::string_view after;
};

std::optional<Halves> split(std::string_view text, std::string_view at)
{
    const std::size_t place = text.find(at);
    if (place == std::string_view::npos) {
        return std::nullopt;
    }
    return Halves{text.substr(0, place), text.substr(place + at.size())};
}

std::optional<nanoseconds> positive_duration(std::string_view text)
{
    const auto time = parse_duration(text);
    return time && *time > nanoseconds(0) ? time : std::nullopt;
}

std::optional<Load> parse_burst(std::string_view text)
{
    const auto halves = split(text, "/");
    const auto on = halves ? positive_duration(halves->before) : std::nullopt;
    const auto off = halves ? positive_duration(halves->after) : std::nullopt;
    return on && off ? std::optional<Load>(BurstLoad{*on, *off}) : std::nullopt;
}

std::optional<Load> parse_ramp(std::string_view text)
{
    const auto halves = split(text, "/");
    const auto rates = halves ? split(halves->before, "..") : std::nullopt;
    if (!rates) {
        return std::nullopt;
    }
    const auto from = parse_count(rates->before);
    const auto to = parse_count(rates->after);
    const auto over = positive_duration(halves->after);
    return from && to && over && (*from != 0 || *to != 0)
        ? std::optional<Load>(RampLoad{*from, *to, *over})
        : std::nullopt;
}

std::optional<Load> parse_sine(std::string_view text)
{
    const auto period = positive_duration(text);
    return period ? std::optional<Load>(SineLoad{*period}) : std::nullopt;
}

struct DueEvents {
    double rate;
    nanoseconds time;

    double operator()(const SteadyLoad&) const
    {
        return std::isinf(rate) ? rate : rate * seconds(time);
    }
    double operator()(const BurstLoad& burst) const
    {
        const nanoseconds period = burst.on + burst.off;
        const nanoseconds phase = time % period;
        if (std::isinf(rate)) {
            return phase < burst.on ? rate : 0;
        }
        return rate * seconds(burst.on * (time / period) + std::min(phase, burst.on));
    }
    double operator()(const RampLoad& ramp) const
    {
        const auto from = static_cast<double>(ramp.from);
        const auto to = static_cast<double>(ramp.to);
        const double climbing = seconds(std::min(time, ramp.over));
        const double beyond = seconds(std::max(time - ramp.over, nanoseconds(0)));
        return climbing * (from + (to - from) * climbing / seconds(ramp.over) / 2) + to * beyond;
    }
    double operator()(const SineLoad& sine) const
    {
        const double omega = 2 * std::numbers::pi / seconds(sine.period);
        const double t = seconds(time);
        return rate * (t + (1 - std::cos(omega * t)) / omega);
    }
};

}  // namespace

std::optional<Load> parse_load(std::string_view text)
{
    if (text == "steady") {
        return SteadyLoad{};
    }
    const auto halves = split(text, ":");
    if (!halves) {
        return std::nullopt;
    }
    if (halves->before == "burst") {
        return parse_burst(halves->after);
    }
    if (halves->before == "ramp") {
        return parse_ramp(halves->after);
    }
    return halves->before == "sine" ? parse_sine(halves->after) : std::nullopt;
}

double events_due(const Load& load, double events_per_s, nanoseconds since_start)
{
    return std::visit(DueEvents{events_per_s, since_start}, load);
}

nanoseconds period_of(const Load& load)
{
    if (const auto* burst = std::get_if<BurstLoad>(&load)) {
        return burst->on + burst->off;
    }
    const auto* sine = std::get_if<SineLoad>(&load);
    return sine != nullptr ? sine->period : nanoseconds(0);
}

}  // namespace rig

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_commands.h"

#include "monitor/nearest_name.h"
#include "monitor/ring_json.h"
#include "monitor/ring_text.h"
#include "monitor/ring_watch.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <thread>

namespace ringctl {
namespace {

using monitor::Clock;
using monitor::Duration;

constexpr Duration kTick = std::chrono::milliseconds(10);
constexpr Duration kRateMin
    = std::chrono::milliseconds(50);  // a rate needs two readings, however short the window
constexpr Duration kWindowMin
    = std::chrono::milliseconds(500);  // nothing can be said of a state from less
constexpr Duration kBirth = std::chrono::seconds(1);  // a ring that is being made gets that long

monitor::RingWatchOptions watch_options(const StatOptions& options)
{
    monitor::RingWatchOptions watch;
    auto& limits = watch.model.limits;
    limits.tick = kTick;
    limits.window = std::max(options.window, kWindowMin);
    limits.direction_window = std::min(limits.direction_window, limits.window);
    watch.model.rate_span = std::max(options.window, kRateMin);
    watch.attach_interval = kTick;
    watch.allowed_owner = options.allowed_owner;
    return watch;
}

bool has_ended(const monitor::RingReading& reading)
{
    return reading.state == monitor::RingWord::Closed || reading.state == monitor::RingWord::Failed;
}

/// Looks at the ring until `window` has passed since the first look at it.
std::optional<ringlib::Error> look(monitor::RingWatch& watch, Duration window)
{
    const auto begun = Clock::now();
    std::optional<monitor::TimePoint> found;
    for (auto next = begun;; next += kTick) {
        std::this_thread::sleep_until(next);
        const bool sampled = watch.tick();
        if (sampled && !found) {
            found = Clock::now();
        }
        if (sampled && Clock::now() - *found >= window) {
            return std::nullopt;
        }
        if (sampled || !watch.error()) {
            continue;
        }
        if (has_ended(watch.reading())) {
            return std::nullopt;  // it was closed, and its name removed, under our eyes
        }
        const auto code = watch.error()->code;
        const bool may_come = code == ringlib::Errc::NotReady || code == ringlib::Errc::Replaced;
        if (!may_come || Clock::now() - begun >= window + kBirth) {
            return watch.error();
        }
    }
}

/// A mistyped name is the usual reason for a ring that is not there.
std::string hint_for(const ringlib::Error& error, const std::string& ring)
{
    if (error.code != ringlib::Errc::NotFound) {
        return "";
    }
    std::vector<std::string> names;
    for (const auto& info : ringlib::list_rings()) {
        names.push_back(info.name);
    }
    const std::string meant = nearest_name(ring, names);
    return meant.empty() ? "" : "did you mean '" + meant + "'? ";
}

}  // namespace

Exit stat(const StatOptions& options)
{
    monitor::RingWatch watch(options.ring, watch_options(options));
    if (const auto error = look(watch, std::max(options.window, kRateMin))) {
        return complain_about(*error, hint_for(*error, options.ring));
    }
    if (watch.reading().attached) {
        watch.evaluate();
    }
    const auto& reading = watch.reading();
    switch (options.format) {
    case Format::Text:
        return write_out(monitor::ring_text(reading));
    case Format::Json:
        return write_out(monitor::json_text(monitor::ring_json(reading), 2) + '\n');
    case Format::JsonLines:
        return write_out(monitor::json_text(monitor::ring_json(reading)) + '\n');
    case Format::Csv:
        return write_out(monitor::ring_csv(reading));
    }
    return Exit::Internal;
}

}  // namespace ringctl

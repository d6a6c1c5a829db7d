// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_commands.h"

#include "monitor/ring_json.h"
#include "monitor/ring_text.h"
#include "monitor/ring_watch.h"
#include "monitor/ringctl_sampling.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <thread>

namespace ringctl {
namespace {

using monitor::Clock;
using monitor::Duration;

constexpr Duration kBirth = std::chrono::seconds(1);  // a ring that is being made gets that long

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

}  // namespace

Exit stat(const StatOptions& options)
{
    monitor::RingWatch watch(options.ring, sampling(options.window, options.allowed_owner));
    if (const auto error = look(watch, std::max(options.window, kRateMin))) {
        return complain_about(*error, hint_for(*error, options.ring));
    }
    if (watch.reading().attached) {
        watch.evaluate();
    }
    const auto& reading = watch.reading();
    monitor::RingDetails details;
    watch.read_details(details);
    return write_out(options.format == Format::Text
            ? monitor::ring_text(reading, details)
            : machine_text(options.format, reading, details));
}

}  // namespace ringctl

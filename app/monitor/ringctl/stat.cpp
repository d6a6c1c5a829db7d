// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/commands.h"

#include "monitor/ring_json.h"
#include "monitor/ring_memory.h"
#include "monitor/ring_text.h"
#include "monitor/ring_watch.h"
#include "monitor/ringctl/sampling.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <thread>
#include <utility>

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
/// @param first the counters at that look
std::optional<ringlib::Error> look(
    monitor::RingWatch& watch, Duration window, monitor::CounterSample& first)
{
    const auto begun = Clock::now();
    std::optional<monitor::TimePoint> found;
    for (auto next = begun;; next += kTick) {
        std::this_thread::sleep_until(next);
        const bool sampled = watch.tick();
        if (sampled && !found) {
            found = Clock::now();
            first = {watch.reading().sampled_at, watch.reading().counters};
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

std::string stat_text(Format format, const monitor::RingMemory& seen, bool memory)
{
    if (format == Format::Text) {
        return monitor::ring_text(seen.reading, seen.details)
            + (memory ? monitor::memory_text(seen) : "");
    }
    if (!memory || format == Format::Csv) {
        return machine_text(format, seen.reading, seen.details);
    }
    auto json = monitor::ring_json(seen.reading, seen.details);
    json["memory"] = monitor::memory_json(seen);
    return json_line(format, json);
}

}  // namespace

Exit stat(const StatOptions& options)
{
    monitor::RingWatchOptions how = sampling(options.window, options.allowed_owner);
    if (options.memory) {
        how.facts_interval = Duration(0);  // counters as old as the rest, for their rates
    }
    monitor::RingWatch watch(options.ring, std::move(how));
    monitor::CounterSample first;
    if (const auto error = look(watch, std::max(options.window, kRateMin), first)) {
        return complain_about(*error, hint_for(*error, options.ring));
    }
    if (watch.reading().attached) {
        watch.evaluate();
    }
    const auto& reading = watch.reading();
    monitor::RingDetails details;
    watch.read_details(details);
    return write_out(stat_text(options.format, {reading, details, first}, options.memory));
}

}  // namespace ringctl

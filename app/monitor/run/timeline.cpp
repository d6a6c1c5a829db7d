// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/run/timeline.h"

#include <algorithm>

namespace monitor::run {
namespace {

constexpr std::size_t kStretchesMax = 100'000;  // ten changes a second for hours

}  // namespace

void Timeline::add(const RingReading& reading, TimePoint now)
{
    for (const ConsumerReading& consumer : reading.consumers) {
        if (!reading.attached) {
            break;
        }
        Consumer& seen = m_consumers[consumer.id];
        if (consumer.state != ConsumerState::Absent) {
            seen.lag_percent.add(now, consumer.lag_percent);
        }
        enter(seen, now, std::string(to_string(consumer.state)), consumer.severity);
    }
    for (auto& [id, seen] : m_consumers) {
        const bool there = reading.attached
            && std::any_of(reading.consumers.begin(), reading.consumers.end(),
                [&id = id](const ConsumerReading& each) { return each.id == id; });
        if (!there) {
            enter(seen, now, "-", Severity::Grey);
        }
    }
}

void Timeline::enter(Consumer& consumer, TimePoint now, std::string state, Severity severity)
{
    auto& stretches = consumer.stretches;
    const bool same = !stretches.empty() && stretches.back().state == state;
    if (!same && stretches.size() < kStretchesMax) {
        stretches.push_back({now, std::move(state), severity});
    }
}

}  // namespace monitor::run

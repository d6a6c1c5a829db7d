// SPDX-License-Identifier: MIT OR Apache-2.0
#include "scenario.h"

#include <algorithm>
#include <array>

namespace ringlib::simulation {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

std::size_t Scenario::required() const noexcept
{
    return static_cast<std::size_t>(std::count_if(consumers.begin(), consumers.end(),
        [](const ConsumerPlan& plan) { return plan.required; }));
}

nanoseconds Scenario::longest_wait() const noexcept
{
    nanoseconds reading{};
    for (const ConsumerPlan& plan : consumers) {
        const auto batches = static_cast<std::int64_t>(capacity / plan.batch + 1);
        reading = std::max(reading, plan.work * batches);
    }
    return timing.progress_timeout + timing.grace + 6 * timing.check_interval + 50ms + reading;
}

Scenario draw_scenario(Random& random, Mode mode)
{
    constexpr std::array<nanoseconds, 5> kIntervals{5ms, 20ms, 100ms, 250ms, 1s};
    Scenario drawn;
    const nanoseconds interval = kIntervals[random.below(kIntervals.size())];
    drawn.timing = {.check_interval = interval,
        .progress_timeout = random.between(interval + 1ns, interval * 50),
        .grace = random.one_in(5) ? nanoseconds(0) : random.between(1ns, interval * 50)};
    drawn.startup_wait = random.between(1s, 10s);
    drawn.action = static_cast<RequiredConsumerFailureAction>(random.below(3));
    drawn.capacity = std::uint64_t{2} << random.below(7);
    drawn.claim_max = random.between(1, drawn.capacity);
    drawn.between_claims = random.between(20ms, 500ms);
    drawn.between_bursts = random.one_in(4) ? nanoseconds(10min) : random.between(1s, 60s);
    drawn.between_faults = random.between(10s, 100s);
    const std::size_t required = random.between(1, 3);
    const std::size_t all = required + random.below(3);
    for (std::size_t i = 0; i < all; ++i) {
        // A slow consumer is honest as long as it stores a cursor in time.
        const nanoseconds slowest = drawn.timing.progress_timeout * 9 / 10;
        const nanoseconds work = random.one_in(3)
            ? slowest
            : std::min(slowest, random.between(nanoseconds(10us), nanoseconds(200ms)));
        drawn.consumers.push_back({.required = i < required,
            .batch = random.between(1, drawn.capacity),
            .work = std::max(work, nanoseconds(1us))});
    }
    drawn.faults_end = mode == Mode::Safety ? nanoseconds(1h) : random.between(30s, 300s);
    drawn.end = mode == Mode::Safety ? drawn.faults_end
                                     : drawn.faults_end + 3 * drawn.longest_wait() + 30s;
    return drawn;
}

}  // namespace ringlib::simulation

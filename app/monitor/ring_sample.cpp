// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_sample.h"

#include <algorithm>

namespace monitor {
namespace {

std::optional<double> rate(ringlib::Sequence earlier, ringlib::Sequence later, double seconds)
{
    if (seconds <= 0 || later < earlier) {
        return std::nullopt;
    }
    return static_cast<double>(later - earlier) / seconds;
}

}  // namespace

std::uint64_t lag_events(
    ringlib::Sequence published, ringlib::Sequence consumed, std::uint64_t capacity) noexcept
{
    if (published <= consumed) {
        return 0;
    }
    // Unsigned: the difference of any two sequences fits, also of damaged ones.
    return std::min(
        static_cast<std::uint64_t>(published) - static_cast<std::uint64_t>(consumed), capacity);
}

void sample_positions(const ringlib::RingSnapshot& snapshot, RingSample& out)
{
    out.used = 0;
    out.slowest.reset();
    out.events_per_s.reset();
    out.consumers.resize(snapshot.consumers.size());
    for (std::size_t i = 0; i < snapshot.consumers.size(); ++i) {
        const auto& consumer = snapshot.consumers[i];
        const auto lag
            = lag_events(snapshot.producer.sequence, consumer.sequence, snapshot.capacity);
        const auto share = snapshot.capacity == 0
            ? 0.0
            : static_cast<double>(lag) / static_cast<double>(snapshot.capacity);
        out.consumers[i] = {lag, share * 100, std::nullopt};
        if (gates(consumer.slot_state) && (!out.slowest || lag > out.used)) {
            out.slowest = i;
            out.used = lag;
        }
    }
    out.free = snapshot.capacity - out.used;
}

RingSample sample_between(const ringlib::RingSnapshot& earlier, const ringlib::RingSnapshot& later)
{
    RingSample sample;
    sample_positions(later, sample);
    const double seconds = later.taken_ns > earlier.taken_ns
        ? static_cast<double>(later.taken_ns - earlier.taken_ns) / 1e9
        : 0;
    sample.events_per_s = rate(earlier.producer.sequence, later.producer.sequence, seconds);
    for (std::size_t i = 0; i < later.consumers.size(); ++i) {
        const auto& now = later.consumers[i];
        const auto before = std::find_if(earlier.consumers.begin(), earlier.consumers.end(),
            [&](const ringlib::ConsumerSnapshot& consumer) {
                return consumer.id == now.id && consumer.generation == now.generation;
            });
        if (before != earlier.consumers.end()) {
            sample.consumers[i].events_per_s = rate(before->sequence, now.sequence, seconds);
        }
    }
    return sample;
}

}  // namespace monitor

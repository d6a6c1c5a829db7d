// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_sample.h"

#include <algorithm>

namespace monitor {
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
    out.consumers.resize(snapshot.consumers.size());
    for (std::size_t i = 0; i < snapshot.consumers.size(); ++i) {
        const auto& consumer = snapshot.consumers[i];
        const auto lag
            = lag_events(snapshot.producer.sequence, consumer.sequence, snapshot.capacity);
        const auto share = snapshot.capacity == 0
            ? 0.0
            : static_cast<double>(lag) / static_cast<double>(snapshot.capacity);
        out.consumers[i] = {lag, share * 100};
        if (gates(consumer.slot_state) && (!out.slowest || lag > out.used)) {
            out.slowest = i;
            out.used = lag;
        }
    }
    out.free = snapshot.capacity - out.used;
}

}  // namespace monitor

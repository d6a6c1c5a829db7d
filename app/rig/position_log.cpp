// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/position_log.h"

#include "rig/topology.h"

#include <algorithm>

namespace rig {
namespace {

constexpr std::uint64_t kKeptNs = 2'000'000'000;

}  // namespace

void PositionLog::note(const ringlib::RingSnapshot& snapshot)
{
    Moment moment{snapshot.taken_ns, {}};
    moment.positions.emplace_back(kProducerName, snapshot.producer.sequence);
    for (const ringlib::ConsumerSnapshot& consumer : snapshot.consumers) {
        moment.positions.emplace_back(consumer.id, consumer.sequence);
    }
    m_moments.push_back(std::move(moment));
    while (m_moments.back().at_ns - m_moments.front().at_ns > kKeptNs) {
        m_moments.pop_front();
    }
}

std::optional<std::int64_t> PositionLog::Moment::of(std::string_view worker) const
{
    const auto found = std::find_if(positions.begin(), positions.end(),
        [worker](const auto& position) { return position.first == worker; });
    return found != positions.end() ? std::optional(found->second) : std::nullopt;
}

std::optional<double> PositionLog::rate(
    std::string_view worker, std::chrono::nanoseconds window) const
{
    if (m_moments.empty()) {
        return std::nullopt;
    }
    const Moment& last = m_moments.back();
    const auto window_ns = static_cast<std::uint64_t>(window.count());
    const auto first = std::find_if(m_moments.begin(), m_moments.end(),
        [&](const Moment& moment) { return last.at_ns - moment.at_ns <= window_ns; });
    const auto from = first->of(worker);
    const auto to = last.of(worker);
    const std::uint64_t span_ns = last.at_ns - first->at_ns;
    if (!from || !to || span_ns == 0 || span_ns < window_ns / 4 * 3) {
        return std::nullopt;
    }
    constexpr double kNsPerS = 1e9;
    return static_cast<double>(*to - *from) * kNsPerS / static_cast<double>(span_ns);
}

}  // namespace rig

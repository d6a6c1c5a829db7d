// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/bounded_replay.h"

#include <algorithm>
#include <utility>

namespace monitor::recording {
namespace {

constexpr std::size_t kRingBytes = 400'000;  // the table of when each event was published
constexpr std::size_t kTickBytes = 64;
constexpr std::size_t kProcessesMax = 4096;  // of one attachment

}  // namespace

void BoundedReplay::configured(const Configuration& configuration)
{
    Replay::configured(configuration);
    m_true_times.emplace(configuration);
    const EvaluatorLimits& limits = configuration.limits;
    m_consumer_bytes = kTickBytes
        * static_cast<std::size_t>(
            limits.window / limits.tick + limits.leak_window / std::chrono::seconds(1) + 2);
}

void BoundedReplay::ring(const std::string& name)
{
    if (m_bounds.size() == kRingsMax) {
        ++m_left_out.rings;
        return;
    }
    Replay::ring(name);
    m_bounds.emplace_back();
    m_memory += kRingBytes;
}

void BoundedReplay::attached(std::size_t ring, const ringlib::RingInfo& info)
{
    if (ring < m_bounds.size()) {
        m_bounds[ring].processes = 0;
        Replay::attached(ring, info);
    }
}

bool BoundedReplay::can_be(std::size_t ring, std::uint64_t time_ns) const
{
    return ring < m_bounds.size() && m_true_times->holds(time_ns, m_bounds[ring].time);
}

bool BoundedReplay::is_true(std::size_t ring, TimePoint time) const
{
    return ring < m_bounds.size()
        && m_true_times->holds(static_cast<std::uint64_t>(to_ns(time)), std::nullopt);
}

bool BoundedReplay::takes(std::size_t ring, std::uint64_t time_ns)
{
    if (!can_be(ring, time_ns)) {
        ++m_left_out.samples;
        return false;
    }
    m_bounds[ring].time = from_monotonic_ns(time_ns);
    return true;
}

void BoundedReplay::lost(std::size_t ring, const Loss& loss)
{
    if (takes(ring, static_cast<std::uint64_t>(to_ns(loss.time)))) {
        Replay::lost(ring, loss);
    }
}

void BoundedReplay::process(std::size_t ring, const SeenProcess& process)
{
    if (ring < m_bounds.size() && m_bounds[ring].processes++ < kProcessesMax) {
        Replay::process(ring, process);
    }
}

void BoundedReplay::sample(std::size_t ring, const ringlib::RingSnapshot& snapshot)
{
    if (ring >= m_bounds.size()) {
        return;
    }
    if (!has_room_for(m_bounds[ring], snapshot.consumers.size())) {
        ++m_left_out.samples;
    } else if (takes(ring, snapshot.taken_ns)) {
        Replay::sample(ring, snapshot);
    }
}

bool BoundedReplay::has_room_for(Bound& bound, std::size_t consumers)
{
    const std::size_t more
        = consumers > bound.consumers ? (consumers - bound.consumers) * m_consumer_bytes : 0;
    if (m_memory + more > kMemoryMax) {
        return false;
    }
    m_memory += more;
    bound.consumers = std::max(bound.consumers, consumers);
    return true;
}

void BoundedReplay::go_on_with(std::vector<Ring> rings, std::vector<Bound> bounds)
{
    Replay::go_on_with(std::move(rings));
    m_bounds = std::move(bounds);
}

}  // namespace monitor::recording

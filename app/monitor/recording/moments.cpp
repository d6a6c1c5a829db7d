// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/moments.h"

#include <algorithm>
#include <utility>

namespace monitor::recording {

Moments::Moments(
    RecordingReader reader, const Configuration& configuration, std::vector<Landmark> landmarks)
    : m_reader(std::move(reader))
    , m_landmarks(std::move(landmarks))
{
    BoundedReplay::configured(configuration);
}

const std::vector<RingReading>& Moments::at(TimePoint time)
{
    const auto after = std::upper_bound(m_landmarks.begin(), m_landmarks.end(), time,
        [](TimePoint at, const Landmark& landmark) { return at < landmark.time; });
    const Landmark& nearest = after == m_landmarks.begin() ? m_landmarks.front() : *(after - 1);
    if (!m_landed || time < m_now || nearest.time > m_now) {
        land(nearest);
    }
    read_until(time);
    return m_readings;
}

void Moments::land(const Landmark& landmark)
{
    m_landed = true;
    m_next.reset();
    m_now = landmark.time;
    m_readings = landmark.readings;
    go_on_with(landmark.rings, landmark.bounds);
    m_reader.go_to(landmark.place);
}

void Moments::read_until(TimePoint time)
{
    m_until = time;
    if (m_next && m_next->time <= time) {
        take_next();
    }
    while (!m_next && m_reader.next(*this)) { }
}

void Moments::take_next()
{
    const Next next = *std::exchange(m_next, std::nullopt);
    if (next.snapshot) {
        BoundedReplay::sample(next.ring, *next.snapshot);
    } else {
        BoundedReplay::lost(next.ring, *next.loss);
    }
}

void Moments::reading(std::size_t ring, const RingReading& reading)
{
    m_readings[ring] = reading;
    m_now = std::max(m_now, reading.sampled_at);
}

void Moments::configured(const Configuration& /*configuration*/) { }

void Moments::ring(const std::string& name)
{
    BoundedReplay::ring(name);
    m_readings.resize(rings().size());
}

void Moments::lost(std::size_t ring, const Loss& loss)
{
    const bool can_be = BoundedReplay::can_be(ring, static_cast<std::uint64_t>(to_ns(loss.time)));
    if (can_be && loss.time > m_until) {
        m_next = Next{ring, loss.time, std::nullopt, loss};
    } else {
        BoundedReplay::lost(ring, loss);
    }
}

void Moments::sample(std::size_t ring, const ringlib::RingSnapshot& snapshot)
{
    const TimePoint time = from_monotonic_ns(snapshot.taken_ns);
    if (can_be(ring, snapshot.taken_ns) && time > m_until) {
        m_next = Next{ring, time, snapshot, std::nullopt};
    } else {
        BoundedReplay::sample(ring, snapshot);
    }
}

}  // namespace monitor::recording

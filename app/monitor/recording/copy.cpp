// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/copy.h"

#include <algorithm>
#include <array>
#include <utility>

namespace monitor::recording {

RecordingCopy::RecordingCopy(RecordingWriter& writer, Part part)
    : m_writer(writer)
    , m_part(std::move(part))
{
}

bool RecordingCopy::is_wanted(const Ring& ring, TimePoint time) const
{
    return ring.track != nullptr && (!m_part.from || time >= *m_part.from)
        && (!m_part.to || time <= *m_part.to);
}

void RecordingCopy::ring(const std::string& name)
{
    Ring& ring = m_rings.emplace_back();
    if (!m_part.ring || *m_part.ring == name) {
        ring.track = &m_writer.add(name);
    }
}

/// Also of what is not wanted yet: the samples to come are of it. One that is told again was there.
void RecordingCopy::attached(std::size_t ring, const ringlib::RingInfo& info)
{
    Ring& one = m_rings[ring];
    one.facts = {};
    if (one.track != nullptr && (!one.info || one.info->instance != info.instance)) {
        one.track->attached(info);
        one.latencies.clear();
    }
    one.info = info;
}

void RecordingCopy::lost(std::size_t ring, const Loss& loss)
{
    const Ring& one = m_rings[ring];
    if (is_wanted(one, loss.time)) {
        one.track->lost(loss.why, loss.time);
    }
}

void RecordingCopy::process(std::size_t ring, const SeenProcess& process)
{
    m_rings[ring].facts.set(process.start_time, process.reading);
}

void RecordingCopy::sample(std::size_t ring, const ringlib::RingSnapshot& snapshot)
{
    Ring& one = m_rings[ring];
    const TimePoint time = from_monotonic_ns(snapshot.taken_ns);
    if (is_wanted(one, time)) {
        begin(one, time);
        one.track->sampled(snapshot, one.facts, time);
        ++m_samples;
        m_writer.tick(time);
    }
}

/// What was so before it began, is so at its begin.
void RecordingCopy::begin(Ring& ring, TimePoint time) const
{
    if (std::exchange(ring.begun, true)) {
        return;
    }
    for (Verdict& verdict : ring.said) {
        verdict.time = std::max(verdict.time, time);
        ring.track->said(verdict);
    }
    if (ring.said_of_ring) {
        ring.said_of_ring->time = std::max(ring.said_of_ring->time, time);
        ring.track->said(*ring.said_of_ring);
    }
    for (const auto& [consumer, latency] : ring.latencies) {
        ring.track->latencies(std::array{latency}, time);
    }
}

void RecordingCopy::verdict(std::size_t ring, const Verdict& verdict)
{
    Ring& one = m_rings[ring];
    if (one.begun && is_wanted(one, verdict.time)) {
        one.track->said(verdict);
    } else if (!one.begun) {
        std::erase_if(
            one.said, [&](const Verdict& before) { return before.consumer == verdict.consumer; });
        one.said.push_back(verdict);
    }
}

void RecordingCopy::ring_verdict(std::size_t ring, const RingVerdict& verdict)
{
    Ring& one = m_rings[ring];
    if (one.begun && is_wanted(one, verdict.time)) {
        one.track->said(verdict);
    } else if (!one.begun) {
        one.said_of_ring = verdict;
    }
}

void RecordingCopy::happening(std::size_t ring, const ringlib::HappeningRecord& record)
{
    const Ring& one = m_rings[ring];
    if (is_wanted(one, from_monotonic_ns(record.time_ns))) {
        one.track->happened(std::array{record});
    }
}

void RecordingCopy::missed(std::size_t ring, const MissedTicks& ticks)
{
    const Ring& one = m_rings[ring];
    if (is_wanted(one, ticks.from)) {
        one.track->missed(ticks);
    }
}

void RecordingCopy::latency(std::size_t ring, const SeenLatency& latency)
{
    Ring& one = m_rings[ring];
    if (one.begun && is_wanted(one, latency.time)) {
        one.track->latencies(std::array{latency.latency}, latency.time);
    } else if (!one.begun) {
        one.latencies[latency.latency.consumer] = latency.latency;
    }
}

void RecordingCopy::note(std::size_t ring, const Note& note)
{
    const Ring& one = m_rings[ring];
    if (is_wanted(one, note.time)) {
        one.track->noted(note);
    }
}

}  // namespace monitor::recording

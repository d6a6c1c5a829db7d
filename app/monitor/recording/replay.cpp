// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/replay.h"

namespace monitor::recording {

void Replay::configured(const Configuration& configuration)
{
    m_options.limits = configuration.limits;
    m_options.rate_span = configuration.rate_span;
}

void Replay::ring(const std::string& name)
{
    m_rings.emplace_back(name, m_options);
}

void Replay::attached(std::size_t ring, const ringlib::RingInfo& info)
{
    m_rings[ring].model.attached(info);
    m_rings[ring].facts = {};
}

void Replay::lost(std::size_t ring, const Loss& loss)
{
    RingModel& model = m_rings[ring].model;
    if (model.reading().attached && loss.why.code == ringlib::Errc::NotFound) {
        model.evaluate(loss.time);  // as its watch did: it may have been closed just before
    }
    reading(ring, model.lost(loss.why, loss.time));
}

void Replay::process(std::size_t ring, const SeenProcess& process)
{
    m_rings[ring].facts.set(process.start_time, process.reading);
}

void Replay::sample(std::size_t ring, const ringlib::RingSnapshot& snapshot)
{
    Ring& one = m_rings[ring];
    const TimePoint time = from_monotonic_ns(snapshot.taken_ns);
    reading(ring, one.model.advance(snapshot, one.facts, time));
}

}  // namespace monitor::recording

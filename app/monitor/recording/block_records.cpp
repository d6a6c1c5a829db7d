// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/block_records.h"

#include <span>
#include <utility>

namespace monitor::recording {
namespace {

constexpr std::size_t kRingsMax = 4096;

template <typename Record, typename Give>
void give(ByteReader& in, Give&& give)
{
    Record record;
    read(in, record);
    if (!in.failed()) {
        give(record);
    }
}

}  // namespace

void BlockRecords::take_one(ByteReader& in, RecordingVisitor& visitor)
{
    const auto kind = static_cast<Kind>(in.byte());
    if (m_begun != (kind != Kind::Configuration)) {
        return in.fail();  // it is the first, and only the first
    }
    switch (kind) {
    case Kind::Configuration:
        m_begun = true;
        return give<Configuration>(in, [&](const Configuration& it) { visitor.configured(it); });
    case Kind::Ring:
        return take_ring(in, visitor);
    case Kind::End:
        m_end = in.text(kTextMax);
        return;
    default:
        break;
    }
    if (kind >= Kind::Skippable) {
        return take_skippable(in, kind, visitor);
    }
    take_of_ring(in, kind, visitor);
}

void BlockRecords::take_skippable(ByteReader& in, Kind kind, RecordingVisitor& visitor)
{
    const std::string record = in.text(kBlockMax);
    if (in.failed() || (kind != Kind::Latency && kind != Kind::Note)) {
        return;
    }
    ByteReader inner(std::as_bytes(std::span(record)));
    const std::size_t ring = inner.count(kRingsMax);
    if (ring >= m_latencies.size()) {
        return in.fail();
    }
    if (kind == Kind::Note) {
        give<Note>(inner, [&](const Note& note) { visitor.note(ring, note); });
    } else if (const SeenLatency seen = m_latencies[ring].decode(inner); !inner.failed()) {
        visitor.latency(ring, seen);
    }
    if (inner.failed()) {
        in.fail();
    }
}

void BlockRecords::take_ring(ByteReader& in, RecordingVisitor& visitor)
{
    const std::string name = in.text(kTextMax);
    if (in.failed() || m_samples.size() == kRingsMax) {
        return in.fail();
    }
    m_samples.emplace_back();
    m_latencies.emplace_back();
    visitor.ring(name);
}

void BlockRecords::take_of_ring(ByteReader& in, Kind kind, RecordingVisitor& visitor)
{
    const std::size_t ring = in.count(kRingsMax);
    if (ring >= m_samples.size()) {
        return in.fail();
    }
    switch (kind) {
    case Kind::Attached:
        return give<ringlib::RingInfo>(in, [&](const ringlib::RingInfo& info) {
            m_samples[ring].emplace().set_shape(info.capacity, info.event_size);
            m_latencies[ring] = {};
            visitor.attached(ring, info);
        });
    case Kind::Lost:
        return give<Loss>(in, [&](const Loss& it) { visitor.lost(ring, it); });
    case Kind::Process:
        return give<SeenProcess>(in, [&](const SeenProcess& it) { visitor.process(ring, it); });
    case Kind::Sample:
        return take_sample(in, ring, visitor);
    case Kind::Verdict:
        return give<Verdict>(in, [&](const Verdict& it) { visitor.verdict(ring, it); });
    case Kind::RingVerdict:
        return give<RingVerdict>(
            in, [&](const RingVerdict& it) { visitor.ring_verdict(ring, it); });
    case Kind::Happening:
        return give<ringlib::HappeningRecord>(
            in, [&](const ringlib::HappeningRecord& it) { visitor.happening(ring, it); });
    case Kind::Missed:
        return give<MissedTicks>(in, [&](const MissedTicks& it) { visitor.missed(ring, it); });
    default:
        return in.fail();
    }
}

void BlockRecords::take_sample(ByteReader& in, std::size_t ring, RecordingVisitor& visitor)
{
    if (!m_samples[ring]) {
        return in.fail();  // never attached to
    }
    const ringlib::RingSnapshot& snapshot = m_samples[ring]->decode(in);
    if (!in.failed()) {
        visitor.sample(ring, snapshot);
    }
}

}  // namespace monitor::recording

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/writer.h"
#include "monitor/ring_model.h"
#include "monitor/snapshots.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace monitor::test {

inline constexpr std::int64_t kRecordedBegin = 100'000;  // ms

inline recording::Configuration recording_configuration()
{
    recording::Configuration configuration;
    configuration.program = "test";
    configuration.rate_hz = 100;
    configuration.rate_span = RingModelOptions().rate_span;
    return configuration;
}

/// What a ring of two consumers does; from `stall_ms` on the second one does not move.
struct RecordedRing {
    std::string name = "orders";
    std::int64_t ms = 10'000;
    std::int64_t stall_ms = 10'000;

    /// What is seen of it `now` ms after its begin.
    [[nodiscard]] ringlib::RingSnapshot at(std::int64_t now) const
    {
        const auto published = static_cast<ringlib::Sequence>(now);
        const auto stalled = static_cast<ringlib::Sequence>(now < stall_ms ? now : stall_ms - 10);
        auto snapshot = snapshot_of(
            published, {consumer_at("cp_0", published), consumer_at("cp_1", stalled)});
        snapshot.taken_ns = static_cast<std::uint64_t>(kRecordedBegin + now) * 1'000'000;
        return snapshot;
    }
    /// Judges it at 100 Hz, and gives `track` what it sees.
    /// @param each is given every reading
    template <typename Track>
    void run(Track& track, const std::function<void(TimePoint)>& tick,
        const std::function<void(const RingReading&)>& each = {}) const
    {
        RingModel model(name);
        const ProcessFacts facts;
        track.attached(info_of(1));
        model.attached(info_of(1));
        for (std::int64_t now = 0; now < ms; now += 10) {
            const TimePoint time = at_ms(kRecordedBegin + now);
            const auto snapshot = at(now);
            track.sampled(snapshot, facts, time);
            const RingReading& reading = model.advance(snapshot, facts, time);
            track.said(reading);
            tick(time);
            if (each) {
                each(reading);
            }
        }
    }
};

/// @param why it ended; empty: as a killed program leaves it, for as long as the writer lives
inline std::unique_ptr<recording::RecordingWriter> record_ring(const std::filesystem::path& file,
    const RecordedRing& ring, const std::string& why = "ended",
    const std::function<void(const RingReading&)>& each = {})
{
    auto writer = recording::RecordingWriter::create(file, recording_configuration()).value();
    ring.run(
        writer->add(ring.name), [&](TimePoint time) { writer->tick(time); }, each);
    if (!why.empty()) {
        writer->close(why);
    }
    return writer;
}

}  // namespace monitor::test

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/bounded_replay.h"
#include "monitor/recording/reader.h"

#include <memory>
#include <optional>
#include <vector>

namespace monitor::recording {

/// From where the rings of a recording can be judged on, as if everything before had been read.
struct Landmark {
    TimePoint time;  ///< of the last sample before it
    RecordingReader::Place place;
    std::vector<Replay::Ring> rings;
    std::vector<BoundedReplay::Bound> bounds;
    std::vector<RingReading> readings;
};

/// The rings of a recording as they were at any moment: what a replay from its begin gives, by way
/// of the last landmark before.
///
/// Thread: one at a time.
class Moments : private BoundedReplay {
public:
    /// @param landmarks in the order of their times, the first at the begin.
    Moments(RecordingReader reader, const Configuration& configuration,
        std::vector<Landmark> landmarks);

    /// The last reading of each ring at or before that time; empty ones before their first.
    const std::vector<RingReading>& at(TimePoint time);

private:
    void reading(std::size_t ring, const RingReading& reading) override;
    void configured(const Configuration& configuration) override;
    void ring(const std::string& name) override;
    void lost(std::size_t ring, const Loss& loss) override;
    void sample(std::size_t ring, const ringlib::RingSnapshot& snapshot) override;

    void land(const Landmark& landmark);
    void read_until(TimePoint time);
    /// What was read too far, now that its time has come.
    void take_next();

    struct Next {
        std::size_t ring = 0;
        TimePoint time;
        std::optional<ringlib::RingSnapshot> snapshot;
        std::optional<Loss> loss;
    };

    RecordingReader m_reader;
    std::vector<Landmark> m_landmarks;
    std::vector<RingReading> m_readings;
    TimePoint m_until;
    TimePoint m_now;  // of the last reading
    std::optional<Next> m_next;
    bool m_landed = false;
};

}  // namespace monitor::recording

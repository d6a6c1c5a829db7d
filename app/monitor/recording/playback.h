// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"

#include <array>

namespace monitor::recording {

/// Which moment of a recording is shown: one that stands, or that goes on with a clock.
///
/// Knows no clock: every time is passed in.
class Playback {
public:
    static constexpr std::array kSpeeds{0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0};

    /// Stands at the end.
    Playback(TimePoint first, TimePoint last);

    [[nodiscard]] TimePoint position(TimePoint now) const;
    /// False at the end, too, unless it repeats.
    [[nodiscard]] bool plays(TimePoint now) const;
    [[nodiscard]] double speed() const noexcept { return m_speed; }
    [[nodiscard]] bool repeats() const noexcept { return m_repeats; }

    /// Goes on from there, if it plays.
    void seek(TimePoint position, TimePoint now);
    /// At the end: from the begin.
    void play(TimePoint now);
    void pause(TimePoint now);
    /// @param speed is brought between the least and the greatest
    void set_speed(double speed, TimePoint now);
    /// One of kSpeeds faster or slower.
    void change_speed(int steps, TimePoint now);
    /// From the end it goes on at the begin, as long as it plays.
    void set_repeats(bool repeats, TimePoint now);

private:
    [[nodiscard]] bool is_endless() const;

    TimePoint m_first;
    TimePoint m_last;
    TimePoint m_position;  // when it was told
    TimePoint m_told;
    double m_speed = 1;
    bool m_plays = false;
    bool m_repeats = false;
};

}  // namespace monitor::recording

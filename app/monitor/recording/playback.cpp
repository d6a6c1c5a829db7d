// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/playback.h"

#include <algorithm>
#include <cmath>

namespace monitor::recording {
namespace {

Duration after(double seconds)
{
    return Duration(static_cast<Duration::rep>(seconds * 1e9));
}

}  // namespace

Playback::Playback(TimePoint first, TimePoint last)
    : m_first(first)
    , m_last(last)
    , m_position(last)
{
}

TimePoint Playback::position(TimePoint now) const
{
    if (!m_plays) {
        return m_position;
    }
    // In reals: a hundred times a long pause is more than a duration holds.
    const double gone = std::max(0.0, to_seconds(now - m_told)) * m_speed;
    const double left = to_seconds(m_last - m_position);
    if (gone < left) {
        return m_position + after(gone);
    }
    return is_endless() ? m_first + after(std::fmod(gone - left, to_seconds(m_last - m_first)))
                        : m_last;
}

/// What is no longer than a moment has no second round.
bool Playback::is_endless() const
{
    return m_repeats && m_first < m_last;
}

bool Playback::plays(TimePoint now) const
{
    return m_plays && (is_endless() || position(now) < m_last);
}

void Playback::seek(TimePoint position, TimePoint now)
{
    m_position = std::clamp(position, m_first, m_last);
    m_told = now;
}

void Playback::play(TimePoint now)
{
    const TimePoint here = position(now);
    m_position = here < m_last ? here : m_first;
    m_told = now;
    m_plays = true;
}

void Playback::pause(TimePoint now)
{
    m_position = position(now);
    m_told = now;
    m_plays = false;
}

void Playback::set_speed(double speed, TimePoint now)
{
    m_position = position(now);
    m_told = now;
    m_speed = std::clamp(speed, kSpeeds.front(), kSpeeds.back());
}

void Playback::set_repeats(bool repeats, TimePoint now)
{
    m_position = position(now);
    m_told = now;
    m_repeats = repeats;
}

void Playback::change_speed(int steps, TimePoint now)
{
    const auto* at = std::lower_bound(kSpeeds.begin(), kSpeeds.end(), m_speed);
    const auto index = std::clamp<std::ptrdiff_t>(
        at - kSpeeds.begin() + steps, 0, static_cast<std::ptrdiff_t>(kSpeeds.size()) - 1);
    set_speed(kSpeeds.at(static_cast<std::size_t>(index)), now);
}

}  // namespace monitor::recording

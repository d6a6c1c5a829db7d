// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/pacer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rig {
namespace {

using std::chrono::nanoseconds;

constexpr nanoseconds kBehindMax = std::chrono::milliseconds(100);
// One wake-up serves several events at high rates: four thousand wake-ups a second keep any rate.
constexpr nanoseconds kTick = std::chrono::microseconds(250);
constexpr nanoseconds kLookAgain = std::chrono::milliseconds(1);
constexpr double kNoLimit = 1e18;

double number_of(Rate rate)
{
    return rate.is_max() ? std::numeric_limits<double>::infinity()
                         : static_cast<double>(*rate.per_second);
}

}  // namespace

Pacer::Pacer(Load load, Rate rate, nanoseconds phase)
    : m_load(load)
    , m_events_per_s(number_of(rate))
    , m_phase(phase)
{
}

void Pacer::start(TimePoint now)
{
    m_start = now;
    m_published = 0;
}

void Pacer::set_rate(Rate rate, TimePoint now)
{
    m_load = SteadyLoad{};
    m_events_per_s = number_of(rate);
    m_phase = {};
    start(now);
}

void Pacer::set_factor(double factor, TimePoint now)
{
    m_factor = factor;
    m_phase += now - m_start;
    start(now);
}

double Pacer::due_after(nanoseconds since_start) const
{
    const double due = events_due(m_load, m_events_per_s, since_start + m_phase);
    return std::isinf(m_events_per_s)
        ? due
        : m_factor * (due - events_due(m_load, m_events_per_s, m_phase));
}

std::uint64_t Pacer::due(TimePoint now, std::uint64_t batch)
{
    const nanoseconds elapsed = now - m_start;
    const double all = due_after(elapsed);
    if (std::isinf(all)) {
        return static_cast<std::uint64_t>(kNoLimit);
    }
    if (elapsed > kBehindMax) {
        const double gathered = static_cast<double>(batch) - 1;
        m_published = std::max(m_published, std::floor(due_after(elapsed - kBehindMax)) - gathered);
    }
    return static_cast<std::uint64_t>(std::max(0.0, all - m_published));
}

Pacer::TimePoint Pacer::next(TimePoint now, std::uint64_t events) const
{
    if (!std::holds_alternative<SteadyLoad>(m_load)) {
        return now + kLookAgain;
    }
    constexpr double kFarS = 3600;  // a pause has no end of its own
    const double at_s = (m_published + static_cast<double>(events)) / (m_factor * m_events_per_s);
    const auto at = m_start
        + std::chrono::duration_cast<nanoseconds>(std::chrono::duration<double>(
            std::min(at_s, std::chrono::duration<double>(now - m_start).count() + kFarS)));
    return std::max(at + nanoseconds(1), now + kTick);
}

}  // namespace rig

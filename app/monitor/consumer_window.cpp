// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/consumer_window.h"

#include <algorithm>
#include <cmath>

namespace monitor {
namespace {

constexpr Duration kSecond = std::chrono::seconds(1);

/// Sums of a least-squares line through (seconds, lag).
struct Line {
    double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;

    void add(double seconds, double lag)
    {
        n += 1;
        x += seconds;
        y += lag;
        xx += seconds * seconds;
        xy += seconds * lag;
        yy += lag * lag;
    }
    [[nodiscard]] double spread() const { return n * xx - x * x; }
    [[nodiscard]] double slope() const { return spread() > 0 ? (n * xy - x * y) / spread() : 0; }
    /// Standard deviation from the line.
    [[nodiscard]] double scatter() const
    {
        if (n < 3) {
            return 0;
        }
        const double residual = (yy - y * y / n) - slope() * slope() * spread() / n;
        return std::sqrt(std::max(residual, 0.0) / (n - 2));
    }
    [[nodiscard]] double standard_error() const
    {
        return spread() > 0 ? scatter() * std::sqrt(n / spread()) : 0;
    }
};

bool is_gating(const ConsumerTick& tick)
{
    return tick.full && tick.slowest;
}

}  // namespace

ConsumerWindow::ConsumerWindow(const EvaluatorLimits& limits)
    : m_window(limits.window)
    , m_tick(std::max(limits.tick, Duration(1)))
    , m_leak_window(limits.leak_window)
    , m_ticks(static_cast<std::size_t>(limits.window / m_tick) + 1)
    , m_seconds(static_cast<std::size_t>(limits.leak_window / kSecond) + 1)
{
}

void ConsumerWindow::clear() noexcept
{
    m_begin = 0;
    m_size = 0;
    m_gating = 0;
    m_gating_progressing = 0;
    m_seconds_begin = 0;
    m_seconds_size = 0;
}

void ConsumerWindow::add(const ConsumerTick& added)
{
    if (m_size > 0 && added.time <= newest().time) {
        return;
    }
    while (m_size > 0 && (m_size == m_ticks.size() || added.time - tick(0).time > m_window)) {
        remove_oldest();
    }
    m_ticks[(m_begin + m_size) % m_ticks.size()] = added;
    ++m_size;
    m_gating += is_gating(added) ? 1U : 0U;
    m_gating_progressing += is_gating(added) && added.progressing ? 1U : 0U;
    add_second(added);
}

void ConsumerWindow::remove_oldest()
{
    const ConsumerTick& oldest = tick(0);
    m_gating -= is_gating(oldest) ? 1U : 0U;
    m_gating_progressing -= is_gating(oldest) && oldest.progressing ? 1U : 0U;
    m_begin = (m_begin + 1) % m_ticks.size();
    --m_size;
}

void ConsumerWindow::add_second(const ConsumerTick& added)
{
    if (m_seconds_size > 0) {
        Second& last = m_seconds[(m_seconds_begin + m_seconds_size - 1) % m_seconds.size()];
        if (added.time - last.start < kSecond) {
            last.lowest = std::min(last.lowest, added.lag);
            return;
        }
        // After a rest of the sampler the old seconds say nothing about the present.
        if (added.time - last.start > 3 * kSecond) {
            m_seconds_size = 0;
        }
    }
    if (m_seconds_size == m_seconds.size()) {
        m_seconds_begin = (m_seconds_begin + 1) % m_seconds.size();
        --m_seconds_size;
    }
    m_seconds[(m_seconds_begin + m_seconds_size) % m_seconds.size()] = {added.time, added.lag};
    ++m_seconds_size;
}

double ConsumerWindow::coverage(TimePoint now) const
{
    std::size_t outside = 0;
    while (outside < m_size && now - tick(outside).time > m_window) {
        ++outside;
    }
    return static_cast<double>(m_size - outside) * static_cast<double>(m_tick.count())
        / static_cast<double>(std::max(m_window, m_tick).count());
}

double ConsumerWindow::in_rate() const
{
    if (m_size < 2) {
        return 0;
    }
    const auto& first = tick(0);
    return static_cast<double>(newest().published - first.published)
        / to_seconds(newest().time - first.time);
}

bool ConsumerWindow::nothing_published() const
{
    return m_size > 0 && newest().published == tick(0).published;
}

std::size_t ConsumerWindow::first_within(Duration span) const
{
    std::size_t before = 0;
    std::size_t within = m_size;
    while (before < within) {
        const std::size_t middle = before + (within - before) / 2;
        if (newest().time - tick(middle).time > span) {
            before = middle + 1;
        } else {
            within = middle;
        }
    }
    return within;
}

std::uint64_t ConsumerWindow::lowest_lag(Duration span) const
{
    std::uint64_t lowest = m_size > 0 ? newest().lag : 0;
    for (auto i = first_within(span); i < m_size; ++i) {
        lowest = std::min(lowest, tick(i).lag);
    }
    return lowest;
}

std::uint64_t ConsumerWindow::highest_lag(Duration span) const
{
    std::uint64_t highest = 0;
    for (auto i = first_within(span); i < m_size; ++i) {
        highest = std::max(highest, tick(i).lag);
    }
    return highest;
}

ConsumerWindow::Trend ConsumerWindow::trend(Duration span) const
{
    Line line;
    const auto first = first_within(span);
    if (first >= m_size || (newest().time - tick(first).time) * 2 < span) {
        return {};
    }
    const TimePoint begun = tick(first).time;
    for (auto i = first; i < m_size; ++i) {
        const ConsumerTick& looked_at = tick(i);
        line.add(to_seconds(looked_at.time - begun), static_cast<double>(looked_at.lag));
    }
    return {line.slope(), line.scatter()};
}

bool ConsumerWindow::full_within(Duration span) const
{
    for (auto i = first_within(span); i < m_size; ++i) {
        if (tick(i).full) {
            return true;
        }
    }
    return false;
}

std::optional<ConsumerWindow::Leak> ConsumerWindow::leak(std::uint64_t floor) const
{
    if (m_seconds_size < 3) {
        return std::nullopt;
    }
    const Duration span = newest().time - second(0).start;
    if (span * 2 < m_leak_window) {
        return std::nullopt;
    }
    Line line;
    for (std::size_t i = 0; i < m_seconds_size; ++i) {
        if (i >= m_seconds_size / 2 && second(i).lowest <= floor) {
            return std::nullopt;
        }
        line.add(
            to_seconds(second(i).start - second(0).start), static_cast<double>(second(i).lowest));
    }
    return Leak{line.slope(), line.standard_error(), span};
}

}  // namespace monitor

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/plots/measurement.h"

#include "gui/rings/ring_name.h"

#include "widgets/units.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

namespace gui {

namespace {

using monitor::Quantity;

QString tr(const char* text)
{
    return QCoreApplication::translate("Measurement", text);
}

struct Extremes {
    double min = 0;
    double max = 0;
};

/// Of the value that stood at `from`, and all samples up to `to`.
std::optional<Extremes> extremes(const monitor::History& history, const monitor::SeriesKey& key,
    monitor::TimePoint from, monitor::TimePoint to)
{
    std::array<monitor::Column, 1> column;
    history.query(key, from, to + monitor::Duration(1), column);
    std::optional<Extremes> found;
    if (column[0].count > 0) {
        found = {column[0].min, column[0].max};
    }
    if (const std::optional<double> first = history.value_at(key, from)) {
        found = found ? Extremes{std::min(found->min, *first), std::max(found->max, *first)}
                      : Extremes{*first, *first};
    }
    return found;
}

QString orDash(const std::optional<double>& value, QString (*text)(double))
{
    return value ? text(*value) : QStringLiteral("–");
}

QString count(double value)
{
    return widgets::countText(static_cast<quint64>(std::max(0.0, value)));
}

}  // namespace

QString Measurement::text() const
{
    const double seconds = monitor::to_seconds(length);
    std::optional<double> rate;
    if (events && seconds > 0) {
        rate = *events / seconds;
    }
    const QString lag = lagMax ? tr("%1 % (%2)").arg(widgets::percentText(*lagMax), slowest)
                               : QStringLiteral("–");
    return QStringList{tr("Δt %1").arg(widgets::durationText(seconds)),
        tr("Δevents %1").arg(orDash(events, count)),
        tr("mean %1 ev/s").arg(orDash(rate, widgets::rateText)), tr("max lag %1").arg(lag),
        tr("min free %1").arg(orDash(freeMin, count))}
        .join(QStringLiteral("    "));
}

Measurement measure(const RingSession& session, const monitor::History& history,
    monitor::TimePoint a, monitor::TimePoint b)
{
    const auto [from, to] = std::minmax(a, b);
    const std::string& ring = session.ring();
    Measurement result;
    result.length = to - from;
    const monitor::SeriesKey published{ring, Quantity::Published, {}};
    const std::optional<double> first = history.value_at(published, from);
    const std::optional<double> last = history.value_at(published, to);
    if (first && last && *last >= *first) {  // less: another ring of the name
        result.events = *last - *first;
    }
    for (const std::string& consumer : history.consumers(ring, Quantity::LagPercent)) {
        const auto lag = extremes(history, {ring, Quantity::LagPercent, consumer}, from, to);
        if (lag && (!result.lagMax || lag->max > *result.lagMax)) {
            result.lagMax = lag->max;
            result.slowest = shownText(consumer);
        }
    }
    if (const auto free = extremes(history, {ring, Quantity::FreeSlots, {}}, from, to)) {
        result.freeMin = free->min;
    }
    return result;
}

}  // namespace gui

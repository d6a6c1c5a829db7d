// SPDX-License-Identifier: GPL-3.0-or-later
#include "lane_layout.h"
#include "strip_plot_private.h"

#include "widgets/units.h"

#include <algorithm>
#include <utility>

namespace widgets {

void StripPlot::Private::updateReadout()
{
    if (!canBeSeen() || needsLayout)
        return;
    readoutClock.start();
    readout->setText(readoutText());
}

QString StripPlot::Private::valueAt(int from, const ValueText& text) const
{
    const double at = crosshair.value_or(view.now());
    const std::optional<double> value
        = source && at <= view.latest() ? source->valueAt(from, at) : std::nullopt;
    if (!value)
        return QStringLiteral("–");
    return text ? text(*value, at) : tickText(*value);
}

ReadoutGroup StripPlot::Private::readoutGroup(const Strip& strip, const QRect& box) const
{
    ReadoutGroup group{box.top(), box.bottom(), {}};
    for (const StripSeries& series : strip.series)
        group.rows.push_back({series.series, series.name, valueAt(series.source, strip.valueText),
            series.strong, isFaint(strip, series)});
    for (const StripFigure& figure : strip.figures)
        group.rows.push_back(
            {std::nullopt, figure.name, valueAt(figure.source, figure.text), false, false});
    if (readout->rowsThatFit(group) < static_cast<int>(group.rows.size()))
        std::stable_partition(
            group.rows.begin(), group.rows.end(), [](const ReadoutRow& row) { return row.strong; });
    return group;
}

ReadoutText StripPlot::Private::readoutText() const
{
    ReadoutText text;
    const double at = crosshair.value_or(view.now());
    text.header = crosshair ? tr("at %1").arg(relativeTimeText(at - view.reference(), 2))
        : view.isBounded()  ? tr("at the moment")
                            : tr("at now");
    for (std::size_t pane = 0; pane < choice.shown.size(); ++pane)
        text.groups.push_back(
            readoutGroup(strips[choice.shown[pane]], canvas->pane(static_cast<int>(pane))));
    const HeldBar* held = openHeld(events);
    if (held != nullptr && held->deadline && *held->deadline > view.now()) {
        text.deadline = tr("liveness in %1").arg(clockText(*held->deadline - view.now()));
        text.deadlineMiddle = laneRowMiddle(kProducerRow, canvas->lane(), q->font());
    }
    if (timeOfDay)
        text.timeOfDay = timeOfDay(at);
    text.timeOfDayTop = canvas->lane().bottom() + kTimeLabelGap;
    return text;
}

}  // namespace widgets

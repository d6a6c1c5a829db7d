// SPDX-License-Identifier: GPL-3.0-or-later
#include "strip_plot_private.h"

#include "column_painter.h"
#include "lane_painter.h"

#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace widgets {

namespace {

constexpr double kReadoutWidth = 140;
constexpr double kMarkEveryPx = 80;
constexpr int kBeyond = 64;  // columns left and right of the view, so that curves do not end in it

}  // namespace

StripScene StripPlot::Private::scene() const
{
    return {events, scale, view.now(), view.reference(), view.follows(), theme(q->palette()),
        q->font()};
}

bool StripPlot::Private::canBeSeen() const
{
    return q->isVisible() && !q->window()->isMinimized() && !strips.empty();
}

/// Columns lie on multiples of their width, so that a curve
/// moves by whole pixels and does not flicker.
TimeScale StripPlot::Private::currentScale() const
{
    const QRect box = canvas->pane(0);
    const int width = std::max(1, box.width());
    const double column = (view.to() - view.from()) / width;
    const double right = std::floor(view.to() / column) * column;
    return {right - width * column, right, box.left(), width};
}

bool StripPlot::Private::moved() const
{
    if (isDirty)
        return true;
    const TimeScale next = currentScale();
    if (std::abs(next.to - scale.to) >= scale.perPixel() / 2)
        return true;
    const bool nowInView = view.now() <= view.to();
    return nowInView
        && std::floor(view.now() / scale.perPixel()) != std::floor(drawnNow / scale.perPixel());
}

void StripPlot::Private::applyTheme()
{
    canvas->setLeftMargin(laneNamesWidth(q->font()));
    canvas->applyTheme(theme(q->palette()), q->font());
    canvas->setLaneHeight(laneHeight(events, q->font()));
    readout->setFixedWidth(scaledPx(q->font(), kReadoutWidth));
    needsLayout = true;
    isDirty = true;
}

void StripPlot::Private::placePanes()
{
    std::vector<double> weights;
    weights.reserve(strips.size());
    for (const Strip& strip : strips)
        weights.push_back(strip.weight);
    canvas->setPanes(weights);
    ranges.assign(strips.size(), AutoRange());
    applyTheme();
}

void StripPlot::Private::fetchColumns()
{
    const double beyond = kBeyond * scale.perPixel();
    curves.resize(strips.size());
    for (std::size_t i = 0; i < strips.size(); ++i) {
        std::vector<Curve>& drawn = curves[i];
        drawn.resize(strips[i].series.size());
        double largest = 0;
        for (std::size_t k = 0; k < drawn.size(); ++k) {
            drawn[k].series = strips[i].series[k];
            drawn[k].columns.assign(static_cast<std::size_t>(scale.width + 2 * kBeyond), Span());
            if (source)
                source->spans(drawn[k].series.source, scale.from - beyond, scale.to + beyond,
                    drawn[k].columns);
            for (const Span& column : drawn[k].columns) {
                if (column.valid)
                    largest = std::max(largest, column.max);
            }
        }
        std::stable_partition(
            drawn.begin(), drawn.end(), [](const Curve& curve) { return !curve.series.strong; });
        if (!strips[i].fixedTop)
            ranges[i].fit(largest, view.now());
        canvas->setTop(static_cast<int>(i), strips[i].fixedTop.value_or(ranges[i].top()));
    }
}

void StripPlot::Private::drawFrame()
{
    QElapsedTimer clock;
    clock.start();
    if (needsLayout) {
        canvas->layOut();
        needsLayout = false;
    }
    scale = currentScale();
    drawnNow = view.now();
    fetchColumns();
    const double step = timeStep(scale.perPixel(), scaledPx(q->font(), kMarkEveryPx));
    canvas->setTime(scale, view.reference(), step);
    isDirty = false;
    canvas->paintAll();
    ++frames;
    replotMs = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    followMouse();
}

void StripPlot::Private::paintBehind(QPainter& painter, int /*pane*/, const QRect& box)
{
    painter.save();
    paintBands(painter, scene(), box);
    painter.restore();
}

void StripPlot::Private::paintCurves(QPainter& painter, int pane, const QRect& box)
{
    const auto index = static_cast<std::size_t>(pane);
    if (index >= curves.size())
        return;
    const StripScene all = scene();
    const Strip& strip = strips[index];
    painter.save();
    painter.setClipRect(box);
    const double top = strip.fixedTop.value_or(ranges[index].top());
    for (const Curve& curve : curves[index]) {
        painter.setPen(QPen(all.theme.series(curve.series.series), 1));
        painter.drawLines(columnLines(curve.columns, box.adjusted(-kBeyond, 0, kBeyond, 0), top));
    }
    paintLimit(painter, all, strip, box);
    paintTitle(painter, all, strip, box);
    paintNow(painter, all, box);
    painter.restore();
}

void StripPlot::Private::paintLane(QPainter& painter, const QRect& box)
{
    painter.save();
    widgets::paintLane(painter, scene(), box);
    painter.restore();
}

void StripPlot::Private::paintCursor(QPainter& painter, const QRect& box)
{
    const Theme& t = theme(q->palette());
    painter.save();
    painter.setClipRect(box);
    if (drag == Drag::Zoom) {
        QColor veil = t.accent;
        veil.setAlphaF(0.15F);
        const QRect range(QPoint(std::min(dragStart.x(), dragLast.x()), box.top()),
            QPoint(std::max(dragStart.x(), dragLast.x()), box.bottom()));
        painter.fillRect(range, veil);
        painter.setPen(t.accent);
        painter.drawLine(range.topLeft(), range.bottomLeft());
        painter.drawLine(range.topRight(), range.bottomRight());
    }
    if (crosshair) {
        const int x = static_cast<int>(std::lround(scale.x(*crosshair)));
        painter.setPen(QPen(t.text2, 1));
        painter.drawLine(x, box.top(), x, box.bottom());
    }
    painter.restore();
}

ReadoutRow StripPlot::Private::readoutRow(const Strip& strip, const StripSeries& series) const
{
    const double at = crosshair.value_or(view.now());
    const std::optional<double> value
        = source && at <= view.now() ? source->valueAt(series.source, at) : std::nullopt;
    QString text = QStringLiteral("–");
    if (value)
        text = strip.valueText ? strip.valueText(*value) : tickText(*value);
    return {series.series, series.name, text, series.strong};
}

ReadoutText StripPlot::Private::readoutText() const
{
    ReadoutText text;
    const double at = crosshair.value_or(view.now());
    text.header
        = crosshair ? tr("at %1").arg(relativeTimeText(at - view.reference(), 2)) : tr("at now");
    for (std::size_t i = 0; i < strips.size(); ++i) {
        const QRect box = canvas->pane(static_cast<int>(i));
        ReadoutGroup group{box.top(), box.bottom(), {}};
        for (const StripSeries& series : strips[i].series)
            group.rows.push_back(readoutRow(strips[i], series));
        text.groups.push_back(std::move(group));
    }
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

void StripPlot::Private::updateReadout()
{
    if (!canBeSeen() || needsLayout)
        return;
    readoutClock.start();
    readout->setText(readoutText());
}

}  // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "strip_plot_private.h"

#include "column_painter.h"
#include "lane_layout.h"
#include "lane_painter.h"

#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace widgets {

namespace {

using namespace Qt::StringLiterals;

constexpr double kReadoutWidth = 140;
constexpr double kMarkEveryPx = 80;  // of the time axis
constexpr double kMarkEveryPy = 24;  // of a value axis
constexpr int kMarksMax = 4;
constexpr double kFloorBand = 8;
constexpr double kLeastPane = 50;
constexpr double kFaint = 0.35;  // of the colour, the rest is the base
constexpr int kBeyond = 64;  // columns left and right of the view, so that curves do not end in it

QColor towards(const QColor& base, const QColor& color, double share)
{
    const auto mix = [share](int from, int to) {
        return static_cast<int>(std::lround(from + (to - from) * share));
    };
    return {mix(base.red(), color.red()), mix(base.green(), color.green()),
        mix(base.blue(), color.blue())};
}

}  // namespace

StripPlot::Private::Private(StripPlot* owner)
    : q(owner)
    , canvas(new PlotCanvas(*this, owner))
    , readout(new StripReadout(owner))
{
    clock.start();
}

StripScene StripPlot::Private::scene() const
{
    return {events, scale, view.now(), view.reference(), view.follows(), view.isBounded(),
        theme(q->palette()), q->font()};
}

bool StripPlot::Private::canBeSeen() const
{
    return q->isVisible() && !q->window()->isMinimized() && !choice.shown.empty();
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

AxisScale StripPlot::Private::axisScale(std::size_t strip, const QRect& box) const
{
    const double band = scaledPx(q->font(), kFloorBand);
    return axes[strip].scale(band / std::max(1.0, static_cast<double>(box.height())));
}

/// Where the one that is seen alone has a curve.
bool StripPlot::Private::isFaint(const Strip& strip, const StripSeries& series) const
{
    return solo && series.series != *solo
        && std::any_of(strip.series.begin(), strip.series.end(),
            [&](const StripSeries& other) { return other.series == *solo; });
}

StripTitle StripPlot::Private::titleOf(std::size_t pane) const
{
    StripTitle title;
    const std::size_t shown = choice.shown[pane];
    title.unit = axes[shown].isLog() ? tr("log, %1").arg(strips[shown].unit) : strips[shown].unit;
    title.locked = axes[shown].limits().has_value();
    title.aimed = showsFocus && q->hasFocus() && pane == aimedPane();
    if (!choice.stacked || pane + 1 < choice.shown.size()) {
        title.tabs = {{strips[shown].title, true}};
        return title;
    }
    for (std::size_t i = 0; i < strips.size(); ++i) {
        if (strips[i].stacks)
            title.tabs.push_back({strips[i].title, i == shown});
    }
    return title;
}

void StripPlot::Private::applyTheme()
{
    canvas->setLeftMargin(laneNamesWidth(q->font()));
    canvas->applyTheme(theme(q->palette()), q->font());
    canvas->setLaneHeight(laneHeight(events, q->font()));
    readout->setFixedWidth(scaledPx(q->font(), kReadoutWidth));
    chooseStrips();
    needsLayout = true;
    isDirty = true;
}

/// Where there is less room, some strips share a pane.
void StripPlot::Private::chooseStrips()
{
    PaneChoice next = choosePanes(
        strips, {canvas->paneRoom(), canvas->paneGap(), scaledPx(q->font(), kLeastPane)}, front);
    if (next == choice)
        return;
    choice = std::move(next);
    placePanes();
}

void StripPlot::Private::placePanes()
{
    std::vector<double> weights;
    for (const std::size_t strip : choice.shown)
        weights.push_back(strips[strip].weight);
    canvas->setPanes(weights);
    canvas->applyTheme(theme(q->palette()), q->font());
    curves.assign(choice.shown.size(), {});
    focusPane = std::clamp(focusPane, 0, std::max(0, static_cast<int>(weights.size()) - 1));
    hoverPane.reset();
    needsLayout = true;
    isDirty = true;
}

void StripPlot::Private::fetchColumns()
{
    for (std::size_t pane = 0; pane < choice.shown.size(); ++pane)
        fetchPane(pane);
}

void StripPlot::Private::fetchPane(std::size_t pane)
{
    const double beyond = kBeyond * scale.perPixel();
    const std::size_t index = choice.shown[pane];
    const Strip& strip = strips[index];
    std::vector<Curve>& drawn = curves[pane];
    drawn.resize(strip.series.size());
    double largest = 0;
    for (std::size_t k = 0; k < drawn.size(); ++k) {
        drawn[k].series = strip.series[k];
        drawn[k].columns.assign(std::size_t(scale.width) + 2 * std::size_t(kBeyond), Span());
        if (source)
            source->spans(
                drawn[k].series.source, scale.from - beyond, scale.to + beyond, drawn[k].columns);
        for (const Span& column : drawn[k].columns) {
            if (column.valid)
                largest = std::max(largest, column.max);
        }
    }
    const auto rank = [&](const Curve& curve) {
        return curve.series.series == solo ? 2 : curve.series.strong ? 1 : 0;
    };
    std::stable_sort(drawn.begin(), drawn.end(),
        [&](const Curve& a, const Curve& b) { return rank(a) < rank(b); });
    axes[index].fit(largest, view.now());
    setMarks(pane);
}

void StripPlot::Private::setMarks(std::size_t pane)
{
    const Strip& strip = strips[choice.shown[pane]];
    const QRect box = canvas->pane(static_cast<int>(pane));
    const AxisScale axis = axisScale(choice.shown[pane], box);
    const int most = std::clamp(box.height() / scaledPx(q->font(), kMarkEveryPy), 2, kMarksMax);
    const bool given = !strip.ticks.empty() && !axis.log && !axes[choice.shown[pane]].limits();
    std::vector<AxisMark> marks;
    for (const double value : given ? strip.ticks : axisTicks(axis, most))
        marks.push_back(
            {axis.share(value), strip.axisText ? strip.axisText(value) : tickText(value)});
    canvas->setMarks(static_cast<int>(pane), marks);
}

void StripPlot::Private::drawFrame()
{
    QElapsedTimer stopwatch;
    stopwatch.start();
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
    replotMs = static_cast<double>(stopwatch.nsecsElapsed()) / 1e6;
    followMouse();
}

void StripPlot::Private::paintBehind(QPainter& painter, int pane, const QRect& box)
{
    const auto index = static_cast<std::size_t>(pane);
    if (index >= choice.shown.size())
        return;
    painter.save();
    paintFloorBand(painter, scene(), axisScale(choice.shown[index], box), box);
    paintBands(painter, scene(), box);
    painter.restore();
}

void StripPlot::Private::paintCurves(QPainter& painter, int pane, const QRect& box)
{
    const auto index = static_cast<std::size_t>(pane);
    if (index >= choice.shown.size())
        return;
    const StripScene all = scene();
    const Strip& strip = strips[choice.shown[index]];
    const AxisScale axis = axisScale(choice.shown[index], box);
    painter.save();
    painter.setClipRect(box);
    for (const Curve& curve : curves[index]) {
        const QColor color = all.theme.series(curve.series.series);
        const bool faint = isFaint(strip, curve.series);
        painter.setPen(QPen(faint ? towards(all.theme.base, color, kFaint) : color, 1));
        if (isPicture) {
            const std::vector<Span> inView(
                curve.columns.begin() + kBeyond, curve.columns.end() - kBeyond);
            painter.drawPath(columnPath(inView, box, axis));
        } else {
            painter.drawLines(
                columnLines(curve.columns, box.adjusted(-kBeyond, 0, kBeyond, 0), axis));
        }
    }
    const StripTitle title = titleOf(index);
    painter.setClipRegion(QRegion(box) - titleBox(title, all.font, box));  // in a low strip
    paintLimit(painter, all, {strip, axis}, box);
    painter.setClipRect(box);
    paintTitle(painter, all, title, box);
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
    painter.setClipRect(box.adjusted(0, -box.top(), 0, 0));
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
    paintMarker(painter, box, Marker::A);
    paintMarker(painter, box, Marker::B);
    painter.restore();
}

void StripPlot::Private::paintCursorLayer()
{
    canvas->paintCursorLayer(crosshair || markers[0] || markers[1] || drag == Drag::Zoom);
}

void StripPlot::Private::paintMarker(QPainter& painter, const QRect& box, Marker marker) const
{
    const std::optional<double> time = markers[static_cast<std::size_t>(marker)];
    if (!time || *time < scale.from || *time > scale.to)
        return;
    const Theme& t = theme(q->palette());
    const int x = static_cast<int>(std::lround(scale.x(*time)));
    painter.setPen(QPen(t.accent, 1));
    painter.drawLine(x, box.top(), x, box.bottom());
    painter.setFont(scaledFont(q->font(), kSmallText, QFont::DemiBold));
    const int height = painter.fontMetrics().height();
    const QRect flag(x - height / 2, box.top() - height, height, height);
    painter.fillRect(flag, t.accent);
    painter.setPen(t.base);
    painter.drawText(flag, Qt::AlignCenter, marker == Marker::A ? u"A"_s : u"B"_s);
}

}  // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "strip_plot_private.h"

#include "lane_tip.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QTextDocument>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace widgets {

namespace {

constexpr double kNotch = 120;  // of a mouse wheel, in eighths of a degree
constexpr double kPanNotch = 0.1;  // of the window
constexpr int kDragStartPx = 3;
constexpr int kZoomLeastPx = 6;

}  // namespace

void StripPlot::Private::moveCrosshair(std::optional<double> time)
{
    if (time == crosshair)
        return;
    crosshair = time;
    if (canBeSeen() && !needsLayout) {
        paintCursorLayer();
        updateReadout();
    }
    Q_EMIT q->crosshairMoved();
}

void StripPlot::Private::followMouse()
{
    if (!hoverX || frames == 0)
        return;
    const bool inside = *hoverX >= scale.left && *hoverX <= scale.left + scale.width;
    moveCrosshair(inside ? std::optional(scale.time(*hoverX)) : std::nullopt);
}

std::optional<int> StripPlot::Private::paneAt(const QPoint& at) const
{
    for (std::size_t pane = 0; pane < choice.shown.size() && frames > 0; ++pane) {
        const QRect box = canvas->pane(static_cast<int>(pane));
        if (at.y() >= box.top() && at.y() <= box.bottom())
            return static_cast<int>(pane);
    }
    return std::nullopt;
}

bool StripPlot::Private::mousePressed(const QMouseEvent& event)
{
    const QPoint at = event.position().toPoint();
    if (event.button() == Qt::RightButton) {
        aimAt(paneAt(at).value_or(focusPane));
        Q_EMIT q->menuRequested(event.globalPosition().toPoint());
        return true;
    }
    if (event.button() != Qt::LeftButton && event.button() != Qt::MiddleButton)
        return false;
    q->setFocus(Qt::MouseFocusReason);
    if (const std::optional<int> pane = paneAt(at)) {
        aimAt(*pane);
        const StripTitle title = titleOf(static_cast<std::size_t>(*pane));
        const std::vector<QRect> tabs = tabBoxes(title, q->font(), canvas->pane(*pane));
        for (std::size_t i = 0; i < tabs.size(); ++i) {
            if (!title.tabs[i].front && tabs[i].contains(at)) {
                q->bringToFront(title.tabs[i].title);
                return true;
            }
        }
    }
    drag = Drag::Pressed;
    dragButton = event.button();
    dragPans = event.button() == Qt::MiddleButton || event.modifiers().testFlag(Qt::ShiftModifier);
    dragStart = dragLast = at;
    return true;
}

bool StripPlot::Private::mouseMoved(const QMouseEvent& event)
{
    const QPoint at = event.position().toPoint();
    std::optional<Step> step;
    if (drag == Drag::Pressed && (at - dragStart).manhattanLength() >= kDragStartPx) {
        drag = dragPans ? Drag::Pan : Drag::Zoom;
        step = Step::Jump;
    }
    hoverX = at.x();
    hoverPane = paneAt(at);
    if (drag == Drag::Pan) {
        const double seconds = (dragLast.x() - at.x()) * scale.perPixel();
        changeView(step, [&] { view.pan(seconds); });
    }
    dragLast = at;
    followMouse();
    if (drag == Drag::Zoom)
        paintCursorLayer();
    return true;
}

bool StripPlot::Private::mouseReleased(const QMouseEvent& event)
{
    if (event.button() != dragButton)
        return false;
    const Drag was = std::exchange(drag, Drag::None);
    if (was == Drag::Zoom) {
        const int x = event.position().toPoint().x();
        if (std::abs(x - dragStart.x()) >= kZoomLeastPx)
            q->zoomTo(scale.time(dragStart.x()), scale.time(x));
        paintCursorLayer();
    }
    return was != Drag::None;
}

bool StripPlot::Private::mouseDoubleClicked(const QMouseEvent& event)
{
    if (event.button() != Qt::LeftButton || !paneAt(event.position().toPoint()))
        return false;
    q->lockRange(false);
    return true;
}

bool StripPlot::Private::wheelTurned(const QWheelEvent& event)
{
    const QPoint turned = event.angleDelta();
    if (std::abs(turned.x()) > std::abs(turned.y())) {
        changeView(Step::Notch, [&] { view.pan(-turned.x() * scale.perPixel()); });
        return true;
    }
    const double notches = turned.y() / kNotch;
    if (event.modifiers().testFlag(Qt::ShiftModifier)) {
        changeView(Step::Notch, [&] { view.pan(-notches * kPanNotch * view.window()); });
        return true;
    }
    changeView(Step::Notch,
        [&] { view.zoom(std::pow(kWheelStep, -notches), scale.time(event.position().x())); });
    return true;
}

/// Of the lane: it cannot write all that it shows.
bool StripPlot::Private::tipAsked(const QHelpEvent& event)
{
    const QRect lane = frames > 0 ? canvas->lane() : QRect();
    const QString tip
        = lane.contains(event.pos()) ? laneTip(scene(), lane, event.pos()) : QString();
    // A tool tip takes what looks like markup for markup.
    QToolTip::showText(event.globalPos(), tip.isEmpty() ? QString() : Qt::convertFromPlainText(tip),
        canvas->surface());
    return true;
}

void StripPlot::Private::mouseLeft()
{
    hoverPane.reset();
    q->setCrosshair(std::nullopt);
}

}  // namespace widgets

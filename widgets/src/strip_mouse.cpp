// SPDX-License-Identifier: GPL-3.0-or-later
#include "strip_plot_private.h"

#include <QMouseEvent>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace widgets {

namespace {

constexpr double kNotch = 120;  // of a mouse wheel, in eighths of a degree
constexpr int kDragStartPx = 3;
constexpr int kZoomLeastPx = 6;

}  // namespace

void StripPlot::Private::moveCrosshair(std::optional<double> time)
{
    if (time == crosshair)
        return;
    crosshair = time;
    if (canBeSeen() && !needsLayout) {
        canvas->paintCursorLayer();
        updateReadout();
    }
    if (time)
        Q_EMIT q->crosshairMoved(*time);
}

void StripPlot::Private::followMouse()
{
    if (!hoverX || frames == 0)
        return;
    const bool inside = *hoverX >= scale.left && *hoverX <= scale.left + scale.width;
    moveCrosshair(inside ? std::optional(scale.time(*hoverX)) : std::nullopt);
}

bool StripPlot::Private::mousePressed(const QMouseEvent& event)
{
    if (event.button() != Qt::LeftButton && event.button() != Qt::RightButton)
        return false;
    q->setFocus(Qt::MouseFocusReason);
    drag = Drag::Pressed;
    dragZooms = event.button() == Qt::RightButton || event.modifiers().testFlag(Qt::ShiftModifier);
    dragStart = dragLast = event.position().toPoint();
    return true;
}

bool StripPlot::Private::mouseMoved(const QMouseEvent& event)
{
    const QPoint at = event.position().toPoint();
    if (drag == Drag::Pressed && (at - dragStart).manhattanLength() >= kDragStartPx)
        drag = dragZooms ? Drag::Zoom : Drag::Pan;
    hoverX = at.x();
    if (drag == Drag::Pan) {
        const double seconds = (dragLast.x() - at.x()) * scale.perPixel();
        changeView([&] { view.pan(seconds); });
    }
    dragLast = at;
    followMouse();
    if (drag == Drag::Zoom)
        canvas->paintCursorLayer();
    return true;
}

bool StripPlot::Private::mouseReleased(const QMouseEvent& event)
{
    const Drag was = std::exchange(drag, Drag::None);
    if (was == Drag::Zoom) {
        const int x = event.position().toPoint().x();
        if (std::abs(x - dragStart.x()) >= kZoomLeastPx)
            q->zoomTo(scale.time(dragStart.x()), scale.time(x));
        canvas->paintCursorLayer();
    }
    return was != Drag::None;
}

bool StripPlot::Private::wheelTurned(const QWheelEvent& event)
{
    const QPoint turned = event.angleDelta();
    if (std::abs(turned.x()) > std::abs(turned.y())) {
        changeView([&] { view.pan(-turned.x() * scale.perPixel()); });
        return true;
    }
    const double factor = std::pow(kWheelStep, -turned.y() / kNotch);
    changeView([&] { view.zoom(factor, scale.time(event.position().x())); });
    return true;
}

}  // namespace widgets

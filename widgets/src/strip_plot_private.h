// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auto_range.h"
#include "plot_canvas.h"
#include "strip_painter.h"
#include "strip_readout.h"
#include "time_view.h"

#include "widgets/strip_plot.h"

#include <QElapsedTimer>
#include <QPoint>

class QMouseEvent;
class QWheelEvent;

namespace widgets {

class StripPlot::Private : public PanePainter {
public:
    explicit Private(StripPlot* owner)
        : q(owner)
        , canvas(new PlotCanvas(*this, owner))
        , readout(new StripReadout(owner))
    {
    }

    void paintBehind(QPainter& painter, int pane, const QRect& box) override;
    void paintCurves(QPainter& painter, int pane, const QRect& box) override;
    void paintLane(QPainter& painter, const QRect& box) override;
    void paintCursor(QPainter& painter, const QRect& box) override;

    [[nodiscard]] StripScene scene() const;
    [[nodiscard]] TimeScale currentScale() const;
    void applyTheme();
    void placePanes();
    void drawFrame();
    void fetchColumns();
    [[nodiscard]] bool canBeSeen() const;
    [[nodiscard]] bool moved() const;
    void updateReadout();
    [[nodiscard]] ReadoutText readoutText() const;
    [[nodiscard]] ReadoutRow readoutRow(const Strip& strip, const StripSeries& series) const;

    /// Runs a change of the view and tells what came of it.
    template <typename Change>
    void changeView(Change change);
    void moveCrosshair(std::optional<double> time);
    /// To the time that is under the mouse now.
    void followMouse();
    bool mousePressed(const QMouseEvent& event);
    bool mouseMoved(const QMouseEvent& event);
    bool mouseReleased(const QMouseEvent& event);
    bool wheelTurned(const QWheelEvent& event);

    /// Numbers of one curve, as last drawn.
    struct Curve {
        StripSeries series;
        std::vector<Span> columns;
    };
    enum class Drag { None, Pressed, Pan, Zoom };

    static constexpr double kWheelStep = 1.2;  ///< of the window, for one notch or key

    StripPlot* q;
    PlotCanvas* canvas;
    StripReadout* readout;
    std::shared_ptr<const SpanSource> source;
    std::vector<Strip> strips;
    std::vector<AutoRange> ranges;
    std::vector<std::vector<Curve>> curves;
    StripEvents events;
    std::function<QString(double)> timeOfDay;
    TimeView view;
    TimeScale scale;  ///< of the last frame
    double drawnNow = -1;
    bool isDirty = true;
    bool needsLayout = true;
    QElapsedTimer readoutClock;  ///< since the readout was written
    double replotMs = 0;
    quint64 frames = 0;

    std::optional<double> crosshair;
    std::optional<int> hoverX;  ///< the crosshair stays under the mouse while time passes
    Drag drag = Drag::None;
    QPoint dragStart;
    QPoint dragLast;
    bool dragZooms = false;
};

template <typename Change>
void StripPlot::Private::changeView(Change change)
{
    const bool followed = view.follows();
    const double window = view.window();
    change();
    isDirty = true;
    if (canBeSeen())
        drawFrame();
    if (view.follows() != followed)
        Q_EMIT q->followChanged(view.follows());
    if (view.window() != window)
        Q_EMIT q->windowChanged(view.window());
}

}  // namespace widgets

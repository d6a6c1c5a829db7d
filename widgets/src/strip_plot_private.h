// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pane_choice.h"
#include "plot_canvas.h"
#include "strip_axis.h"
#include "strip_painter.h"
#include "strip_readout.h"
#include "time_view.h"
#include "view_history.h"

#include "widgets/strip_plot.h"

#include <QElapsedTimer>
#include <QPoint>
#include <QPointer>

#include <array>

class QLineEdit;
class QHelpEvent;
class QMouseEvent;
class QWheelEvent;

namespace widgets {

class StripPlot::Private : public PanePainter {
public:
    using Step = ViewHistory::Step;

    explicit Private(StripPlot* owner);

    void paintBehind(QPainter& painter, int pane, const QRect& box) override;
    void paintCurves(QPainter& painter, int pane, const QRect& box) override;
    void paintLane(QPainter& painter, const QRect& box) override;
    void paintCursor(QPainter& painter, const QRect& box) override;

    // strip_frame.cpp: what a frame is made of
    [[nodiscard]] StripScene scene() const;
    [[nodiscard]] TimeScale currentScale() const;
    [[nodiscard]] AxisScale axisScale(std::size_t strip, const QRect& box) const;
    [[nodiscard]] StripTitle titleOf(std::size_t pane) const;
    [[nodiscard]] bool isFaint(const Strip& strip, const StripSeries& series) const;
    void applyTheme();
    void chooseStrips();
    void placePanes();
    void drawFrame();
    void fetchColumns();
    void fetchPane(std::size_t pane);
    void setMarks(std::size_t pane);
    [[nodiscard]] bool canBeSeen() const;
    [[nodiscard]] bool moved() const;
    void paintCursorLayer();
    void paintMarker(QPainter& painter, const QRect& box, Marker marker) const;

    // strip_values.cpp: what is written beside the curves
    void updateReadout();
    [[nodiscard]] ReadoutText readoutText() const;
    [[nodiscard]] ReadoutGroup readoutGroup(const Strip& strip, const QRect& box) const;
    [[nodiscard]] QString valueAt(int from, const ValueText& text) const;

    // strip_commands.cpp: what a key or a menu asks for
    [[nodiscard]] std::size_t aimedPane() const;
    [[nodiscard]] StripAxis* aimedAxis();
    void aimAt(int pane);
    void zoomBy(double factor);
    void goTo(const std::optional<TimeView::Place>& place);
    [[nodiscard]] bool obeyKey(int key);
    void setRange(std::size_t strip, const std::optional<AxisLimits>& limits);
    /// What the user did to the axes that are there now, for when they are there again.
    void keepSettings();
    void applySetting(std::size_t strip);

    // strip_mouse.cpp
    void moveCrosshair(std::optional<double> time);
    /// To the time that is under the mouse now.
    void followMouse();
    [[nodiscard]] std::optional<int> paneAt(const QPoint& at) const;
    bool mousePressed(const QMouseEvent& event);
    bool mouseMoved(const QMouseEvent& event);
    bool mouseReleased(const QMouseEvent& event);
    bool mouseDoubleClicked(const QMouseEvent& event);
    bool wheelTurned(const QWheelEvent& event);
    bool tipAsked(const QHelpEvent& event);
    void mouseLeft();

    /// Runs a change of the view and tells what came of it.
    /// @param step nothing: it goes on with the one before
    template <typename Change>
    void changeView(std::optional<Step> step, Change change);

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
    std::vector<StripAxis> axes;  ///< of the strips
    std::vector<AxisSetting> settings;  ///< by title
    PaneChoice choice;
    QString front;  ///< title of the strip that is seen where several share a pane
    std::vector<std::vector<Curve>> curves;  ///< of the panes
    StripEvents events;
    std::function<QString(double)> timeOfDay;
    std::optional<int> solo;
    TimeView view;
    ViewHistory past;
    TimeScale scale;  ///< of the last frame
    double drawnNow = -1;
    bool isDirty = true;
    bool needsLayout = true;
    bool isPicture = false;  ///< what is painted is for a file
    QElapsedTimer clock;  ///< since the plot was made
    QElapsedTimer readoutClock;  ///< since the readout was written
    double replotMs = 0;
    quint64 frames = 0;

    std::optional<double> crosshair;
    std::array<std::optional<double>, 2> markers;
    std::optional<int> hoverX;  ///< the crosshair stays under the mouse while time passes
    std::optional<int> hoverPane;
    int focusPane = 0;
    bool showsFocus = false;  ///< a pane was aimed at by key
    QPointer<QWidget> editor;  ///< of a range or a note
    Drag drag = Drag::None;
    Qt::MouseButton dragButton = Qt::NoButton;
    QPoint dragStart;
    QPoint dragLast;
    bool dragPans = false;
};

template <typename Change>
void StripPlot::Private::changeView(std::optional<Step> step, Change change)
{
    const TimeView::Place before = view.place();
    change();
    const TimeView::Place after = view.place();
    if (after == before)
        return;
    if (step)
        past.left(before, *step, static_cast<double>(clock.elapsed()) / 1e3);
    isDirty = true;
    if (canBeSeen())
        drawFrame();
    if (after.follows != before.follows)
        Q_EMIT q->followChanged(after.follows);
    if (after.window != before.window)
        Q_EMIT q->windowChanged(after.window);
}

}  // namespace widgets

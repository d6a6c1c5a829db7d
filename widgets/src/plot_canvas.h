// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "time_scale.h"

#include "widgets/theme.h"

#include <QFont>
#include <QRect>
#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

namespace widgets {

/// Paints what is in the panes. Called in this order, with the
/// grid between the first and the second.
class PanePainter {
public:
    PanePainter() = default;
    PanePainter(const PanePainter&) = delete;
    PanePainter& operator=(const PanePainter&) = delete;
    virtual ~PanePainter() = default;

    virtual void paintBehind(QPainter& painter, int pane, const QRect& box) = 0;
    virtual void paintCurves(QPainter& painter, int pane, const QRect& box) = 0;
    virtual void paintLane(QPainter& painter, const QRect& box) = 0;
    /// On a layer of its own, which is painted anew without the others. `box` is all panes and the
    /// lane; above it is some room.
    virtual void paintCursor(QPainter& painter, const QRect& box) = 0;
};

/// A mark of a value axis.
struct AxisMark {
    double share = 0;  ///< of the height, 0 at the lower edge
    QString text;
};

/// Panes above each other over one time axis, and a lane of fixed height below: axes, grid, layers
/// and buffers.
class PlotCanvas : public QWidget {
    Q_OBJECT
public:
    /// @param painter outlives the canvas
    explicit PlotCanvas(PanePainter& painter, QWidget* parent = nullptr);
    ~PlotCanvas() override;

    void setPanes(const std::vector<double>& weights);
    void setLaneHeight(int pixels);
    /// At the least; tick labels have their usual room anyway.
    void setLeftMargin(int pixels);
    /// Marks every `step` seconds, counted from `origin`.
    void setTime(const TimeScale& time, double origin, double step);
    /// Of the value axis of a pane.
    void setMarks(int pane, const std::vector<AxisMark>& marks);
    void applyTheme(const Theme& theme, const QFont& font);

    /// Settles where the panes are; needed after a change of size, panes or fonts.
    void layOut();
    void paintAll();
    /// @param needed false: there is nothing on it; a layer of its own costs with every frame.
    void paintCursorLayer(bool needed);

    /// All layers onto something else, at `offset`.
    /// @param around paints first what is beside them
    void paintOnto(QPaintDevice& device, const QPoint& offset,
        const std::function<void(QPainter&)>& around) const;

    [[nodiscard]] QRect pane(int index) const;
    /// Height that the panes and the gaps between them have together.
    [[nodiscard]] int paneRoom() const;
    [[nodiscard]] int paneGap() const;
    [[nodiscard]] QRect lane() const;
    /// Gets the mouse.
    [[nodiscard]] QWidget* surface() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    class Plot;

    std::unique_ptr<Plot> m_plot;
};

}  // namespace widgets

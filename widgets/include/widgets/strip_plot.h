// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/span_source.h"
#include "widgets/strip_events.h"

#include <QString>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace widgets {

/// One curve of a strip.
struct StripSeries {
    QString name;
    int series = 0;  ///< number of its colour
    int source = 0;  ///< what SpanSource is asked for
    bool strong = false;  ///< selected or guilty: drawn last, semibold in the readout

    [[nodiscard]] bool operator==(const StripSeries&) const = default;
};

struct Strip {
    QString title;  ///< "lag"
    QString unit;  ///< "% of ring"
    double weight = 1;  ///< share of the height
    std::optional<double>
        fixedTop;  ///< top of the axis; without it the axis follows the data, with inertia
    std::optional<double> limit;  ///< dashed line; what is held is drawn on it
    QString limitText;
    std::vector<StripSeries> series;
    std::function<QString(double)> valueText;  ///< with unit, for the readout
};

/// The strip with lag in percent of the ring, and the one with events per second; series are to be
/// filled in.
[[nodiscard]] Strip lagStrip();
[[nodiscard]] Strip throughputStrip();

/// Several strips over one time axis, an event lane below, a readout at the right. Follows "now"
/// until the user drags, or says otherwise; nothing that is done here stops the data.
class StripPlot : public QWidget {
    Q_OBJECT
public:
    explicit StripPlot(QWidget* parent = nullptr);
    ~StripPlot() override;

    void setSource(std::shared_ptr<const SpanSource> source);
    /// Cheap if nothing but names and emphasis differs.
    void setStrips(std::vector<Strip> strips);
    void setEvents(StripEvents events);
    /// Time of day of a time, shown in the corner: "14:03:25.9".
    void setTimeOfDay(std::function<QString(double)> text);

    /// One frame, called by the owner's timer. Draws only what moved by a pixel, and only if it can
    /// be seen.
    /// @param now seconds, on any clock that does not jump
    void refresh(double now);

    /// Length of the past in view, seconds.
    [[nodiscard]] double windowSeconds() const;
    void setWindowSeconds(double seconds);
    [[nodiscard]] bool follows() const;
    void setFollow(bool follow);
    /// Right edge of the past in view: now, or where the view was left.
    [[nodiscard]] double viewedNow() const;
    [[nodiscard]] std::optional<double> crosshair() const;
    void setCrosshair(std::optional<double> time);
    /// Shows [from, to] and leaves Follow.
    void zoomTo(double from, double to);

    /// Of the last frame that was drawn, milliseconds.
    [[nodiscard]] double replotMilliseconds() const;
    [[nodiscard]] quint64 frames() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void followChanged(bool follows);
    void windowChanged(double seconds);
    /// Where the mouse points; nothing is told when it leaves, see crosshair().
    void crosshairMoved(double time);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/span_source.h"
#include "widgets/strip.h"
#include "widgets/strip_events.h"

#include <QString>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

class QPaintDevice;

namespace widgets {

/// What draws the curves, with its version.
[[nodiscard]] QString plotLibrary();

/// What the user did to the value axis of a strip.
struct AxisSetting {
    QString strip;  ///< its title
    std::optional<bool> log{};  ///< nothing: as the strip is made
    /// Both ends; nothing: it follows the data.
    std::optional<std::pair<double, double>> range{};

    [[nodiscard]] bool operator==(const AxisSetting&) const = default;
};

/// Several strips over one time axis, an event lane below, a readout at the right. Follows "now"
/// until the user drags, or says otherwise; nothing that is done here stops the data.
class StripPlot : public QWidget {
    Q_OBJECT
public:
    enum class Marker { A, B };

    explicit StripPlot(QWidget* parent = nullptr);
    ~StripPlot() override;

    void setSource(std::shared_ptr<const SpanSource> source);
    /// Cheap if nothing but names, curves and emphasis differs.
    void setStrips(std::vector<Strip> strips);
    void setEvents(StripEvents events);
    /// Time of day of a time, shown in the corner: "14:03:25.9".
    void setTimeOfDay(std::function<QString(double)> text);

    /// One frame, called by the owner's timer. Draws only what moved by a pixel, and only if it can
    /// be seen.
    /// @param now seconds, on any clock that does not jump
    void refresh(double now);

    /// What is over: it lies between two times, the view stays within them, and `now` of refresh()
    /// is the moment that is looked at, which may go back.
    struct Bounds {
        double first = 0;
        double last = 0;
    };
    void setBounds(const std::optional<Bounds>& bounds, double now);

    /// Length of the past in view, seconds.
    [[nodiscard]] double windowSeconds() const;
    void setWindowSeconds(double seconds);
    [[nodiscard]] bool follows() const;
    void setFollow(bool follow);
    /// Right edge of the past in view: now, or where the view was left.
    [[nodiscard]] double viewedNow() const;
    /// Shows [from, to] and leaves Follow.
    void zoomTo(double from, double to);
    /// By one notch, around the crosshair or the middle. Leaves Follow.
    void zoomIn();
    void zoomOut();
    void undoView();
    void redoView();

    [[nodiscard]] std::optional<double> crosshair() const;
    void setCrosshair(std::optional<double> time);
    /// The crosshair, else the right edge of the past in view.
    [[nodiscard]] double pointedTime() const;
    [[nodiscard]] std::optional<double> marker(Marker marker) const;
    void setMarker(Marker marker, std::optional<double> time);
    /// Draws the other curves faintly.
    void setSolo(std::optional<int> series);
    [[nodiscard]] std::optional<int> solo() const;

    /// The strip that is pointed at, else the one that was last: by Up and Down, or a click.
    [[nodiscard]] QString aimedStrip() const;
    [[nodiscard]] bool isLog() const;
    void setLog(bool log);
    [[nodiscard]] bool isRangeLocked() const;
    /// Locked, the axis stays as it is now; else it follows the data.
    void lockRange(bool lock);
    /// By title; strips that are as they were made are left out. Those of strips that are not there
    /// now are kept for when they are.
    [[nodiscard]] std::vector<AxisSetting> axisSettings() const;
    /// All others are as they are made. A range that is none is left out.
    void setAxisSettings(const std::vector<AxisSetting>& settings);
    /// Asks for the range in a small field on the strip.
    void askForRange();
    /// Asks for the words of a note at the pointed time.
    void askForNote();
    /// Shows the strip of this title where it shares its pane with others.
    void bringToFront(const QString& title);
    /// Titles of those that share a pane; empty while there is room for all.
    [[nodiscard]] QStringList stackedStrips() const;
    /// Title of the strip in a pane, from the top.
    [[nodiscard]] QStringList shownStrips() const;

    /// What is written above a picture of the plots.
    struct PictureHead {
        QString title;
        QString subtitle;
    };
    [[nodiscard]] QSize pictureSize() const;
    /// What is seen, with its readout and a head above it, in lines and letters.
    /// @param device of pictureSize()
    void paintPicture(QPaintDevice& device, const PictureHead& head) const;

    /// Of the last frame that was drawn, milliseconds.
    [[nodiscard]] double replotMilliseconds() const;
    [[nodiscard]] quint64 frames() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void followChanged(bool follows);
    void windowChanged(double seconds);
    /// To crosshair(), or it went.
    void crosshairMoved();
    void markersChanged();
    /// A row of the readout was clicked.
    void seriesClicked(int series);
    void noteWritten(double time, const QString& text);
    /// A strip was clicked with the right button.
    void menuRequested(const QPoint& globalPosition);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state_shape.h"

#include <QElapsedTimer>
#include <QPixmap>
#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace widgets {

class RingLanes;

struct RingConsumer {
    QString id;
    int series = 0;
    double fraction = 0;  ///< of the capacity that it lags behind
    bool absent = false;  ///< expected, never seen
    StateShape shape = StateShape::Ok;  ///< shown in the tag of the one that holds the producer

    [[nodiscard]] bool operator==(const RingConsumer&) const = default;
};

/// Closed: the producer has ended. Gone: truncated, garbage, removed; what is shown is the last
/// that was read.
enum class RingMode { Running, Idle, Waiting, Closed, Gone };

struct RingViewState {
    quint64 capacity = 0;  ///< slots
    RingMode mode = RingMode::Running;
    bool held = false;
    QString culprit;  ///< who holds it; the slowest if empty
    std::vector<RingConsumer> consumers;  ///< in a fixed order: their lanes
    std::optional<double> highWater;  ///< fraction of the capacity
    QString word;  ///< in the middle unless running: "IDLE", "CLOSED", "TRUNCATED"
    QStringList notes;  ///< two lines under it, at most; when held: for how long, and the deadline

    [[nodiscard]] bool operator==(const RingViewState&) const = default;
};

/// The ring as the producer sees it: it stands at the top, each consumer's arc is its backlog.
/// Under a radius of 60 px it is a small picture without words.
class RingView : public QWidget {
    Q_OBJECT
public:
    explicit RingView(QWidget* parent = nullptr);
    ~RingView() override;

    /// Repaints only what can be seen to differ, and at most 10 times a second.
    void setState(const RingViewState& state);
    [[nodiscard]] const RingViewState& state() const { return m_state; }
    /// Lags become known to assistive technology through this sentence.
    void setSentence(const QString& sentence);

    /// Radius of the outer edge, in pixels; what is left of the width after the longest name.
    [[nodiscard]] double radius() const;
    /// Where a consumer's disc is; nothing if it is not drawn.
    [[nodiscard]] std::optional<QPointF> discOf(const QString& id) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void consumerClicked(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showState();
    void paintGround(QPainter& painter);
    [[nodiscard]] QString consumerAt(QPointF position) const;

    RingViewState m_state;
    std::unique_ptr<RingLanes> m_lanes;
    QString m_seen;  ///< what is on the screen, in words and whole pixels
    QPixmap m_ground;  ///< slots and tracks
    QString m_groundKey;
    QElapsedTimer m_clock;
    qint64 m_lastUpdate = 0;
    QTimer m_later;
};

}  // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/recordings/recorded_view.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSlider;

namespace gui {

class Actions;

/// Below the plots of a recording: which moment is shown, over its whole time, and how fast it
/// goes on.
class PlaybackBar : public QWidget {
    Q_OBJECT
public:
    explicit PlaybackBar(const Actions& actions, QWidget* parent = nullptr);

    void showView(const RecordedView& view);

Q_SIGNALS:
    void positionChosen(monitor::TimePoint position);
    void speedChosen(double speed);

private Q_SLOTS:
    void choosePosition(int step);

private:
    QSlider* m_slider;
    QLabel* m_time;
    QLabel* m_clock;
    QComboBox* m_speed;
    monitor::TimePoint m_first;
    monitor::TimePoint m_last;
    bool m_showing = false;
};

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/history.h"
#include "monitor/recording/shown_times.h"

#include <QString>

#include <memory>

namespace gui {

/// A recording that is open, as the sessions of its rings see it.
struct RecordedView {
    QString file;  ///< its path
    std::shared_ptr<const monitor::History> history;
    monitor::TimePoint first;  ///< sample, as all times moved to the clock of this machine
    monitor::TimePoint last;
    monitor::recording::ShownTimes times;
    double rateHz = 0;
    monitor::TimePoint position;  ///< the moment that is shown
    bool plays = false;
    double speed = 1;
};

}  // namespace gui

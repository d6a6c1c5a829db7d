// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state_shape.h"

#include <QString>

#include <optional>
#include <vector>

namespace widgets {

/// A duration as far as it could be measured.
struct MeasuredTime {
    enum class Bound { Exact, LessThan, MoreThan };

    double seconds = 0;
    Bound bound = Bound::Exact;

    [[nodiscard]] bool operator==(const MeasuredTime&) const = default;
    [[nodiscard]] QString text() const;
};

/// Which way a lag goes.
enum class Trend { Unknown, Down, Steady, Up };

/// One consumer, as numbers; the table turns them into text.
struct ConsumerRow {
    QString id;  ///< safe to show
    int series = 0;
    StateShape shape = StateShape::Unknown;
    Tone tone = Tone::Quiet;
    QString word;  ///< "STOPPED"
    QString evidence;  ///< for the tool tip
    std::optional<double> pending;  ///< share of the time that another state must hold
    bool culprit = false;  ///< holds the producer: stays on top
    qint64 pid = 0;
    QChar process = u'?';  ///< its state as the kernel says: R S D T t Z I, X for gone
    bool required = false;  ///< the producer fails without it
    quint64 lagEvents = 0;
    double lagPercent = 0;  ///< of the ring
    std::optional<MeasuredTime> lagTime;
    Trend trend = Trend::Unknown;  ///< of the lag
    double perSecond = 0;  ///< events
    double gateShare = 0;  ///< 0 … 1
    std::vector<float> lagHistory;  ///< of the last 60 s, 0 … 1 of the ring, oldest first
    std::optional<MeasuredTime> noProgress;
    std::optional<quint64> cursor;
    std::optional<quint64> lagAtCrosshair;  ///< events, at the time that is pointed at in the plots

    [[nodiscard]] bool operator==(const ConsumerRow&) const = default;
};

}  // namespace widgets

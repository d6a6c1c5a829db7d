// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/wall_clock.h"

#include "widgets/units.h"

#include <QCoreApplication>
#include <QDateTime>

#include <cmath>
#include <cstdlib>

namespace gui {

namespace {

constexpr qint64 kJitterMs = 50;

/// Milliseconds from the clock of the samples to the wall's. Kept while the two keep their
/// distance: a text must not change by the millisecond each time it is made.
qint64 distanceMs()
{
    using namespace std::chrono;
    static qint64 kept = 0;
    const qint64 steady
        = duration_cast<milliseconds>(monitor::Clock::now().time_since_epoch()).count();
    const qint64 measured = QDateTime::currentMSecsSinceEpoch() - steady;
    if (std::abs(measured - kept) > kJitterMs) {
        kept = measured;
    }
    return kept;
}

QDateTime onTheWall(monitor::TimePoint time)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(ms.count() + distanceMs());
}

}  // namespace

QString dayAndTime(monitor::TimePoint time)
{
    return onTheWall(time).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString fileStamp()
{
    return QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
}

QString timeOfDay(monitor::TimePoint time, int decimals)
{
    const QString whole = onTheWall(time).toString(QStringLiteral("HH:mm:ss.zzz"));
    constexpr int kAll = 3;
    return whole.left(whole.size() - (kAll - decimals) - (decimals == 0 ? 1 : 0));
}

QString wholeSeconds(double seconds)
{
    constexpr double kLong = 120;
    return seconds < kLong
        ? QCoreApplication::translate("WallClock", "%1 s").arg(static_cast<int>(seconds))
        : widgets::durationText(std::floor(seconds));
}

}  // namespace gui

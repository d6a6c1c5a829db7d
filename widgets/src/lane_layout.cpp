// SPDX-License-Identifier: GPL-3.0-or-later
#include "lane_layout.h"

#include "widgets/type_scale.h"

#include <QCoreApplication>
#include <QFontMetrics>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("widgets", text);
}

}  // namespace

int laneRows(const StripEvents& events)
{
    return events.captions.empty() ? kNoteRow : kLaneRows;
}

std::array<QString, kLaneRows> laneRowNames()
{
    return {tr("faults"), tr("producer"), tr("states"), tr("notes")};
}

int laneRowHeight(const QFont& font)
{
    constexpr double kRow = 21;
    return scaledPx(font, kRow);
}

int laneHeight(const StripEvents& events, const QFont& font)
{
    return laneRows(events) * laneRowHeight(font) + 2;
}

int laneNamesWidth(const QFont& font)
{
    constexpr int kOuterGap = 4;
    const QFontMetrics metrics(scaledFont(font, kSmallText));
    int widest = 0;
    for (const QString& name : laneRowNames())
        widest = std::max(widest, metrics.horizontalAdvance(name));
    return widest + kLaneNameGap + kOuterGap;
}

int laneRowMiddle(int row, const QRect& box, const QFont& font)
{
    const int height = laneRowHeight(font);
    return box.top() + row * height + height / 2;
}

int laneX(const StripScene& scene, const QRect& box, double time)
{
    constexpr int kBeside = 2;
    return static_cast<int>(std::lround(
        std::clamp(scene.time.x(time), box.left() - kBeside + 0.0, box.right() + kBeside + 0.0)));
}

QRect laneBar(const StripScene& scene, const QRect& box, const LaneTimes& times, int row)
{
    constexpr double kBar = 14;
    const QFontMetrics metrics(scaledFont(scene.font, kSmallText, QFont::DemiBold));
    const int height = std::max(scaledPx(scene.font, kBar), metrics.height() + 2);
    const int left = laneX(scene, box, times.from);
    return {left, laneRowMiddle(row, box, scene.font) - height / 2,
        std::max(2, laneX(scene, box, times.to) - left), height};
}

LaneSpan writableSpan(const StripScene& scene, const QRect& box)
{
    return {box.left(), std::min(box.right(), laneX(scene, box, scene.now) - 1)};
}

}  // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ring_layout.h"

#include "widgets/ring_geometry.h"
#include "widgets/type_scale.h"

#include <QFontMetricsF>

#include <algorithm>

namespace widgets {

namespace {

constexpr double kSmallRadius = 60;
constexpr double kNameText = 0.92;
constexpr double kNameGap = 16;
constexpr double kNameDistance = kLeaderGap + kLeaderToName + 1;
constexpr double kRoomAbove = 46;  // for the tag of the culprit
constexpr double kRoomBelow = 28;  // for "50 % behind"
constexpr double kNameBelow = 20;  // for a name at the end of its leader

}  // namespace

double RingLayout::pitch() const
{
    if (isSmall)
        return radius * std::min(0.15, 0.55 / std::max(lanes, 1));
    return std::min(radius * 0.094, radius * 0.4 / std::max(lanes, 1));
}

double RingLayout::lane(int index) const
{
    return radius - band() - std::max(4.0, radius * 0.035) - pitch() * 0.5 - index * pitch();
}

double RingLayout::laneWidth() const
{
    if (isSmall)
        return 2.4;
    return lanes <= 4 ? std::max(2.0, radius * 0.03) : std::max(1.5, radius * 0.02);
}

double RingLayout::disc() const
{
    return isSmall ? 3.3 : std::max(3.2, std::min(pitch() * 0.48, radius * 0.046));
}

double RingLayout::inner() const
{
    return lane(std::max(lanes, 1) - 1) - pitch() * 0.5;
}

int RingLayout::segments(quint64 capacity) const
{
    const quint64 most = isSmall ? 32 : 64;
    return static_cast<int>(capacity == 0 ? most : std::min(capacity, most));
}

QString shortName(const QString& name, const QFont& font, double width)
{
    constexpr double kLongestEm = 8;
    constexpr double kShortestEm = 4;
    constexpr double kShare = 0.17;
    const double room = std::clamp(width * kShare, em(font) * kShortestEm, em(font) * kLongestEm);
    return QFontMetricsF(scaledFont(font, kNameText)).elidedText(name, Qt::ElideRight, room);
}

RingLayout layOutRing(QSizeF size, const QFont& font, const QStringList& names, int lanes)
{
    const QFontMetricsF metrics(scaledFont(font, kNameText));
    double widest = metrics.horizontalAdvance(QStringLiteral("25 %"));  // of a ring without names
    for (const QString& name : names)
        widest = std::max(widest, metrics.horizontalAdvance(name));
    const double above = scaledPx(font, kRoomAbove);
    const double below = scaledPx(font, kRoomBelow);

    RingLayout layout;
    layout.lanes = lanes;
    const double beside = size.width() / 2 - widest;
    layout.radius = std::min({beside - scaledPx(font, kNameGap),
        (beside - kNameDistance) / kLeaderReach, (size.height() - above - below) / 2,
        (size.height() - above - scaledPx(font, kNameBelow)) / (1 + kLeaderReach)});
    layout.centre = {size.width() / 2, above + (size.height() - above - below) / 2};
    if (layout.radius < kSmallRadius) {
        layout.isSmall = true;
        constexpr double kProducerReach = 1.1;
        const double half = std::min(size.width(), size.height()) / 2;
        layout.radius = std::clamp((half - 1) / kProducerReach, 4.0, kSmallRadius - 1);
        layout.centre = {size.width() / 2, size.height() / 2 + layout.radius * 0.03};
    }
    return layout;
}

}  // namespace widgets

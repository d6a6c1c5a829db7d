// SPDX-License-Identifier: GPL-3.0-or-later
#include "lane_room.h"

#include <QFontMetrics>

#include <algorithm>

namespace widgets {

namespace {

constexpr int kLeastLetters = 5;

}  // namespace

QString fittingText(const QString& text, int room, const QFontMetrics& metrics)
{
    const int width = metrics.horizontalAdvance(text);
    if (width <= room)
        return text;
    return room < kLeastLetters * metrics.averageCharWidth()
        ? QString()
        : metrics.elidedText(text, Qt::ElideRight, room);
}

LaneRoom::LaneRoom(LaneSpan row)
    : m_row(row)
{
}

void LaneRoom::take(LaneSpan span)
{
    if (span.right >= m_row.left && span.left <= m_row.right)
        m_taken.push_back(span);
}

bool LaneRoom::isFree(LaneSpan span) const
{
    return span.left >= m_row.left && span.right <= m_row.right
        && std::none_of(m_taken.begin(), m_taken.end(), [&](const LaneSpan& taken) {
               return taken.left <= span.right && span.left <= taken.right;
           });
}

int LaneRoom::roomRightOf(LaneSpan about) const
{
    const int left = about.right + kLaneTextGap;
    int end = m_row.right + 1;
    for (const LaneSpan& taken : m_taken) {
        if (taken.right >= left)
            end = std::min(end, std::max(taken.left - kLaneTextGap, left));
    }
    return end - left;
}

std::optional<int> LaneRoom::placeBeside(LaneSpan about, int width, Side first)
{
    const int before = about.left - kLaneTextGap - width;
    const bool isLeftFree = isFree({before - kLaneTextGap, about.left - kLaneTextGap});
    const bool isRightFree = width <= roomRightOf(about);
    if (!isLeftFree && !isRightFree)
        return std::nullopt;
    const bool isRight = isRightFree && (first == Side::Right || !isLeftFree);
    const int left = isRight ? about.right + kLaneTextGap : before;
    take({left, left + width - 1});
    return left;
}

}  // namespace widgets

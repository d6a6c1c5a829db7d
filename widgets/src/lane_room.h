// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

class QFontMetrics;

namespace widgets {

inline constexpr int kLaneTextGap = 6;  ///< between what is drawn and what is written about it

/// Pixels along a row of the lane, both ends included.
struct LaneSpan {
    int left = 0;
    int right = 0;
};

/// What lies in a row of the lane, so that nothing is written over it.
class LaneRoom {
public:
    explicit LaneRoom(LaneSpan row);

    void take(LaneSpan span);
    enum class Side { Left, Right };
    /// Where a text about `about` goes, which takes that room: on this side of it, else on the
    /// other. @returns its left end; nothing where it would not be whole.
    [[nodiscard]] std::optional<int> placeBeside(LaneSpan about, int width, Side first);
    /// Free pixels right of it, for a part of such a text.
    [[nodiscard]] int roomRightOf(LaneSpan about) const;

private:
    [[nodiscard]] bool isFree(LaneSpan span) const;

    LaneSpan m_row;
    std::vector<LaneSpan> m_taken;
};

/// As much of the text as there is room for; empty where that says nothing.
[[nodiscard]] QString fittingText(const QString& text, int room, const QFontMetrics& metrics);

}  // namespace widgets

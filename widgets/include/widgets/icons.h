// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPalette>
#include <QRectF>

class QPainter;

namespace widgets {

enum class Icon {
    Attach,
    Play,
    Stop,
    Pause,
    Record,
    Save,
    Heal,
    Kill,
    Slow,
    Rejoin,
    Follow,
    Lock,
    File,
    Flag,
    Search,
    Copy,
    Gear,
    Rig,
    More,
    ChevronDown,
    ChevronRight,
    Close
};
inline constexpr int kIconCount = static_cast<int>(Icon::Close) + 1;

/// Drawn in the application palette's `role` at paint time, so it follows a change between light
/// and dark.
[[nodiscard]] QIcon icon(Icon icon, QPalette::ColorRole role = QPalette::ButtonText);
void paintIcon(QPainter& painter, const QRectF& box, Icon icon, const QColor& color);

}  // namespace widgets

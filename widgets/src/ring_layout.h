// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPointF>
#include <QSizeF>
#include <QStringList>

namespace widgets {

/// Places and sizes in a ring, all from its radius.
struct RingLayout {
    QPointF centre;
    double radius = 0;  ///< outer edge of the slots
    bool isSmall = false;  ///< no words, half the slots
    int lanes = 0;

    [[nodiscard]] double band() const { return radius * 0.125; }  ///< depth of the slots
    [[nodiscard]] double pitch() const;
    [[nodiscard]] double lane(int index) const;
    [[nodiscard]] double laneWidth() const;
    [[nodiscard]] double disc() const;
    [[nodiscard]] double inner() const;  ///< inside of the last lane
    [[nodiscard]] int segments(quint64 capacity) const;
};

/// A very long name is cut at its end, so that the ring does not vanish beside it.
/// @param width of the whole picture
[[nodiscard]] QString shortName(const QString& name, const QFont& font, double width);

/// @param names that must have room beside the ring
[[nodiscard]] RingLayout layOutRing(
    QSizeF size, const QFont& font, const QStringList& names, int lanes);

}  // namespace widgets

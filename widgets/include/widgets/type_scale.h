// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace widgets {

inline constexpr double kSmallText = 0.87;
inline constexpr double kCellText = 0.96;
inline constexpr double kLeadText = 1.15;
inline constexpr double kCardTitleText = 1.2;

/// Pixels of the font's size.
[[nodiscard]] double em(const QFont& font);
/// A length that is `pixels` with a font of 13 px, for this font; whole pixels.
[[nodiscard]] int scaledPx(const QFont& font, double pixels);
/// Never below 11 px.
[[nodiscard]] QFont scaledFont(
    const QFont& font, double factor, QFont::Weight weight = QFont::Normal);

}  // namespace widgets

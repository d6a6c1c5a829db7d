// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

#include <array>

namespace widgets {

/// Series number of the producer; consumers count from 0.
inline constexpr int kProducerSeries = -1;
/// Curves that are nobody's, in two greys; they go with the ink of the producer.
inline constexpr int kGreySeries = -2;
inline constexpr int kPaleSeries = -3;

enum class Scheme { System, Light, Dark };

/// Every colour that is painted. Two of them exist, Theme::light() and Theme::dark().
struct Theme {
    bool isDark = false;

    QColor window;  ///< menus, tool bar, dock titles, status bar
    QColor base;  ///< plots, tables, cards, ring
    QColor alt;  ///< table header, event lane
    QColor line;  ///< hairlines
    QColor ctl;  ///< borders of buttons and fields
    QColor btn;  ///< button face
    QColor text;
    QColor text2;  ///< second text, quiet state words
    QColor text3;  ///< labels, units, ticks
    QColor grid;
    QColor axis;
    QColor accent;  ///< focus, links, border of what is toggled
    QColor sel;  ///< selected row, face of what is toggled; the text on it stays `text`
    QColor ink;  ///< the producer, strong button
    QColor inkText;
    QColor used;  ///< slots
    QColor free;
    QColor fault;  ///< band of a fault we injected
    QColor faultEdge;
    QColor err;
    QColor errTint;
    QColor errSolid;
    QColor errSolidText;
    QColor warn;
    QColor warnTint;
    QColor info;
    QColor infoTint;
    QColor ok;
    QColor okTint;
    QColor grey;
    QColor greyTint;
    std::array<QColor, 8> seriesColors;

    /// From the 9th on colours repeat.
    [[nodiscard]] QColor series(int number) const;
    [[nodiscard]] QPalette toPalette() const;

    [[nodiscard]] static const Theme& light();
    [[nodiscard]] static const Theme& dark();
};

/// The one that goes with a widget's palette: by the lightness of its
/// window colour. Ask again on PaletteChange.
[[nodiscard]] const Theme& theme(const QPalette& palette);

/// Sets style, palette and tool tip palette. May be called again at any time.
void applyTheme(Scheme scheme);

}  // namespace widgets

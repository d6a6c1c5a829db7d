// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/icons.h"

#include "svg_path.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>

#include <array>
#include <cstddef>

namespace widgets {

namespace {

constexpr double kGrid = 16;
constexpr double kLine = 1.3;

/// A path on the grid; width 0: filled.
struct Glyph {
    const char* path = nullptr;
    double width = kLine;
    const char* filled = nullptr;
};

constexpr std::array<Glyph, kIconCount> kGlyphs{{
    {"M6 2v3M10 2v3M4 5h8v2.5a4 4 0 0 1 -8 0zM8 11.5V14.5"},  // Attach
    {"M4 2.5v11L13 8z", 0},  // Play
    {"M3.5 3.5h9v9h-9z", 0},  // Stop
    {"M5.5 3v10M10.5 3v10", 2.2},  // Pause
    {"M12.5 8a4.5 4.5 0 1 1 -9 0a4.5 4.5 0 1 1 9 0z", 0},  // Record
    {"M8 2v8M4.8 7L8 10.2L11.2 7M2.5 13.5h11"},  // Save
    {"M6 2.5h4V6h3.5v4H10v3.5H6V10H2.5V6H6z"},  // Heal
    {"M3.5 3.5l9 9M12.5 3.5l-9 9", 1.8},  // Kill
    {"M2.2 12a6.2 6.2 0 1 1 11.6 0M8 10.5L5 6.5"},  // Slow
    {"M13 8a5 5 0 1 1 -1.8 -3.8M13.3 1.8v3h-3"},  // Rejoin
    {"M12 3v10", kLine, "M3 2.5v11l6.5 -5.5z"},  // Follow
    {"M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5"},  // Lock
    {"M4 2h5l3 3v9H4zM9 2v3h3"},  // File
    {"M4 14V2.5h8l-2 3l2 3H4"},  // Flag
    {"M11 7a4 4 0 1 1 -8 0a4 4 0 1 1 8 0zM10 10l3.5 3.5"},  // Search
    {"M5.5 5.5h7.5v8H5.5zM10.5 5.5v-3H3v8h2.5"},  // Copy
    {"M10.2 8a2.2 2.2 0 1 1 -4.4 0a2.2 2.2 0 1 1 4.4 0zM8 2v2.2M8 11.8V14M2 8h2.2M11.8 8H14M3.8 "
     "3.8l1.5 1.5"
     "M10.7 10.7l1.5 1.5M12.2 3.8l-1.5 1.5M5.3 10.7l-1.5 1.5"},  // Gear
    {"M5.3 8a1.8 1.8 0 1 1 -3.6 0a1.8 1.8 0 1 1 3.6 0zM14 3.5a1.5 1.5 0 1 1 -3 0a1.5 1.5 0 1 1 3 0z"
     "M14 8a1.5 1.5 0 1 1 -3 0a1.5 1.5 0 1 1 3 0zM14 12.5a1.5 1.5 0 1 1 -3 0a1.5 1.5 0 1 1 3 0z"
     "M5.3 7.2L11 4M5.3 8H11M5.3 8.8L11 12"},  // Rig
    {"M4.7 8a1.2 1.2 0 1 1 -2.4 0a1.2 1.2 0 1 1 2.4 0zM9.2 8a1.2 1.2 0 1 1 -2.4 0a1.2 1.2 0 1 1 "
     "2.4 0z"
     "M13.7 8a1.2 1.2 0 1 1 -2.4 0a1.2 1.2 0 1 1 2.4 0z",
        0},  // More
    {"M4.5 6.5L8 10l3.5 -3.5"},  // ChevronDown
    {"M6.5 4.5L10 8l-3.5 3.5"},  // ChevronRight
    {"M4.5 4.5l7 7M11.5 4.5l-7 7"}  // Close
}};

/// Takes its colour from the application's palette each time it is painted.
class GlyphEngine : public QIconEngine {
public:
    GlyphEngine(Icon icon, QPalette::ColorRole role)
        : m_icon(icon)
        , m_role(role)
    {
    }

    void paint(
        QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        const QPalette::ColorGroup group
            = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const int side = std::min(rect.width(), rect.height());
        const QRectF box(rect.x() + (rect.width() - side) / 2.0,
            rect.y() + (rect.height() - side) / 2.0, side, side);
        paintIcon(*painter, box, m_icon, QGuiApplication::palette().color(group, m_role));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new GlyphEngine(m_icon, m_role); }

private:
    Icon m_icon;
    QPalette::ColorRole m_role;
};

}  // namespace

QIcon icon(Icon icon, QPalette::ColorRole role)
{
    return QIcon(new GlyphEngine(icon, role));  // the icon owns its engine
}

void paintIcon(QPainter& painter, const QRectF& box, Icon icon, const QColor& color)
{
    const Glyph& glyph = kGlyphs[static_cast<std::size_t>(icon)];
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(box.width() / kGrid, box.height() / kGrid);
    if (glyph.width > 0)
        painter.strokePath(svgPath(glyph.path),
            QPen(color, glyph.width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    else
        painter.fillPath(svgPath(glyph.path), color);
    if (glyph.filled != nullptr)
        painter.fillPath(svgPath(glyph.filled), color);
    painter.restore();
}

}  // namespace widgets

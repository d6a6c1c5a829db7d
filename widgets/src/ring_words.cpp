// SPDX-License-Identifier: GPL-3.0-or-later
#include "ring_words.h"

#include "ring_lanes.h"

#include "widgets/ring_geometry.h"
#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace widgets {

namespace {

constexpr double kLineSpacing = 1.28;
constexpr double kNameSize = 0.92;
constexpr double kMicroPx = 10.5;
constexpr int kSmallestPx = 10;

QString tr(const char* text)
{
    return QCoreApplication::translate("widgets", text);
}

QFont microFont(const QFont& font)
{
    QFont micro = font;
    micro.setPixelSize(std::max(10, static_cast<int>(std::lround(em(font) * kMicroPx / 13))));
    return micro;
}

QFont lineFont(const QFont& font, const MiddleLine& line, double factor)
{
    QFont sized = font;
    sized.setPixelSize(
        std::max(kSmallestPx, static_cast<int>(std::lround(em(font) * line.size * factor))));
    sized.setWeight(line.weight);
    if (line.spaced)
        sized.setLetterSpacing(QFont::AbsoluteSpacing, 0.7);
    return sized;
}

double heightOf(const QFont& font)
{
    return font.pixelSize() * kLineSpacing;
}

/// Of who holds the producer, or is the slowest.
QString culpritName(const RingScene& scene)
{
    const int lane = scene.lanes.culprit();
    if (lane < 0)
        return {};
    return shortName(scene.lanes.lanes()[static_cast<std::size_t>(lane)].id, scene.font,
        2 * scene.layout.centre.x());
}

std::vector<MiddleLine> heldLines(const RingScene& scene)
{
    const Theme& t = scene.theme;
    const QString name = culpritName(scene);
    std::vector<MiddleLine> lines{{tr("PRODUCER HELD BY"), 0.81, QFont::DemiBold, t.err, true},
        {name, 2.1, QFont::Bold, t.text}};
    if (!scene.state.notes.isEmpty())
        lines.push_back({scene.state.notes[0], 1.3, QFont::DemiBold, t.text});
    if (scene.state.notes.size() > 1)
        lines.push_back({scene.state.notes[1], 0.88, QFont::Normal, t.text2});
    return lines;
}

std::vector<MiddleLine> freeLines(const RingScene& scene)
{
    const Theme& t = scene.theme;
    const quint64 capacity = scene.state.capacity;
    const auto used
        = static_cast<quint64>(std::llround(static_cast<double>(capacity) * scene.lanes.slowest()));
    const QString slowest = culpritName(scene);
    std::vector<MiddleLine> lines{{tr("FREE"), 0.81, QFont::DemiBold, t.text3, true},
        {countText(capacity - std::min(used, capacity)), 2.1, QFont::Bold, t.text},
        {tr("of %1 slots").arg(capacity), 0.88, QFont::Normal, t.text2}};
    lines.push_back({slowest.isEmpty() ? tr("no consumer") : tr("%1 slowest").arg(slowest), 0.88,
        QFont::Normal, t.text2});
    return lines;
}

double fittingFactor(const std::vector<MiddleLine>& lines, const QFont& font, double inner)
{
    constexpr double kSmallestFactor = 0.4;
    constexpr double kMargin = 4;
    constexpr int kSteps = 12;
    for (int step = 0; step <= kSteps; ++step) {
        const double factor = 1 - (1 - kSmallestFactor) * step / kSteps;
        double height = 0;
        for (const MiddleLine& line : lines)
            height += heightOf(lineFont(font, line, factor));
        double y = -height / 2;
        const bool fits = std::all_of(lines.begin(), lines.end(), [&](const MiddleLine& line) {
            const QFont sized = lineFont(font, line, factor);
            const double far = std::max(std::abs(y), std::abs(y + heightOf(sized)));
            y += heightOf(sized);
            const double half = QFontMetricsF(sized).horizontalAdvance(line.text) / 2 + kMargin;
            // A corner of a line's box is mostly air: letters do not reach it.
            return half * half + far * far * 0.85 <= inner * inner;
        });
        if (fits)
            return factor;
    }
    return 0;
}

/// Of a ring that runs "of 4096 slots", else the last; the name or number on the second line stays
/// to the end, and so does the word of a ring that does not run.
std::ptrdiff_t leastNeeded(const RingScene& scene, std::size_t lines)
{
    const bool runs = scene.state.mode == RingMode::Running;
    if (lines == 2)
        return runs ? 0 : 1;
    return runs && !scene.state.held ? 2 : static_cast<std::ptrdiff_t>(lines) - 1;
}

/// Words keep clear of the arcs, and while nothing is published only of long ones: then the picture
/// stands still, and a faint track behind a letter does no harm.
double wordRadius(const RingScene& scene)
{
    const RingLayout& at = scene.layout;
    if (!scene.state.held && scene.state.mode == RingMode::Running)
        return at.inner() - at.disc();
    constexpr double kLongArc = 0.3;
    double inner = at.lane(0);
    for (std::size_t i = 0; i < scene.lanes.lanes().size(); ++i) {
        if (scene.lanes.lanes()[i].fraction > kLongArc)
            inner = at.lane(static_cast<int>(i));
    }
    return inner - at.laneWidth();
}

QString fittingLine(const NameGroup& group, double room, const QFont& font)
{
    const QFontMetricsF metrics(font);
    const QString whole = group.oneLine();
    return metrics.horizontalAdvance(whole) <= room
        ? whole
        : metrics.elidedText(group.shortLine(), Qt::ElideRight, room);
}

class NamePainter {
public:
    NamePainter(QPainter& painter, const RingScene& scene)
        : m_painter(painter)
        , m_scene(scene)
        , m_at(scene.layout)
        , m_font(scaledFont(scene.font, kNameSize))
    {
    }

    void paint()
    {
        std::vector<NamedCursor> cursors;
        const int culprit = m_scene.state.held ? m_scene.lanes.culprit() : -1;
        for (std::size_t i = 0; i < m_scene.lanes.lanes().size(); ++i) {
            const RingConsumer& lane = m_scene.lanes.lanes()[i];
            if (!lane.absent && !lane.id.isEmpty())
                cursors.push_back({shortName(lane.id, m_scene.font, 2 * m_at.centre.x()),
                    lane.fraction, static_cast<int>(i) == culprit});
        }
        const double lineHeight = std::max(15.0, QFontMetricsF(m_font).height());
        m_placed = placeNames(groupNames(std::move(cursors)), m_at.centre, m_at.radius, lineHeight);
        paintQuarters(lineHeight);
        for (const PlacedName& name : m_placed) {
            if (name.group.alone)
                paintTag(name);
            else
                paintName(name);
        }
    }

private:
    void paintQuarters(double lineHeight)
    {
        m_painter.setFont(microFont(m_scene.font));
        m_painter.setPen(m_scene.theme.text3);
        for (const double quarter : {0.25, 0.5, 0.75}) {
            const int side = quarter == 0.25 ? -1 : 1;
            const QPointF near = ringPoint(m_at.centre, m_at.radius + 13, ringAngle(quarter));
            const bool taken
                = std::any_of(m_placed.begin(), m_placed.end(), [&](const PlacedName& name) {
                      const double room = name.twoLines ? 2 * lineHeight : lineHeight + 2;
                      const bool sameSide = quarter == 0.5 || name.side == side;
                      return sameSide
                          && std::abs(name.at.y() + (name.twoLines ? 6 : 0) - near.y()) < room;
                  });
            const double water = m_scene.state.highWater.value_or(-1);
            if (taken || std::abs(water - quarter) < 0.055)
                continue;
            const QString text = QStringLiteral("%1 %").arg(quarter * 100);
            const QPointF at = ringPoint(m_at.centre, m_at.radius + 9, ringAngle(quarter));
            if (quarter == 0.5)
                drawAt(at + QPointF(0, em(m_scene.font) * 0.5), 0, tr("%1 behind").arg(text));
            else
                drawAt(at, side, text);
        }
    }

    /// Beside `at`: −1 ends there, 1 begins there, 0 is centred on it.
    void drawAt(QPointF at, int side, const QString& text)
    {
        const QFontMetricsF metrics(m_painter.font());
        const double width = metrics.horizontalAdvance(text);
        const double x = side < 0 ? at.x() - width : side > 0 ? at.x() : at.x() - width / 2;
        m_painter.drawText(QPointF(x, at.y() + metrics.capHeight() / 2), text);
    }

    void paintName(const PlacedName& name)
    {
        const Theme& t = m_scene.theme;
        m_painter.setPen(QPen(t.axis, 1));
        m_painter.drawLine(ringPoint(m_at.centre, m_at.radius + 3, name.group.angle), name.at);
        const int side = name.centred ? 0 : name.side;
        const QPointF at
            = name.at + (name.centred ? QPointF(0, 8) : QPointF(side * kLeaderToName, 0));
        m_painter.setFont(m_font);
        m_painter.setPen(t.text);
        const double right = 2 * m_at.centre.x() - at.x();
        const double room = name.centred ? 2 * std::min(at.x(), right) : side < 0 ? at.x() : right;
        drawAt(at, side,
            name.twoLines ? name.group.names.front() : fittingLine(name.group, room, m_font));
        if (!name.twoLines)
            return;
        const double below = QFontMetricsF(m_font).height() * 0.95;
        m_painter.setFont(scaledFont(m_scene.font, kSmallText));
        m_painter.setPen(t.text3);
        drawAt(
            at + QPointF(0, below), side, QStringLiteral("+%1").arg(name.group.names.size() - 1));
    }

    void paintTag(const PlacedName& name)
    {
        const Theme& t = m_scene.theme;
        const QFont font = scaledFont(m_scene.font, 1, QFont::DemiBold);
        const double unit = em(m_scene.font) / 13;
        const QString text = name.group.names.front();
        const double width = QFontMetricsF(font).horizontalAdvance(text) + 33 * unit;
        const double height = std::max(22 * unit, QFontMetricsF(font).height() + 4);
        QPointF corner(
            std::round(name.at.x() + 6) + 0.5, std::round(name.at.y() - 8 - height / 2) + 0.5);
        corner.setX(std::min(corner.x(), 2 * m_at.centre.x() - width - 1.5));
        corner.setY(std::max(corner.y(), 0.5));
        const QRectF box(corner, QSizeF(width, height));
        m_painter.setPen(QPen(t.err, 1));
        m_painter.drawLine(ringPoint(m_at.centre, m_at.radius * 1.1, kGateAngle),
            QPointF(box.left(), box.center().y()));
        m_painter.setBrush(t.errTint);
        m_painter.drawRect(box);
        const RingConsumer& lane
            = m_scene.lanes.lanes()[static_cast<std::size_t>(m_scene.lanes.culprit())];
        const double side = 14 * unit;
        const QRectF shape(box.left() + 6 * unit, box.center().y() - side / 2, side, side);
        paintStateShape(m_painter, shape, lane.shape, {t.err, t.errTint});
        m_painter.setFont(font);
        m_painter.setPen(t.err);
        m_painter.drawText(
            box.adjusted(25 * unit, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text);
    }

    QPainter& m_painter;
    const RingScene& m_scene;
    const RingLayout& m_at;
    QFont m_font;
    std::vector<PlacedName> m_placed;
};

}  // namespace

std::vector<MiddleLine> middleLines(const RingScene& scene)
{
    if (scene.state.held)
        return heldLines(scene);
    if (scene.state.mode == RingMode::Running)
        return freeLines(scene);
    const bool gone = scene.state.mode == RingMode::Gone;
    std::vector<MiddleLine> lines{{scene.state.word, gone ? 1.15 : 1.45, QFont::Bold,
        gone ? scene.theme.err : scene.theme.text}};
    for (const QString& note : scene.state.notes.mid(0, 2))
        lines.push_back({note, 0.88, QFont::Normal, scene.theme.text2});
    return lines;
}

void paintMiddle(QPainter& painter, const RingScene& scene)
{
    std::vector<MiddleLine> lines = middleLines(scene);
    const double inner = wordRadius(scene);
    double factor = fittingFactor(lines, scene.font, inner);
    constexpr double kReadable = 0.7;
    if (factor < kReadable && scene.state.held) {
        lines[0].text = tr("HELD BY");
        factor = fittingFactor(lines, scene.font, inner);
    }
    constexpr double kReadableAlone = 0.5;  // a number with its caption is worth small letters
    while (factor < (lines.size() > 2 ? kReadable : kReadableAlone) && lines.size() > 1) {
        lines.erase(lines.begin() + leastNeeded(scene, lines.size()));
        factor = fittingFactor(lines, scene.font, inner);
    }
    if (factor <= 0)
        return;
    double height = 0;
    for (const MiddleLine& line : lines)
        height += heightOf(lineFont(scene.font, line, factor));
    double y = scene.layout.centre.y() - height / 2;
    for (const MiddleLine& line : lines) {
        const QFont font = lineFont(scene.font, line, factor);
        painter.setFont(font);
        painter.setPen(line.color);
        const QRectF box(scene.layout.centre.x() - inner, y, 2 * inner, heightOf(font));
        painter.drawText(box, Qt::AlignCenter | Qt::TextDontClip, line.text);
        y += heightOf(font);
    }
}

void paintNames(QPainter& painter, const RingScene& scene)
{
    painter.setRenderHint(QPainter::Antialiasing);
    NamePainter(painter, scene).paint();
}

}  // namespace widgets

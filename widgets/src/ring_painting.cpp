// SPDX-License-Identifier: GPL-3.0-or-later
#include "ring_painting.h"

#include "ring_lanes.h"

#include "widgets/ring_geometry.h"

#include <QPainter>
#include <QPainterPath>

#include <array>
#include <cmath>

namespace widgets {

namespace {

constexpr double kInset = 0.75;  // degrees at each side of a slot
constexpr double kProducerFrom = -12.5;
constexpr double kProducerTo = 8;
constexpr double kGoneOpacity = 0.38;
constexpr int kStepsPerSlot = 4;
constexpr double kHighWaterMax = 0.985;

QRectF circle(QPointF centre, double radius)
{
    return {centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius};
}

/// Ours are clockwise from 12, Qt's against the clock from 3.
double qtAngle(double angle)
{
    return 90 - angle;
}

QPainterPath arc(QPointF centre, double radius, double from, double to)
{
    QPainterPath path;
    path.arcMoveTo(circle(centre, radius), qtAngle(from));
    path.arcTo(circle(centre, radius), qtAngle(from), from - to);
    return path;
}

QPainterPath sector(QPointF centre, std::array<double, 2> radii, double from, double to)
{
    QPainterPath path = arc(centre, radii[1], from, to);
    path.arcTo(circle(centre, radii[0]), qtAngle(to), to - from);
    path.closeSubpath();
    return path;
}

class FrontPainter {
public:
    FrontPainter(QPainter& painter, const RingScene& scene)
        : m_painter(painter)
        , m_scene(scene)
        , m_at(scene.layout)
        , m_theme(scene.theme)
    {
    }

    void paint()
    {
        const bool gone = m_scene.state.mode == RingMode::Gone;
        if (m_scene.state.highWater && !gone && !m_at.isSmall)
            paintHighWater(*m_scene.state.highWater);
        m_painter.setOpacity(gone ? kGoneOpacity : 1);
        paintArcs();
        m_painter.setOpacity(1);
        paintProducer();
        if (m_scene.state.held)
            paintGate();
        m_painter.setOpacity(gone ? kGoneOpacity : 1);
        paintDiscs();
        m_painter.setOpacity(1);
        if (gone && !m_at.isSmall)
            paintTear();
    }

private:
    void paintHighWater(double fraction)
    {
        if (fraction >= kHighWaterMax)
            return;
        const double angle = ringAngle(fraction);
        const double far = m_at.radius * 1.075;
        const QPolygonF triangle{{ringPoint(m_at.centre, m_at.radius + 1.5, angle),
            ringPoint(m_at.centre, far, angle - 2.2), ringPoint(m_at.centre, far, angle + 2.2)}};
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_theme.text3);
        m_painter.drawPolygon(triangle);
    }

    void paintArcs()
    {
        constexpr double kVisible = 0.002;
        const std::vector<RingConsumer>& lanes = m_scene.lanes.lanes();
        for (std::size_t i = 0; i < lanes.size(); ++i) {
            if (lanes[i].absent || lanes[i].fraction <= kVisible)
                continue;
            const QPen pen(
                m_theme.series(lanes[i].series), m_at.laneWidth(), Qt::SolidLine, Qt::FlatCap);
            const double radius = m_at.lane(static_cast<int>(i));
            m_painter.strokePath(
                arc(m_at.centre, radius, ringAngle(lanes[i].fraction), ringAngle(0)), pen);
        }
    }

    void paintProducer()
    {
        const double r = m_at.radius;
        const QPainterPath block = sector(m_at.centre,
            {r - m_at.band() - 3, r + std::max(3.0, r * 0.05)}, kProducerFrom, kProducerTo);
        const RingMode mode = m_scene.state.mode;
        if (mode == RingMode::Running) {
            m_painter.fillPath(block, m_theme.ink);
        } else {
            QPen pen(mode == RingMode::Gone ? m_theme.text3 : m_theme.ink,
                mode == RingMode::Gone ? 1 : 1.5);
            if (mode == RingMode::Gone)
                pen.setDashPattern({3, 2});
            m_painter.setPen(pen);
            m_painter.setBrush(m_theme.base);
            m_painter.drawPath(block);
        }
        paintProducerFace(
            ringPoint(m_at.centre, r - m_at.band() / 2 + 1, (kProducerFrom + kProducerTo) / 2));
    }

    void paintProducerFace(QPointF middle)
    {
        const RingMode mode = m_scene.state.mode;
        const double size = std::max(8.0, m_at.radius * 0.115);
        const QColor ink = mode == RingMode::Running ? m_theme.inkText
            : mode == RingMode::Gone                 ? m_theme.text3
                                                     : m_theme.ink;
        if (mode == RingMode::Closed) {
            const double half = size * (m_at.isSmall ? 0.25 : 0.32);
            m_painter.fillRect(
                QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half), ink);
            return;
        }
        const bool runs = mode == RingMode::Running;
        if (!m_at.isSmall) {
            QFont font = m_scene.font;
            font.setPixelSize(static_cast<int>(std::lround(size)));
            font.setWeight(QFont::Bold);
            m_painter.setFont(font);
            m_painter.setPen(ink);
            const QPointF at = runs ? middle - QPointF(size * 0.28, 0) : middle;
            m_painter.drawText(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size),
                Qt::AlignCenter, QStringLiteral("P"));
        }
        if (runs)
            paintChevron(m_at.isSmall ? middle : middle + QPointF(size * 0.59, 0), size, ink);
    }

    void paintChevron(QPointF middle, double size, const QColor& ink)
    {
        const double reach = size * (m_at.isSmall ? 0.3 : 0.34);
        const QPointF tip = middle + QPointF(reach / 2, 0);
        const QPolygonF chevron{{tip + QPointF(-reach, -reach), tip, tip + QPointF(-reach, reach)}};
        m_painter.setPen(
            QPen(ink, m_at.isSmall ? 1.3 : 1.6, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPolyline(chevron);
    }

    void paintGate()
    {
        const double width = std::max(2.5, m_at.radius * 0.036);
        m_painter.setPen(QPen(m_theme.err, width, Qt::SolidLine, Qt::FlatCap));
        m_painter.drawLine(ringPoint(m_at.centre, m_at.inner() - 1, kGateAngle),
            ringPoint(m_at.centre, m_at.radius * 1.1, kGateAngle));
    }

    void paintDiscs()
    {
        const int last = m_scene.lanes.culprit();
        for (int i = 0; i < static_cast<int>(m_scene.lanes.lanes().size()); ++i) {
            if (i != last)
                paintDisc(i, 1);
        }
        constexpr double kCulpritScale = 1.35;
        if (last >= 0)
            paintDisc(last, m_scene.state.held ? kCulpritScale : 1);
    }

    void paintDisc(int index, double scale)
    {
        const RingConsumer& lane = m_scene.lanes.lanes()[static_cast<std::size_t>(index)];
        const double fraction = lane.absent ? 0 : lane.fraction;
        const QPointF at = ringPoint(m_at.centre, m_at.lane(index), ringAngle(fraction));
        if (lane.absent) {
            QPen pen(m_theme.text3, 1);
            pen.setDashPattern({2, 1.5});
            m_painter.setPen(pen);
            m_painter.setBrush(m_theme.base);
            m_painter.drawEllipse(at, m_at.disc() - 0.5, m_at.disc() - 0.5);
            return;
        }
        m_painter.setPen(QPen(m_theme.base, 1.5));
        m_painter.setBrush(m_theme.series(lane.series));
        m_painter.drawEllipse(at, m_at.disc() * scale, m_at.disc() * scale);
    }

    void paintTear()
    {
        constexpr double kAt = 128;
        const QPolygonF tear{{ringPoint(m_at.centre, m_at.radius + 8, kAt - 4),
            ringPoint(m_at.centre, m_at.radius - m_at.band() * 0.3, kAt + 2.5),
            ringPoint(m_at.centre, m_at.radius - m_at.band() * 0.6, kAt - 3),
            ringPoint(m_at.centre, m_at.inner() + 4, kAt + 2)}};
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(m_theme.base, 9, Qt::SolidLine, Qt::FlatCap));
        m_painter.drawPolyline(tear);
        m_painter.setPen(QPen(m_theme.err, 1.8, Qt::SolidLine, Qt::FlatCap));
        m_painter.drawPolyline(tear);
    }

    QPainter& m_painter;
    const RingScene& m_scene;
    const RingLayout& m_at;
    const Theme& m_theme;
};

void paintSlots(QPainter& painter, const RingScene& scene)
{
    const RingLayout& at = scene.layout;
    const int segments = at.segments(scene.state.capacity);
    const double used = static_cast<double>(usedSteps(scene)) / kStepsPerSlot;
    const std::array<double, 2> radii{at.radius - at.band(), at.radius};
    const double inset = std::min(kInset, 40.0 / segments);
    for (int i = 0; i < segments; ++i) {
        const double to = ringAngle(static_cast<double>(i) / segments) - inset;
        const double from = ringAngle((i + 1.0) / segments) + inset;
        const QPainterPath slot = sector(at.centre, radii, from, to);
        if (scene.state.mode == RingMode::Gone) {
            QPen pen(scene.theme.axis, 1);
            pen.setDashPattern({2, 2});
            painter.strokePath(slot, pen);
            continue;
        }
        painter.fillPath(slot, scene.theme.free);
        const double share = std::clamp(used - i, 0.0, 1.0);
        if (share > 0)
            painter.fillPath(
                sector(at.centre, radii, to - (to - from) * share, to), scene.theme.used);
    }
}

}  // namespace

int usedSteps(const RingScene& scene)
{
    const int segments = scene.layout.segments(scene.state.capacity);
    return static_cast<int>(
        std::ceil(std::clamp(scene.lanes.slowest(), 0.0, 1.0) * segments * kStepsPerSlot - 0.1));
}

void paintRingGround(QPainter& painter, const RingScene& scene)
{
    const RingLayout& at = scene.layout;
    painter.setRenderHint(QPainter::Antialiasing);
    paintSlots(painter, scene);
    for (int i = 0; i < at.lanes; ++i) {
        const QPainterPath track = arc(at.centre, at.lane(i), -360 + kHeadAngle, -kHeadAngle);
        painter.strokePath(track, QPen(scene.theme.grid, 1));
    }
    if (at.isSmall)
        return;
    painter.setPen(QPen(scene.theme.axis, 1));
    for (const double quarter : {0.25, 0.5, 0.75}) {
        const double angle = ringAngle(quarter);
        painter.drawLine(ringPoint(at.centre, at.radius + 2.5, angle),
            ringPoint(at.centre, at.radius + 6, angle));
    }
}

void paintRingFront(QPainter& painter, const RingScene& scene)
{
    painter.setRenderHint(QPainter::Antialiasing);
    FrontPainter(painter, scene).paint();
}

}  // namespace widgets

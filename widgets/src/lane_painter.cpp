// SPDX-License-Identifier: GPL-3.0-or-later
#include "lane_painter.h"

#include "fault_row.h"
#include "lane_layout.h"
#include "lane_room.h"
#include "mark_groups.h"

#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace widgets {

namespace {

using namespace Qt::StringLiterals;

constexpr double kShape = 12;
constexpr double kHollow = 7;

QString tr(const char* text)
{
    return QCoreApplication::translate("widgets", text);
}

int px(double x)
{
    return static_cast<int>(std::lround(x));
}

QPen dashed(const QColor& color)
{
    QPen pen(color, 1);
    pen.setDashPattern({2, 2});
    return pen;
}

class LanePainter {
public:
    LanePainter(QPainter& painter, const StripScene& scene, const QRect& box)
        : m_painter(painter)
        , m_scene(scene)
        , m_box(box)
        , m_theme(scene.theme)
        , m_small(scaledFont(scene.font, kSmallText))
        , m_strong(scaledFont(scene.font, kSmallText, QFont::DemiBold))
    {
    }

    void paint()
    {
        paintRowNames();
        paintNowLabel();
        m_painter.save();
        m_painter.setClipRect(m_box);
        paintFaults();
        paintHelds();
        paintMarks();
        paintCaptions();
        m_painter.restore();
        paintNow(m_painter, m_scene, m_box);
    }

private:
    void paintRowNames()
    {
        const std::array<QString, kLaneRows> names = laneRowNames();
        m_painter.setFont(m_small);
        m_painter.setPen(m_theme.text3);
        const int height = laneRowHeight(m_scene.font);
        for (int row = 0; row < laneRows(m_scene.events); ++row) {
            const int middle = laneRowMiddle(row, m_box, m_scene.font);
            m_painter.drawText(QRect(0, middle - height / 2, m_box.left() - kLaneNameGap, height),
                Qt::AlignRight | Qt::AlignVCenter, names[static_cast<std::size_t>(row)]);
        }
    }

    void paintNowLabel()
    {
        const int x = px(m_scene.time.x(m_scene.reference));
        const QString text = m_scene.isOver ? tr("moment")
            : m_scene.follows               ? tr("now")
                                            : tr("frozen");
        const QFontMetrics metrics(m_strong);
        const int width = metrics.horizontalAdvance(text);
        if (x - width / 2 < m_box.left() || x + width / 2 > m_box.right())
            return;
        m_painter.setFont(m_strong);
        m_painter.setPen(m_theme.text);
        m_painter.drawText(
            QRect(x - width / 2, m_box.bottom() + kTimeLabelGap, width, metrics.height()),
            Qt::AlignCenter | Qt::TextDontClip, text);
    }

    void paintFaults()
    {
        const std::vector<FaultBar> bars = faultBars(m_scene, m_box);
        for (const FaultBar& bar : bars)
            paintBracket(bar);
        for (const FaultBar& bar : bars)
            paintFault(bar);
        for (const LaneLabel& label : faultLabels(bars, m_scene, m_box)) {
            m_painter.setFont(label.inside ? m_strong : m_small);
            m_painter.setPen(label.inside ? m_theme.text : m_theme.text2);
            m_painter.drawText(label.box, Qt::AlignCenter | Qt::TextDontClip, label.text);
        }
    }

    /// To when the ring was as before. A bar that lies there is painted over it.
    void paintBracket(const FaultBar& bar)
    {
        if (!bar.recovered)
            return;
        const int y = bar.solid.center().y();
        const int x = *bar.recovered;
        m_painter.setPen(QPen(m_theme.faultEdge, 1));
        m_painter.drawLine(bar.solid.right() + 1, y, x, y);
        m_painter.drawLine(x, y - bar.solid.height() / 3, x, y + bar.solid.height() / 3);
    }

    void paintFault(const FaultBar& bar)
    {
        const FaultBand& fault = *bar.fault;
        const QRect asked = bar.asked.adjusted(0, 0, 0, -1);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(dashed(m_theme.faultEdge));
        if (!fault.proven || asked.width() > 2)
            m_painter.drawRect(asked);
        if (fault.refuted)
            m_painter.drawLine(asked.topLeft(), asked.bottomRight());
        if (!fault.healed && fault.plannedEnd && *fault.plannedEnd > m_scene.now)
            m_painter.drawRect(laneBar(m_scene, m_box, {m_scene.now, *fault.plannedEnd}, kFaultRow)
                                   .adjusted(0, 0, -1, -1));
        if (!fault.proven)
            return;
        m_painter.setPen(QPen(m_theme.faultEdge, 1));
        m_painter.setBrush(m_theme.fault);
        m_painter.drawRect(bar.solid.adjusted(0, 0, 0, -1));
    }

    void paintHelds()
    {
        LaneRoom room(writableSpan(m_scene, m_box));
        std::vector<std::pair<const HeldBar*, QRect>> bars;
        for (const HeldBar& held : m_scene.events.held) {
            const QRect solid
                = laneBar(m_scene, m_box, {held.from, held.to.value_or(m_scene.now)}, kProducerRow);
            if (solid.right() < m_box.left() || solid.left() > m_box.right())
                continue;
            m_painter.fillRect(solid, m_theme.errSolid);
            room.take({solid.left(), solid.right()});
            bars.emplace_back(&held, solid);
        }
        for (const auto& [held, solid] : bars) {
            writeHeld(*held, solid, room);
            paintDeadline(*held);
        }
    }

    void writeHeld(const HeldBar& held, const QRect& solid, LaneRoom& room)
    {
        const QString text = heldText(held, m_scene.now);
        if (QFontMetrics(m_strong).horizontalAdvance(text) + 2 * kLaneTextGap <= solid.width()) {
            m_painter.setFont(m_strong);
            m_painter.setPen(m_theme.errSolidText);
            m_painter.drawText(
                solid.adjusted(kLaneTextGap, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text);
            return;
        }
        const int width = QFontMetrics(m_small).horizontalAdvance(text);
        if (const auto left
            = room.placeBeside({solid.left(), solid.right()}, width, LaneRoom::Side::Right)) {
            m_painter.setFont(m_small);
            m_painter.setPen(m_theme.text2);
            m_painter.drawText(QRect(*left, solid.top(), width, solid.height()),
                Qt::AlignCenter | Qt::TextDontClip, text);
        }
    }

    void paintDeadline(const HeldBar& held)
    {
        if (held.to || !held.deadline || *held.deadline <= m_scene.now)
            return;
        const QRect due = laneBar(m_scene, m_box, {m_scene.now, *held.deadline}, kProducerRow)
                              .adjusted(0, 0, -1, -1);
        m_painter.setPen(dashed(m_theme.err));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(due);
        if (const auto x = deadlineX(m_scene, m_box))
            paintDeadlineDot(m_painter, m_scene, {*x, due.center().y()});
        const QString left = clockText(*held.deadline - m_scene.now);
        if (QFontMetrics(m_small).horizontalAdvance(left) + 2 * kLaneTextGap > due.width())
            return;
        m_painter.setFont(m_small);
        m_painter.setPen(m_theme.err);
        m_painter.drawText(due, Qt::AlignCenter, left);
    }

    /// Where the data crossed the line, before the state was said. As far left of the mark as it
    /// took to say so.
    [[nodiscard]] int crossedAt(const StateMark& mark) const
    {
        return px(m_scene.time.x(std::min(mark.evidence.value_or(mark.at), mark.at)));
    }

    /// @returns the left end of what is drawn for it.
    int paintEvidence(const MarkGroup& group)
    {
        const int side = scaledPx(m_scene.font, kShape);
        const int shape = group.x - side / 2;
        const int crossed = crossedAt(group.mark);
        const double radius = scaledPx(m_scene.font, kHollow) / 2.0;
        if (crossed + radius >= shape || group.x < m_box.left() || crossed > m_box.right())
            return shape;
        const int middle = laneRowMiddle(kStateRow, m_box, m_scene.font);
        m_painter.save();
        m_painter.setPen(QPen(toneColor(m_theme, group.mark.tone), 1));
        m_painter.setBrush(m_theme.alt);
        m_painter.drawLine(crossed, middle, shape, middle);
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.drawEllipse(QPointF(crossed + 0.5, middle + 0.5), radius, radius);
        m_painter.restore();
        return crossed - static_cast<int>(radius) - 1;
    }

    void paintMarks()
    {
        const int side = scaledPx(m_scene.font, kShape);
        const int middle = laneRowMiddle(kStateRow, m_box, m_scene.font);
        const std::vector<MarkGroup> groups = groupMarks(m_scene.events.marks, m_scene.time);
        LaneRoom room({m_box.left(), m_box.right()});
        std::vector<LaneSpan> drawn;  // all hollow marks lie under all others
        for (const MarkGroup& group : groups) {
            drawn.push_back({paintEvidence(group), group.x + side / 2});
            room.take(drawn.back());
        }
        m_painter.setFont(m_small);
        const QFontMetrics metrics(m_small);
        for (std::size_t i = 0; i < groups.size(); ++i) {
            const MarkGroup& group = groups[i];
            if (group.x < m_box.left() - side || group.x > m_box.right() + side)
                continue;
            const QRectF shape(group.x - side / 2.0, middle - side / 2.0, side, side);
            paintStateShape(m_painter, shape, group.mark.shape,
                {toneColor(m_theme, group.mark.tone), m_theme.alt});
            const int width = metrics.horizontalAdvance(group.name);
            const auto left = group.name.isEmpty()
                ? std::nullopt
                : room.placeBeside(drawn[i], width, LaneRoom::Side::Left);
            if (!left)
                continue;
            m_painter.setPen(m_theme.text2);
            m_painter.drawText(QRect(*left, middle - metrics.height() / 2, width, metrics.height()),
                Qt::AlignCenter | Qt::TextDontClip, group.name);
        }
    }

    void paintCaptions()
    {
        const QFontMetrics metrics(m_small);
        const int middle = laneRowMiddle(kNoteRow, m_box, m_scene.font);
        int end = m_box.right();
        // From the newest back: it is the one that must be whole.
        for (auto caption = m_scene.events.captions.rbegin();
             caption != m_scene.events.captions.rend(); ++caption) {
            const int x = px(m_scene.time.x(caption->at));
            const int width = metrics.horizontalAdvance(caption->text);
            const int left = std::min(x + kLaneTextGap, end - width);
            if (x > m_box.right() || left < m_box.left() || left + kLaneTextGap < x - width)
                continue;
            m_painter.setPen(QPen(m_theme.text3, 1));
            m_painter.drawLine(x, middle - 4, x, middle + 4);
            m_painter.setFont(m_small);
            m_painter.setPen(m_theme.text2);
            const int textLeft
                = x + kLaneTextGap + width <= end ? x + kLaneTextGap : x - kLaneTextGap - width;
            if (textLeft < m_box.left())
                continue;
            m_painter.drawText(
                QRect(textLeft, middle - metrics.height() / 2, width, metrics.height()),
                Qt::AlignVCenter | Qt::AlignLeft | Qt::TextDontClip, caption->text);
            end = std::min(x, textLeft) - 2 * kLaneTextGap;
        }
    }

    QPainter& m_painter;
    const StripScene& m_scene;
    QRect m_box;
    const Theme& m_theme;
    QFont m_small;
    QFont m_strong;
};

}  // namespace

QString heldText(const HeldBar& held, double now)
{
    return tr("held %1").arg(clockText(std::max(0.0, held.to.value_or(now) - held.from)));
}

void paintLane(QPainter& painter, const StripScene& scene, const QRect& box)
{
    LanePainter(painter, scene, box).paint();
}

}  // namespace widgets

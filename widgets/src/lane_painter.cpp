// SPDX-License-Identifier: GPL-3.0-or-later
#include "lane_painter.h"

#include "lane_layout.h"
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

constexpr double kBar = 14;
constexpr double kShape = 12;
constexpr double kHollow = 7;
constexpr int kTextGap = 6;
constexpr double kAtOnce = 0.02;  // seconds: two samples apart at the usual rate

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
        for (const FaultBand& fault : m_scene.events.faults)
            paintFault(fault);
        for (const auto& [fault, bar] : m_faultBars)
            paintFaultText(*fault, bar);
        for (const HeldBar& held : m_scene.events.held)
            paintHeld(held);
        paintMarks();
        paintCaptions();
        m_painter.restore();
        paintNow(m_painter, m_scene, m_box);
    }

private:
    [[nodiscard]] QRect bar(double from, double to, int row) const
    {
        const int height
            = std::max(scaledPx(m_scene.font, kBar), QFontMetrics(m_strong).height() + 2);
        const int left = std::clamp(px(m_scene.time.x(from)), m_box.left() - 2, m_box.right() + 2);
        const int right = std::clamp(px(m_scene.time.x(to)), m_box.left() - 2, m_box.right() + 2);
        return {left, laneRowMiddle(row, m_box, m_scene.font) - height / 2,
            std::max(2, right - left), height};
    }

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

    void paintFault(const FaultBand& fault)
    {
        const double end = fault.healed.value_or(m_scene.now);
        if (std::max(end, fault.recovered.value_or(end)) < m_scene.time.from
            || fault.requested > m_scene.time.to)
            return;
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(dashed(m_theme.faultEdge));
        const QRect asked
            = bar(fault.requested, fault.proven.value_or(end), kFaultRow).adjusted(0, 0, 0, -1);
        if (!fault.proven || asked.width() > 2)
            m_painter.drawRect(asked);
        if (fault.refuted)
            m_painter.drawLine(asked.topLeft(), asked.bottomRight());
        if (!fault.healed && fault.plannedEnd && *fault.plannedEnd > m_scene.now)
            m_painter.drawRect(
                bar(m_scene.now, *fault.plannedEnd, kFaultRow).adjusted(0, 0, -1, -1));
        QRect solid = asked;
        if (fault.proven) {
            solid = bar(*fault.proven, end, kFaultRow).adjusted(0, 0, 0, -1);
            m_painter.setPen(QPen(m_theme.faultEdge, 1));
            m_painter.setBrush(m_theme.fault);
            m_painter.drawRect(solid);
        }
        m_faultBars.emplace_back(&fault, solid);
    }

    /// The name goes into its bar while that is wide enough; beside it what came of it.
    void paintFaultText(const FaultBand& fault, const QRect& solid)
    {
        const QFontMetrics metrics(m_strong);
        const int width = metrics.horizontalAdvance(fault.name);
        const bool inside = width + 2 * kTextGap <= solid.width();
        QString beside = inside ? QString() : fault.name;
        int right = solid.right();
        if (fault.recovered && fault.healed) {
            const int x = px(m_scene.time.x(*fault.recovered));
            const int y = solid.center().y();
            m_painter.setPen(QPen(m_theme.faultEdge, 1));
            m_painter.drawLine(solid.right() + 1, y, x, y);
            m_painter.drawLine(x, y - solid.height() / 3, x, y + solid.height() / 3);
            right = std::max(right, x);
            if (!beside.isEmpty())
                beside += u", "_s;
            beside += recoveryText(*fault.recovered - *fault.healed);
        }
        if (inside) {
            m_painter.setFont(m_strong);
            m_painter.setPen(m_theme.text);
            m_painter.drawText(solid, Qt::AlignCenter, fault.name);
        }
        if (!beside.isEmpty())
            writeBeside({solid.left(), right}, solid.center().y(), beside);
    }

    /// Right of [span.x, span.y], or left of it if there is no room: then not over another bar.
    /// Never over what is written.
    void writeBeside(QPoint span, int middle, const QString& text)
    {
        m_painter.setFont(m_small);
        m_painter.setPen(m_theme.text2);
        const QFontMetrics metrics(m_small);
        const int width = metrics.horizontalAdvance(text);
        const int limit = std::min(m_box.right(), px(m_scene.time.x(m_scene.now)));
        const bool fits = span.y() + kTextGap + width < limit;
        const int x = fits ? span.y() + kTextGap : span.x() - kTextGap - width;
        const QRect box(x, middle - metrics.height() / 2, width, metrics.height());
        const auto isInTheWay = [&box](const QRect& other) { return other.intersects(box); };
        if (std::any_of(m_written.begin(), m_written.end(), isInTheWay)
            || (!fits
                && std::any_of(m_faultBars.begin(), m_faultBars.end(),
                    [&](const auto& other) { return isInTheWay(other.second); })))
            return;
        m_written.push_back(box);
        m_painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextDontClip, text);
    }

    void paintHeld(const HeldBar& held)
    {
        const double end = held.to.value_or(m_scene.now);
        const QRect solid = bar(held.from, end, kProducerRow);
        if (solid.right() < m_box.left() || solid.left() > m_box.right())
            return;
        m_painter.fillRect(solid, m_theme.errSolid);
        const QString text = tr("held %1").arg(clockText(std::max(0.0, end - held.from)));
        const QFontMetrics metrics(m_strong);
        if (metrics.horizontalAdvance(text) + 2 * kTextGap <= solid.width()) {
            m_painter.setFont(m_strong);
            m_painter.setPen(m_theme.errSolidText);
            m_painter.drawText(
                solid.adjusted(kTextGap, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text);
        } else {
            writeBeside({solid.left(), solid.right()}, solid.center().y(), text);
        }
        if (held.to || !held.deadline || *held.deadline <= m_scene.now)
            return;
        const QRect due = bar(m_scene.now, *held.deadline, kProducerRow).adjusted(0, 0, -1, -1);
        m_painter.setPen(dashed(m_theme.err));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(due);
        if (const auto x = deadlineX(m_scene, m_box))
            paintDeadlineDot(m_painter, m_scene, {*x, due.center().y()});
        const QString left = clockText(*held.deadline - m_scene.now);
        if (QFontMetrics(m_small).horizontalAdvance(left) + 2 * kTextGap > due.width())
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
        const QFontMetrics metrics(m_small);
        const std::vector<MarkGroup> groups = groupMarks(m_scene.events.marks, m_scene.time);
        std::vector<int> lefts;  // all hollow marks lie under all others
        for (const MarkGroup& group : groups)
            lefts.push_back(paintEvidence(group));
        int taken = m_box.left();
        for (std::size_t i = 0; i < groups.size(); ++i) {
            const MarkGroup& group = groups[i];
            if (group.x < m_box.left() - side || group.x > m_box.right() + side)
                continue;
            const QRectF shape(group.x - side / 2.0, middle - side / 2.0, side, side);
            paintStateShape(m_painter, shape, group.mark.shape,
                {toneColor(m_theme, group.mark.tone), m_theme.alt});
            const int width = metrics.horizontalAdvance(group.name);
            const int before = lefts[i] - 3 - width;
            const int after = group.x + side / 2 + 3;
            const int next = i + 1 < groups.size() ? lefts[i + 1] : m_box.right();
            int reach = after;
            m_painter.setFont(m_small);
            m_painter.setPen(m_theme.text2);
            const QRect line(0, middle - metrics.height() / 2, width, metrics.height());
            if (!group.name.isEmpty() && before > taken + 3) {
                m_painter.drawText(
                    line.translated(before, 0), Qt::AlignCenter | Qt::TextDontClip, group.name);
            } else if (!group.name.isEmpty() && after + width < next) {
                m_painter.drawText(
                    line.translated(after, 0), Qt::AlignCenter | Qt::TextDontClip, group.name);
                reach = after + width;
            }
            taken = reach;
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
            const int left = std::min(x + kTextGap, end - width);
            if (x > m_box.right() || left < m_box.left() || left + kTextGap < x - width)
                continue;
            m_painter.setPen(QPen(m_theme.text3, 1));
            m_painter.drawLine(x, middle - 4, x, middle + 4);
            m_painter.setFont(m_small);
            m_painter.setPen(m_theme.text2);
            const int textLeft = x + kTextGap + width <= end ? x + kTextGap : x - kTextGap - width;
            if (textLeft < m_box.left())
                continue;
            m_painter.drawText(
                QRect(textLeft, middle - metrics.height() / 2, width, metrics.height()),
                Qt::AlignVCenter | Qt::AlignLeft | Qt::TextDontClip, caption->text);
            end = std::min(x, textLeft) - 2 * kTextGap;
        }
    }

    QPainter& m_painter;
    const StripScene& m_scene;
    QRect m_box;
    const Theme& m_theme;
    QFont m_small;
    QFont m_strong;
    std::vector<std::pair<const FaultBand*, QRect>> m_faultBars;  // all, before their names
    std::vector<QRect> m_written;  // beside the bars
};

}  // namespace

QString recoveryText(double seconds)
{
    return seconds < kAtOnce ? tr("recovered at once")
                             : tr("recovered in %1").arg(durationText(seconds));
}

void paintLane(QPainter& painter, const StripScene& scene, const QRect& box)
{
    LanePainter(painter, scene, box).paint();
}

}  // namespace widgets

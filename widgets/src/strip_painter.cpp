// SPDX-License-Identifier: GPL-3.0-or-later
#include "strip_painter.h"

#include "widgets/icons.h"
#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr int kHeldWidth = 3;
constexpr double kDotRadius = 3.5;
constexpr double kTitleText = 0.92;
constexpr double kTabGap = 14;
constexpr float kVeil = 0.75F;

QString tr(const char* text)
{
    return QCoreApplication::translate("widgets", text);
}

int px(double x)
{
    return static_cast<int>(std::lround(x));
}

QPen dashed(const QColor& color, qreal on, qreal off)
{
    QPen pen(color, 1);
    pen.setDashPattern({on, off});
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

void paintBand(QPainter& painter, const StripScene& scene, const QRect& box, const FaultBand& fault)
{
    const Theme& t = scene.theme;
    const auto vertical = [&](double time, const QPen& pen) {
        painter.setPen(pen);
        const int x = px(scene.time.x(time));
        painter.drawLine(x, box.top(), x, box.bottom());
    };
    const QPen asked = dashed(t.faultEdge, 3, 3);
    const int requested = px(scene.time.x(fault.requested));
    if (!fault.proven) {
        const double until = fault.healed.value_or(scene.now);
        const QRect hollow(
            QPoint(requested, box.top()), QPoint(px(scene.time.x(until)), box.bottom()));
        painter.setPen(asked);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(hollow);
        if (fault.refuted)
            painter.drawLine(hollow.topLeft(), hollow.bottomRight());
        return;
    }
    const int proven = px(scene.time.x(*fault.proven));
    const int end = px(scene.time.x(fault.healed.value_or(scene.now)));
    painter.fillRect(QRect(QPoint(proven, box.top()), QPoint(end, box.bottom())), t.fault);
    if (requested < proven)
        vertical(fault.requested, asked);
    vertical(*fault.proven, QPen(t.faultEdge, 1));
    if (fault.healed)
        vertical(*fault.healed, QPen(t.faultEdge, 1));
}

void paintMissed(
    QPainter& painter, const StripScene& scene, const QRect& box, const MissedSpan& missed)
{
    const QRect gap(QPoint(px(scene.time.x(missed.from)), box.top()),
        QPoint(px(scene.time.x(missed.to)), box.bottom()));
    painter.fillRect(gap, scene.theme.greyTint);
    const QString text = countText(missed.count);
    painter.setFont(scaledFont(scene.font, kSmallText));
    if (painter.fontMetrics().horizontalAdvance(text) + 4 > gap.width())
        return;
    painter.setPen(scene.theme.text3);
    painter.drawText(gap.adjusted(0, 0, 0, -2), Qt::AlignHCenter | Qt::AlignBottom, text);
}

/// Where the writing about it has to end: before the fault that caused it, if there is one.
int startOf(const HeldBar& held, const StripScene& scene)
{
    double start = held.from;
    for (const FaultBand& fault : scene.events.faults) {
        if (fault.requested <= held.from && fault.healed.value_or(scene.now) >= held.from)
            start = std::min(start, fault.requested);
    }
    return px(scene.time.x(start));
}

/// Left of where it began, else inside, so that it is always whole.
QRect besideStart(int start, const QSize& size, const QRect& box, int baselineTop)
{
    const int left = start - size.width() - 6;
    const int x = left >= box.left() + box.width() / 5
        ? left
        : std::clamp(
            start + 6, box.left() + 6, std::max(box.left() + 6, box.right() - size.width()));
    return {x, baselineTop, size.width(), size.height()};
}

/// Over the line, or under it where that would be outside.
int besideLine(int y, int height, const QRect& box)
{
    constexpr int kOff = 2;
    return y - height - kOff >= box.top() ? y - height - kOff : y + kOff;
}

struct TitleLayout {
    std::vector<QRect> tabs;
    QStringList texts;  ///< of the tabs
    QRect unit;  ///< null where there is no room for it
};

QFont fontOf(const StripTitle::Tab& tab, const QFont& font)
{
    return scaledFont(font, kTitleText, tab.front ? QFont::DemiBold : QFont::Normal);
}

/// Where there is little room the unit goes first, then the names of what is not seen are cut.
TitleLayout layOut(const StripTitle& title, const QFont& font, const QRect& box)
{
    const int tabGap = scaledPx(font, kTabGap);
    const int unitGap = scaledPx(font, 5);
    const int left = box.left() + scaledPx(font, 10);
    const int unit = title.unit.isEmpty()
        ? 0
        : QFontMetrics(scaledFont(font, kTitleText)).horizontalAdvance(title.unit);
    const int back = static_cast<int>(title.tabs.size()) - 1;
    int room = box.right() - left - back * tabGap;
    for (const StripTitle::Tab& tab : title.tabs)
        room -= QFontMetrics(fontOf(tab, font)).horizontalAdvance(tab.title);
    const bool hasUnit = unit > 0 && unit + unitGap <= room;
    const int cut = back > 0 ? (std::max(0, -room) + back - 1) / back : 0;
    TitleLayout layout;
    int x = left;
    const int y = box.top() + scaledPx(font, 6);
    for (const StripTitle::Tab& tab : title.tabs) {
        const QFontMetrics metrics(fontOf(tab, font));
        const int width = metrics.horizontalAdvance(tab.title) - (tab.front ? 0 : cut);
        layout.tabs.emplace_back(x, y, std::max(width, 0), metrics.height());
        layout.texts.append(tab.front || cut == 0
                ? tab.title
                : metrics.elidedText(tab.title, Qt::ElideRight, width));
        x = layout.tabs.back().right() + 1;
        if (tab.front && hasUnit) {
            layout.unit = QRect(x + unitGap, y, unit, metrics.height());
            x = layout.unit.right() + 1;
        }
        x += tabGap;
    }
    return layout;
}

}  // namespace

const HeldBar* openHeld(const StripEvents& events)
{
    return !events.held.empty() && !events.held.back().to ? &events.held.back() : nullptr;
}

std::optional<int> deadlineX(const StripScene& scene, const QRect& box)
{
    const HeldBar* held = openHeld(scene.events);
    if (held == nullptr || !held->deadline || *held->deadline < scene.now)
        return std::nullopt;
    const int x = px(scene.time.x(*held->deadline));
    return x <= box.right() ? std::optional(x) : std::nullopt;
}

void paintDeadlineDot(QPainter& painter, const StripScene& scene, const QPoint& at)
{
    const double radius = scaledPx(scene.font, kDotRadius);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(scene.theme.err);
    painter.drawEllipse(QPointF(at) + QPointF(0.5, 0.5), radius, radius);
    painter.restore();
}

void paintBands(QPainter& painter, const StripScene& scene, const QRect& box)
{
    painter.setClipRect(box);
    for (const MissedSpan& missed : scene.events.missed)
        paintMissed(painter, scene, box, missed);
    for (const FaultBand& fault : scene.events.faults)
        paintBand(painter, scene, box, fault);
}

void paintLimit(
    QPainter& painter, const StripScene& scene, const ScaledStrip& scaled, const QRect& box)
{
    const auto& [strip, axis] = scaled;
    if (!strip.limit || *strip.limit < axis.bottom || *strip.limit > axis.top)
        return;
    const Theme& t = scene.theme;
    const int y = box.bottom() - px(axis.share(*strip.limit) * (box.height() - 1));
    painter.setPen(dashed(t.text3, 4, 3));
    painter.drawLine(box.left(), y, box.right(), y);
    if (const auto due = deadlineX(scene, box))
        paintDeadlineDot(painter, scene, {*due, y});

    QRect heldText;
    for (const HeldBar& held : scene.events.held) {
        const int from = std::max(box.left(), px(scene.time.x(held.from)));
        const int to = std::min(box.right(), px(scene.time.x(held.to.value_or(scene.now))));
        if (to < from)
            continue;
        painter.fillRect(QRect(from, y - kHeldWidth / 2, to - from + 1, kHeldWidth), t.err);
        if (held.to)
            continue;
        const QString text
            = tr("held by %1, %2")
                  .arg(held.consumer, clockText(std::max(0.0, scene.now - held.from)));
        painter.setFont(scaledFont(scene.font, kTitleText, QFont::DemiBold));
        const QFontMetrics metrics = painter.fontMetrics();
        heldText
            = besideStart(startOf(held, scene), {metrics.horizontalAdvance(text), metrics.height()},
                box, besideLine(y, metrics.height(), box));
        painter.setPen(t.err);
        painter.drawText(heldText, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, text);
    }
    painter.setFont(scaledFont(scene.font, kSmallText));
    const QFontMetrics metrics = painter.fontMetrics();
    const int width = metrics.horizontalAdvance(strip.limitText);
    const QRect words(box.left() + px(box.width() * 0.38), besideLine(y, metrics.height(), box),
        width, metrics.height());
    if (words.right() + 8 > px(scene.time.x(scene.reference))
        || words.intersects(heldText.adjusted(-12, 0, 12, 0)))
        return;
    painter.setPen(t.text3);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, strip.limitText);
}

void paintFloorBand(
    QPainter& painter, const StripScene& scene, const AxisScale& axis, const QRect& box)
{
    if (!axis.log)
        return;
    const int height = px(axis.band * (box.height() - 1));
    painter.fillRect(
        QRect(box.left(), box.bottom() - height, box.width(), height + 1), scene.theme.alt);
}

std::vector<QRect> tabBoxes(const StripTitle& title, const QFont& font, const QRect& box)
{
    return layOut(title, font, box).tabs;
}

QRect titleBox(const StripTitle& title, const QFont& font, const QRect& box)
{
    const TitleLayout layout = layOut(title, font, box);
    QRect whole = layout.unit;
    for (const QRect& tab : layout.tabs)
        whole |= tab;
    const int gap = scaledPx(font, 5);
    return whole.adjusted(-gap, 0, gap, 0);
}

void paintTitle(
    QPainter& painter, const StripScene& scene, const StripTitle& title, const QRect& box)
{
    const QFont bold = scaledFont(scene.font, kTitleText, QFont::DemiBold);
    const QFont plain = scaledFont(scene.font, kTitleText);
    QColor veil = scene.theme.base;  // in a low strip a curve runs through here, and is seen still
    veil.setAlphaF(kVeil);
    painter.fillRect(titleBox(title, scene.font, box), veil);
    const TitleLayout layout = layOut(title, scene.font, box);
    for (std::size_t i = 0; i < layout.tabs.size(); ++i) {
        const StripTitle::Tab& tab = title.tabs[i];
        const QRect& place = layout.tabs[i];
        const int baseline = place.top() + QFontMetrics(bold).ascent();
        painter.setFont(tab.front ? bold : plain);
        painter.setPen(tab.front ? scene.theme.text : scene.theme.accent);
        painter.drawText(place.left(), baseline, layout.texts[static_cast<qsizetype>(i)]);
        if (!tab.front)
            continue;
        if (title.aimed)
            painter.fillRect(
                QRect(place.left(), baseline + 3, place.width(), 2), scene.theme.accent);
        if (!layout.unit.isNull()) {
            painter.setFont(plain);
            painter.setPen(scene.theme.text3);
            painter.drawText(layout.unit.left(), baseline, title.unit);
        }
        if (title.locked && title.tabs.size() == 1) {
            const double side = scaledPx(scene.font, 12);
            const int x = (place | layout.unit).right() + scaledPx(scene.font, 5);
            paintIcon(painter, {x + 0.0, place.center().y() - side / 2, side, side}, Icon::Lock,
                scene.theme.text3);
        }
    }
}

void paintNow(QPainter& painter, const StripScene& scene, const QRect& box)
{
    const int x = px(scene.time.x(scene.now));
    if (x >= box.left() && x <= box.right()) {
        painter.setPen(QPen(scene.theme.text3, 1));
        painter.drawLine(x, box.top(), x, box.bottom());
    }
    if (const auto due = deadlineX(scene, box)) {
        painter.setPen(dashed(scene.theme.err, 2, 3));
        painter.drawLine(*due, box.top(), *due, box.bottom());
    }
}

}  // namespace widgets

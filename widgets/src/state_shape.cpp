// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state_shape.h"

#include "svg_path.h"
#include "widgets/theme.h"

#include <QPainter>

#include <array>
#include <cstddef>

namespace widgets {

namespace {

constexpr double kGrid = 16;  // shapes are described on a grid of 16 × 16
constexpr double kLine = 1.5;

/// One stroke or area of a shape. Width 0: filled.
struct Part {
    const char* path;
    double width = 0;
    bool cutOut = false;  ///< in the colour of the ground
    bool dashed = false;
};

constexpr const char* kOctagon = "M5.2 1.3h5.6l3.9 3.9v5.6l-3.9 3.9H5.2l-3.9-3.9V5.2z";
constexpr const char* kCircle = "M14.2 8a6.2 6.2 0 1 1 -12.4 0a6.2 6.2 0 1 1 12.4 0z";
constexpr const char* kDisc = "M14.8 8a6.8 6.8 0 1 1 -13.6 0a6.8 6.8 0 1 1 13.6 0z";
constexpr const char* kQuestion = "M6 6.5a2 2 0 1 1 2.9 1.7c-.6 .3 -.9 .7 -.9 1.3";
constexpr const char* kPoint = "M8.9 11.4a.9 .9 0 1 1 -1.8 0a.9 .9 0 1 1 1.8 0z";
constexpr const char* kTick = "M5 8.2L7.2 10.4L11.2 5.8";

using Parts = std::vector<Part>;

const Parts& partsOf(StateShape shape)
{
    static const std::array<Parts, kStateShapeCount> kParts{{
        {{kCircle, kLine, false, true}, {kQuestion, kLine}, {kPoint}},  // Unknown
        {{"M2.5 2.5h11v11h-11z", kLine, false, true}},  // Absent
        {{"M3 3L13 13M13 3L3 13", 3.2}},  // Dead
        {{kOctagon}, {"M6.1 5v6M9.9 5v6", 1.9, true}},  // Stopped
        {{"M8.2 2.8v10.4L1.2 8zM15 2.8v10.4L8 8z"}},  // Rewound
        {{kDisc}, {"M4.2 8h7.6", 2.6, true}},  // Stalled
        {{"M1.6 2.8v10.4L9.4 8z"}, {"M11 1.5h3.2v13h-3.2z"}},  // Gating
        {{"M3.8 2.2h8.4M3.8 13.8h8.4M5 2.2c0 3 3 4 3 5.8s-3 2.8-3 5.8M11 2.2c0 3-3 4-3 5.8s3 2.8 3 "
          "5.8",
            kLine}},  // Starved
        {{"M13.8 8a5.8 5.8 0 1 1 -11.6 0a5.8 5.8 0 1 1 11.6 0z", kLine}},  // Idle
        {{kCircle, kLine}, {kTick, kLine}},  // Ok
        {{"M8 1.8L15 14H1z"}},  // FallingBehind
        {{"M8 13.6L1.9 3h12.2z", kLine}},  // CatchingUp
        {{"M8 1.8c3 3.9 4.6 6 4.6 8a4.6 4.6 0 0 1-9.2 0c0-2 1.6-4.1 4.6-8z", kLine}},  // SlowLeak
        {{"M2.3 1.8h11.4v12.4h-11.4z", kLine}, {"M2.3 5h11.4v9.2h-11.4z"}},  // High
        {{kCircle, kLine}, {"M5 6.6h6M5 9.6h6", kLine}},  // OkSteady
        {{kCircle, kLine}, {"M3.8 12.2L12.2 3.8", kLine}},  // Refused
        {{kDisc}, {"M4.6 8.2L7.1 10.7L11.5 5.6", 1.9, true}},  // Pass
        {{"M1.5 1.5h13v13h-13z"}, {"M5 5l6 6M11 5l-6 6", 2, true}},  // Fail
        {{"M8 .8L15.2 8L8 15.2L.8 8z"},
            {"M6.3 6.3a1.8 1.8 0 1 1 2.6 1.6c-.6 .3 -.9 .6 -.9 1.3", kLine, true},
            {"M8.9 11.3a.9 .9 0 1 1 -1.8 0a.9 .9 0 1 1 1.8 0z", 0, true}},  // Inconclusive
        {{"M5.2 1.6h5.6l3.6 3.6v5.6l-3.6 3.6H5.2l-3.6-3.6V5.2z", kLine},
            {"M5 8h6", kLine}}  // Aborted
    }};
    return kParts[static_cast<std::size_t>(shape)];
}

}  // namespace

QColor toneColor(const Theme& theme, Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return theme.ok;
    case Tone::Info:
        return theme.info;
    case Tone::Warning:
        return theme.warn;
    case Tone::Error:
        return theme.err;
    case Tone::Quiet:
        break;
    }
    return theme.grey;
}

QColor toneTint(const Theme& theme, Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return theme.okTint;
    case Tone::Info:
        return theme.infoTint;
    case Tone::Warning:
        return theme.warnTint;
    case Tone::Error:
        return theme.errTint;
    case Tone::Quiet:
        break;
    }
    return theme.greyTint;
}

void paintStateShape(
    QPainter& painter, const QRectF& box, StateShape shape, const ShapeColors& colors)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(box.width() / kGrid, box.height() / kGrid);
    for (const Part& part : partsOf(shape)) {
        const QColor& with = part.cutOut ? colors.behind : colors.shape;
        if (part.width <= 0) {
            painter.fillPath(svgPath(part.path), with);
            continue;
        }
        QPen pen(with, part.width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
        if (part.dashed)
            pen.setDashPattern({2.5 / part.width, 1.75 / part.width});
        painter.strokePath(svgPath(part.path), pen);
    }
    painter.restore();
}

void paintPendingShape(
    QPainter& painter, const QRectF& box, const PendingShape& pending, const QColor& color)
{
    constexpr double kInner = 0.62;
    constexpr int kFull = 360 * 16;  // Qt counts sixteenths of a degree
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, std::max(1.0, box.width() / kGrid)));
    const QRectF ring = box.adjusted(0.75, 0.75, -0.75, -0.75);
    painter.drawArc(ring, kFull / 4, -static_cast<int>(kFull * qBound(0.0, pending.fraction, 1.0)));
    painter.restore();
    const QSizeF inner = box.size() * kInner;
    const QPointF corner = box.center() - QPointF(inner.width() / 2, inner.height() / 2);
    paintStateShape(painter, {corner, inner}, pending.shape, {color, Qt::transparent});
}

}  // namespace widgets

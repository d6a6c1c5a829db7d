// SPDX-License-Identifier: GPL-3.0-or-later
#include "consumer_delegate.h"

#include "widgets/consumer_table_model.h"
#include "widgets/sparkline.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr double kPadding = 8;
constexpr double kShape = 16;
constexpr double kSwatch = 14;
constexpr double kGap = 6;
constexpr double kBarWidth = 38;
constexpr double kBarGap = 8;
constexpr double kSparkWidth = 76;
constexpr double kTightSparkWidth = 62;
constexpr double kWordText = 0.92;
constexpr double kSparkHeight = 18;

struct Cell {
    QPainter& painter;
    QRect box;  ///< without the padding
    const ConsumerRow& row;
    QString text;
    QFont font;
    const Theme& theme;
    bool selected;
};

/// What stands before the words of a column; each part is rounded for itself.
int roomBefore(int column, const QFont& font)
{
    switch (column) {
    case ConsumerTableModel::State:
        return scaledPx(font, kShape) + scaledPx(font, kGap);
    case ConsumerTableModel::Consumer:
        return scaledPx(font, kSwatch) + scaledPx(font, kGap);
    case ConsumerTableModel::LagPercent:
        return scaledPx(font, kBarWidth) + scaledPx(font, kBarGap);
    default:
        return 0;
    }
}

void drawText(const Cell& cell, const QRect& box, Qt::Alignment side)
{
    const QString fitting = side == Qt::AlignRight
        ? cell.text
        : cell.painter.fontMetrics().elidedText(cell.text, Qt::ElideRight, box.width());
    cell.painter.drawText(
        box, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine, fitting);
}

void drawState(const Cell& cell)
{
    const double side = scaledPx(cell.font, kShape);
    const QColor tone = toneColor(cell.theme, cell.row.tone);
    const QRectF shape(cell.box.left(), cell.box.center().y() - side / 2 + 0.5, side, side);
    if (cell.row.pending)
        paintPendingShape(cell.painter, shape, {cell.row.shape, *cell.row.pending}, tone);
    else
        paintStateShape(cell.painter, shape, cell.row.shape,
            {tone, cell.selected ? cell.theme.sel : cell.theme.base});
    const bool loud = isLoud(cell.row.tone);
    cell.painter.setFont(scaledFont(cell.font, kWordText, loud ? QFont::DemiBold : QFont::Normal));
    cell.painter.setPen(loud ? tone : cell.theme.text2);
    drawText(cell, cell.box.adjusted(roomBefore(ConsumerTableModel::State, cell.font), 0, 0, 0),
        Qt::AlignLeft);
}

void drawName(const Cell& cell)
{
    const int length = scaledPx(cell.font, kSwatch);
    const int y = cell.box.center().y();
    cell.painter.fillRect(QRect(cell.box.left(), y, length, 2), cell.theme.series(cell.row.series));
    cell.painter.setFont(scaledFont(
        cell.font, 1, cell.selected || cell.row.culprit ? QFont::DemiBold : QFont::Normal));
    cell.painter.setPen(cell.theme.text);
    drawText(cell, cell.box.adjusted(roomBefore(ConsumerTableModel::Consumer, cell.font), 0, 0, 0),
        Qt::AlignLeft);
}

void drawPercent(const Cell& cell)
{
    const int number = QFontMetrics(cell.font).horizontalAdvance(QStringLiteral("100.0"));
    const int width = scaledPx(cell.font, kBarWidth);
    const int height = scaledPx(cell.font, 6);
    const QRect bar(cell.box.right() - number - scaledPx(cell.font, kBarGap) - width,
        cell.box.center().y() - height / 2, width, height);
    if (bar.left() >= cell.box.left()) {
        cell.painter.fillRect(bar, cell.theme.free);
        const double share = std::clamp(cell.row.lagPercent / 100, 0.0, 1.0);
        cell.painter.fillRect(
            QRect(bar.left(), bar.top(), static_cast<int>(std::lround(width * share)), height),
            cell.theme.used);
    }
    cell.painter.setPen(cell.theme.text);
    drawText(cell, cell.box, Qt::AlignRight);
}

void drawHistory(const Cell& cell)
{
    const double width = std::min<double>(scaledPx(cell.font, kSparkWidth), cell.box.width());
    const double height = scaledPx(cell.font, kSparkHeight);
    paintSparkline(cell.painter,
        {cell.box.left() + 0.0, cell.box.center().y() - height / 2, width, height},
        cell.row.lagHistory, cell.theme);
}

void drawWord(const Cell& cell)
{
    cell.painter.setPen(cell.theme.text2);
    drawText(cell, cell.box, Qt::AlignLeft);
}

void drawNumber(const Cell& cell, int column)
{
    const bool quiet = column == ConsumerTableModel::Pid || column == ConsumerTableModel::Cursor;
    const bool strong
        = column == ConsumerTableModel::LagEvents && (cell.selected || cell.row.culprit);
    cell.painter.setFont(scaledFont(cell.font, 1, strong ? QFont::DemiBold : QFont::Normal));
    cell.painter.setPen(quiet ? cell.theme.text2 : cell.theme.text);
    drawText(cell, cell.box, Qt::AlignRight);
}

struct UsualText {
    const char16_t* comfortable;
    const char16_t* tight;
};

UsualText usualText(int column)
{
    switch (column) {
    case ConsumerTableModel::State:
        return {u"FALLING BEHIND", u"FALLING BEHIND"};
    case ConsumerTableModel::Consumer:
        return {u"consumer_000", u"consum…"};
    case ConsumerTableModel::Pid:
        return {u"4194304 S", u"41943 S"};
    case ConsumerTableModel::Required:
        return {u"yes", u"yes"};
    case ConsumerTableModel::TrendOfLag:
        return {u"↑", u"↑"};
    case ConsumerTableModel::LagEvents:
        return {u"1 048 576", u"16 384"};
    case ConsumerTableModel::LagPercent:
        return {u"100.0", u"100.0"};
    case ConsumerTableModel::LagTime:
        return {u"> 120 s", u"999 ms"};
    case ConsumerTableModel::Rate:
        return {u"100.0 M", u"10.0 k"};
    case ConsumerTableModel::GateShare:
        return {u"100 %", u"100 %"};
    case ConsumerTableModel::NoProgress:
        return {u"2 min 05 s", u"3.61 s"};
    case ConsumerTableModel::Cursor:
        return {u"12 345 678 901", u"12 345 678"};
    case ConsumerTableModel::AtCrosshair:
        return {u"1 048 576", u"16 384"};
    default:
        return {u"", u""};
    }
}

}  // namespace

int ConsumerDelegate::padding(const QFont& font, Fit fit)
{
    constexpr double kTightPadding = 6;
    return scaledPx(font, fit == Fit::Tight ? kTightPadding : kPadding);
}

int ConsumerDelegate::widthOf(int column, const QFont& font, Fit fit)
{
    const UsualText usual = usualText(column);
    const bool tight = fit == Fit::Tight;
    const QFontMetrics metrics(
        scaledFont(font, column == ConsumerTableModel::State ? kWordText : 1, QFont::DemiBold));
    // Text is cut by its exact width, which is a fraction of a pixel more.
    int width = 1
        + metrics.horizontalAdvance(QString::fromUtf16(tight ? usual.tight : usual.comfortable));
    width += roomBefore(column, font);
    if (column == ConsumerTableModel::History)
        width = scaledPx(font, tight ? kTightSparkWidth : kSparkWidth);
    return width + 2 * padding(font, fit);
}

void ConsumerDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* model = qobject_cast<const ConsumerTableModel*>(index.model());
    if (model == nullptr)
        return;
    const Theme& t = theme(option.palette);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->fillRect(option.rect, selected ? t.sel : t.base);
    painter->fillRect(
        QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.grid);
    painter->setFont(option.font);
    const int side = padding(option.font, Fit::Tight);
    const Cell cell{*painter, option.rect.adjusted(side, 0, -side, -1), model->row(index.row()),
        index.data().toString(), option.font, t, selected};
    switch (index.column()) {
    case ConsumerTableModel::State:
        drawState(cell);
        break;
    case ConsumerTableModel::Consumer:
        drawName(cell);
        break;
    case ConsumerTableModel::LagPercent:
        drawPercent(cell);
        break;
    case ConsumerTableModel::History:
        drawHistory(cell);
        break;
    case ConsumerTableModel::Required:
    case ConsumerTableModel::TrendOfLag:
        drawWord(cell);
        break;
    default:
        drawNumber(cell, index.column());
    }
    painter->restore();
}

}  // namespace widgets

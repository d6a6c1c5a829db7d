// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenario_list.h"

#include "gui/scenarios/scenario_rows.h"
#include "gui/scenarios/shown_run.h"

#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QCursor>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace gui {

namespace {

constexpr double kRow = 26;
constexpr double kSign = 24;
constexpr double kShape = 15;
constexpr double kPadding = 8;

const ScenarioRow& rowOf(const QModelIndex& index)
{
    return *index.data(ScenarioRows::kRowRole).value<const ScenarioRow*>();
}

QRect signIn(const QRect& row, const QFont& font)
{
    const int side = widgets::scaledPx(font, kSign);
    const int right = row.right() - widgets::scaledPx(font, kPadding) / 2;
    return {right - side, row.top() + (row.height() - side) / 2, side, side};
}

class RowDelegate : public QStyledItemDelegate {
public:
    explicit RowDelegate(ScenarioList& list)
        : QStyledItemDelegate(&list)
        , m_list(list)
    {
    }

    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const override
    {
        return {widgets::scaledPx(option.font, 200),
            std::max(widgets::scaledPx(option.font, kRow), option.fontMetrics.height() + 6)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        const widgets::Theme& theme = widgets::theme(option.palette);
        const ScenarioRow& row = rowOf(index);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        painter->fillRect(option.rect, selected ? theme.sel : theme.base);
        const QRect sign = signIn(option.rect, option.font);
        paintSign(*painter, sign, row, theme);
        const int padding = widgets::scaledPx(option.font, kPadding);
        QRect box = option.rect.adjusted(padding, 0, 0, 0);
        box.setRight(sign.left() - padding / 2);
        const double side = widgets::scaledPx(option.font, kShape);
        if (row.verdict || row.runs) {
            const ShownState state = shownState(row.runs ? std::nullopt : row.verdict);
            widgets::paintStateShape(*painter,
                {box.left() + 0.0, box.center().y() - side / 2 + 0.5, side, side}, state.shape,
                {widgets::toneColor(theme, state.tone), selected ? theme.sel : theme.base});
        }
        box.setLeft(box.left() + static_cast<int>(side) + padding);
        painter->setFont(widgets::scaledFont(option.font, widgets::kSmallText));
        painter->setPen(theme.text3);
        const QString when = row.runs ? ScenarioList::tr("running") : row.when;
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, when);
        box.setRight(box.right() - painter->fontMetrics().horizontalAdvance(when) - padding);
        painter->setFont(option.font);
        painter->setPen(theme.text);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(
                index.data().toString(), Qt::ElideRight, box.width()));
        if (option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(theme.accent);
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
        }
        painter->restore();
    }

private:
    void paintSign(QPainter& painter, const QRect& sign, const ScenarioRow& row,
        const widgets::Theme& theme) const
    {
        const QPoint mouse = m_list.viewport()->mapFromGlobal(QCursor::pos());
        if (!row.waits && m_list.viewport()->underMouse() && sign.contains(mouse)) {
            painter.setPen(theme.ctl);
            painter.setBrush(theme.btn);
            painter.drawRoundedRect(QRectF(sign).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        }
        const double inset = sign.width() / 4.0;
        widgets::paintIcon(painter, QRectF(sign).adjusted(inset, inset, -inset, -inset),
            row.runs ? widgets::Icon::Stop : widgets::Icon::Play,
            row.waits ? theme.ctl : theme.text);
    }

    ScenarioList& m_list;
};

}  // namespace

ScenarioList::ScenarioList(QWidget* parent)
    : QListView(parent)
{
    setObjectName(QStringLiteral("scenarios"));
    setAccessibleName(tr("Scenarios"));
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new RowDelegate(*this));
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    setMouseTracking(true);
}

QRect ScenarioList::signRect(const QModelIndex& index) const
{
    return signIn(visualRect(index), font());
}

void ScenarioList::mouseReleaseEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->pos());
    const bool onSign = event->button() == Qt::LeftButton && index.isValid()
        && index == currentIndex() && signRect(index).contains(event->pos());
    QListView::mouseReleaseEvent(event);
    if (onSign) {
        press(index);
    }
}

void ScenarioList::mouseMoveEvent(QMouseEvent* event)
{
    QListView::mouseMoveEvent(event);
    viewport()->update();
}

void ScenarioList::leaveEvent(QEvent* event)
{
    QListView::leaveEvent(event);
    viewport()->update();
}

void ScenarioList::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() == Qt::NoModifier && currentIndex().isValid()) {
        Q_EMIT runRequested(currentIndex());
        return;
    }
    QListView::keyPressEvent(event);
}

void ScenarioList::press(const QModelIndex& index)
{
    if (rowOf(index).runs) {
        Q_EMIT abortRequested();
    } else {
        Q_EMIT runRequested(index);
    }
}

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/list_table.h"

#include "widgets/plain_table.h"
#include "widgets/state_shape.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>
#include <numeric>
#include <utility>

namespace gui {

namespace {

constexpr double kRowHeight = 25;
constexpr double kPadding = 8;
constexpr double kShape = 15;

class CellDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        const widgets::Theme& theme = widgets::theme(option.palette);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        painter->fillRect(option.rect, selected ? theme.sel : theme.base);
        painter->fillRect(
            QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), theme.grid);
        const int padding = widgets::scaledPx(option.font, kPadding);
        QRect box = option.rect.adjusted(padding, 0, -padding, -1);
        const auto tone = static_cast<widgets::Tone>(index.data(ToneRole).toInt());
        const QVariant shape = index.data(ShapeRole);
        if (shape.isValid()) {
            const double side = widgets::scaledPx(option.font, kShape);
            widgets::paintStateShape(*painter,
                QRectF(box.left(), box.center().y() - side / 2 + 0.5, side, side),
                static_cast<widgets::StateShape>(shape.toInt()),
                {widgets::toneColor(theme, tone), selected ? theme.sel : theme.base});
            box.setLeft(box.left() + static_cast<int>(side) + padding * 3 / 4);
        }
        const bool loud = shape.isValid() && widgets::isLoud(tone);
        painter->setFont(
            widgets::scaledFont(option.font, 1, loud ? QFont::DemiBold : QFont::Normal));
        painter->setPen(loud                     ? widgets::toneColor(theme, tone)
                : index.data(QuietRole).toBool() ? theme.text2
                                                 : theme.text);
        const auto side = static_cast<Qt::Alignment>(index.data(Qt::TextAlignmentRole).toInt())
            & Qt::AlignHorizontal_Mask;
        painter->drawText(box,
            static_cast<int>((side ? side : Qt::AlignLeft) | Qt::AlignVCenter) | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(
                index.data().toString(), Qt::ElideRight, box.width()));
        painter->restore();
    }
};

}  // namespace

ListTable::ListTable(const QString& name, std::vector<QString> columns, QWidget* parent)
    : QTableView(parent)
    , m_usual(std::move(columns))
{
    setAccessibleName(name);
    widgets::makePlain(*this);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new CellDelegate(this));
    horizontalHeader()->setSectionsClickable(false);
    applyFont();
    connect(this, &QTableView::clicked, this, &ListTable::chosen);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &ListTable::noteEnd);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &ListTable::keepEnd);
}

void ListTable::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    layOutColumns();
}

void ListTable::copy() const
{
    if (model() == nullptr) {
        return;
    }
    std::vector<int> rows;
    if (currentIndex().isValid()) {
        rows.push_back(currentIndex().row());
    } else {
        rows.resize(static_cast<std::size_t>(model()->rowCount()));
        std::iota(rows.begin(), rows.end(), 0);
    }
    QString text;
    for (const int row : rows) {
        for (int column = 0; column < model()->columnCount(); ++column) {
            text += column > 0 ? QStringLiteral("\t") : QString();
            text += model()->index(row, column).data().toString();
        }
        text += QLatin1Char('\n');
    }
    QGuiApplication::clipboard()->setText(text);
}

void ListTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange) {
        applyFont();
        layOutColumns();
    }
}

void ListTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid()) {
        Q_EMIT chosen(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void ListTable::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (model() != nullptr && model()->rowCount() == 0 && !m_emptyText.isEmpty()) {
        QPainter painter(viewport());
        painter.setPen(widgets::theme(palette()).text3);
        painter.drawText(viewport()->rect().adjusted(8, 0, -8, 0),
            static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap, m_emptyText);
    }
}

void ListTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    layOutColumns();
}

void ListTable::applyFont()
{
    const QFont base = QGuiApplication::font();
    setFont(widgets::scaledFont(base, widgets::kCellText));
    horizontalHeader()->setFont(widgets::scaledFont(base, widgets::kSmallText));
    const int row = std::max(widgets::scaledPx(base, kRowHeight), fontMetrics().height() + 6);
    verticalHeader()->setMinimumSectionSize(row);
    verticalHeader()->setDefaultSectionSize(row);
    horizontalHeader()->setFixedHeight(std::max(
        widgets::scaledPx(base, kRowHeight), horizontalHeader()->fontMetrics().height() + 6));
}

/// The usual text says how wide a column is, not the rows: they come and go.
void ListTable::layOutColumns()
{
    if (model() == nullptr || model()->columnCount() == 0) {
        return;
    }
    const int padding = 2 * widgets::scaledPx(font(), kPadding) + 2;
    const QFontMetrics header(horizontalHeader()->font());
    const QFontMetrics cell(widgets::scaledFont(font(), 1, QFont::DemiBold));
    const int stretched = m_stretch.value_or(model()->columnCount() - 1);
    int used = 0;
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (column == stretched) {
            continue;
        }
        const QString title = model()->headerData(column, Qt::Horizontal).toString();
        const QString& usual = m_usual.at(static_cast<std::size_t>(column));
        const int width
            = padding + std::max(header.horizontalAdvance(title), cell.horizontalAdvance(usual));
        setColumnWidth(column, width);
        used += width;
    }
    setColumnWidth(stretched, std::max(padding * 4, viewport()->width() - used));
}

void ListTable::noteEnd()
{
    m_atEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
}

void ListTable::keepEnd()
{
    if (m_sticky && m_atEnd) {
        scrollToBottom();
    }
}

}  // namespace gui

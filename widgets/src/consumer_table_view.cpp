// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/consumer_table_view.h"

#include "consumer_delegate.h"

#include "widgets/consumer_table_model.h"
#include "widgets/type_scale.h"

#include <QClipboard>
#include <QEvent>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>
#include <numeric>

namespace widgets {

ConsumerTableView::ConsumerTableView(QWidget* parent)
    : QTableView(parent)
{
    setAccessibleName(tr("Consumers"));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    setItemDelegate(new ConsumerDelegate(this));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    applyFont();
}

void ConsumerTableView::setConsumers(ConsumerTableModel* model)
{
    setModel(model);
    layOutColumns();
}

ConsumerTableModel* ConsumerTableView::consumers() const
{
    return qobject_cast<ConsumerTableModel*>(model());
}

QString ConsumerTableView::selectedConsumer() const
{
    const ConsumerTableModel* rows = consumers();
    if (rows == nullptr || !selectionModel()->hasSelection())
        return {};
    return rows->row(selectionModel()->selectedRows().constFirst().row()).id;
}

void ConsumerTableView::selectConsumer(const QString& id)
{
    const ConsumerTableModel* rows = consumers();
    if (rows == nullptr || id == selectedConsumer())
        return;
    const int at = rows->find(id);
    if (at < 0)
        clearSelection();
    else
        setCurrentIndex(rows->index(at, 0));
}

void ConsumerTableView::copy() const
{
    const ConsumerTableModel* rows = consumers();
    if (rows == nullptr)
        return;
    std::vector<int> which;
    if (selectionModel()->hasSelection()) {
        which.push_back(selectionModel()->selectedRows().constFirst().row());
    } else {
        which.resize(static_cast<std::size_t>(rows->rowCount()));
        std::iota(which.begin(), which.end(), 0);
    }
    QGuiApplication::clipboard()->setText(rows->textOf(which));
}

void ConsumerTableView::selectionChanged(
    const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    if (!selected.isEmpty())
        Q_EMIT consumerSelected(selectedConsumer());
}

void ConsumerTableView::rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last)
{
    // Otherwise the neighbour would be selected, which nobody asked for.
    if (currentIndex().row() >= first && currentIndex().row() <= last) {
        clearSelection();
        selectionModel()->setCurrentIndex({}, QItemSelectionModel::NoUpdate);
    }
    QTableView::rowsAboutToBeRemoved(parent, first, last);
}

void ConsumerTableView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    QTableView::keyPressEvent(event);
}

void ConsumerTableView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange) {
        applyFont();
        layOutColumns();
    }
}

void ConsumerTableView::applyFont()
{
    const QFont base = QGuiApplication::font();
    setFont(scaledFont(base, ConsumerDelegate::kCellText));
    horizontalHeader()->setFont(scaledFont(base, kSmallText));
    const int row
        = std::max(scaledPx(base, ConsumerDelegate::kRowHeight), fontMetrics().height() + 6);
    verticalHeader()->setMinimumSectionSize(row);
    verticalHeader()->setDefaultSectionSize(row);
    horizontalHeader()->setFixedHeight(
        std::max(scaledPx(base, 25), horizontalHeader()->fontMetrics().height() + 6));
}

void ConsumerTableView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    layOutColumns();
}

int ConsumerTableView::widthOf(int column, bool tight) const
{
    const ConsumerDelegate::Fit fit
        = tight ? ConsumerDelegate::Fit::Tight : ConsumerDelegate::Fit::Comfortable;
    const QString title
        = consumers()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    const int header = QFontMetrics(horizontalHeader()->font()).horizontalAdvance(title);
    return std::max(ConsumerDelegate::widthOf(column, font(), fit),
        header + 2 * ConsumerDelegate::padding(font(), fit) + 2);
}

/// Columns are as wide as is comfortable, narrower if there is less room, and share what is left
/// over. Only if even the least does not fit they scroll.
void ConsumerTableView::layOutColumns()
{
    if (consumers() == nullptr)
        return;
    constexpr int kCount = ConsumerTableModel::kColumnCount;
    int tight = 0;
    int comfortable = 0;
    for (int column = 0; column < kCount; ++column) {
        tight += widthOf(column, true);
        comfortable += widthOf(column, false);
    }
    const int room = viewport()->width();
    const double ease = std::clamp(
        static_cast<double>(room - tight) / std::max(1, comfortable - tight), 0.0, 1.0);
    const int spare = std::max(0, room - comfortable);
    // Where a column ends is rounded, not its width: what is lost there would show at the right.
    double end = 0;
    int given = 0;
    for (int column = 0; column < kCount; ++column) {
        const int least = widthOf(column, true);
        end += least + (widthOf(column, false) - least) * ease
            + static_cast<double>(spare) / kCount;
        const int upTo = static_cast<int>(end + 1e-6);
        setColumnWidth(column, upTo - given);
        given = upTo;
    }
}

}  // namespace widgets

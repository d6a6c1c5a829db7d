// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/consumer_table_view.h"

#include "consumer_delegate.h"

#include "widgets/consumer_table_model.h"
#include "widgets/plain_table.h"
#include "widgets/type_scale.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QEvent>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>
#include <numeric>

namespace widgets {

ConsumerTableView::ConsumerTableView(QWidget* parent)
    : QTableView(parent)
{
    setAccessibleName(tr("Consumers"));
    makePlain(*this);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setItemDelegate(new ConsumerDelegate(this));
    horizontalHeader()->setMinimumSectionSize(1);  // an arrow needs no more than an arrow
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, &ConsumerTableView::sortBy);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this,
        &ConsumerTableView::chooseColumns);
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

/// Downwards, upwards, then the culprit on top again.
void ConsumerTableView::sortBy(int section)
{
    ConsumerTableModel* rows = consumers();
    const auto column = static_cast<ConsumerTableModel::Column>(section);
    QHeaderView& header = *horizontalHeader();
    const bool again = rows->sortedBy() == column;
    const bool over = again && rows->order() == Qt::AscendingOrder;
    const Qt::SortOrder order = again ? Qt::AscendingOrder : Qt::DescendingOrder;
    header.setSortIndicatorShown(!over);
    header.setSortIndicator(over ? -1 : section, order);
    rows->sortBy(over ? std::nullopt : std::optional(column), order);
}

void ConsumerTableView::chooseColumns(QPoint at)
{
    QMenu menu(this);
    for (int column = ConsumerTableModel::Consumer + 1; column < consumers()->columnCount();
         ++column) {
        QAction* shown = menu.addAction(consumers()->headerData(column, Qt::Horizontal).toString());
        shown->setCheckable(true);
        shown->setChecked(!m_unwanted.contains(column));
        connect(shown, &QAction::toggled, this, [this, column](bool show) {
            m_unwanted.removeAll(column);
            if (!show)
                m_unwanted.append(column);
            layOutColumns();
        });
    }
    menu.exec(horizontalHeader()->mapToGlobal(at));
}

void ConsumerTableView::setHiddenColumns(const QList<int>& columns)
{
    m_unwanted.clear();
    for (const int column : columns) {
        if (column > ConsumerTableModel::Consumer && column < ConsumerTableModel::kColumnCount)
            m_unwanted.append(column);
    }
    layOutColumns();
}

void ConsumerTableView::contextMenuEvent(QContextMenuEvent* event)
{
    const QModelIndex at
        = event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
    if (!at.isValid())
        return;
    setCurrentIndex(at);
    const ConsumerRow row = consumers()->row(at.row());
    const QString name = QString(row.id).replace(u'&', QStringLiteral("&&"));
    const auto copyText = [](const QString& text) { QGuiApplication::clipboard()->setText(text); };
    QMenu menu(this);
    menu.addAction(tr("Copy the row of %1").arg(name), this, &ConsumerTableView::copy);
    if (row.pid > 0)
        menu.addAction(tr("Copy pid %1 of %2").arg(row.pid).arg(name),
            [&] { copyText(QString::number(row.pid)); });
    menu.addAction(tr("Copy why %1 is %2").arg(name, row.word),
        [&] { copyText(QStringLiteral("%1 %2: %3").arg(row.id, row.word, row.evidence)); });
    freeze(true);
    menu.exec(event->globalPos());
    freeze(underMouse());
}

void ConsumerTableView::enterEvent(QEnterEvent* event)
{
    QTableView::enterEvent(event);
    freeze(true);
}

void ConsumerTableView::leaveEvent(QEvent* event)
{
    QTableView::leaveEvent(event);
    freeze(false);
}

void ConsumerTableView::freeze(bool frozen)
{
    if (ConsumerTableModel* rows = consumers())
        rows->setFrozen(frozen);
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
    setFont(scaledFont(base, kCellText));
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

/// What matters least goes first where there is no room for all.
void ConsumerTableView::hideColumns()
{
    int least = 0;
    for (int column = 0; column < ConsumerTableModel::kColumnCount; ++column) {
        const bool wanted = !m_unwanted.contains(column);
        setColumnHidden(column, !wanted);
        least += wanted ? widthOf(column, true) : 0;
    }
    for (const int column : {ConsumerTableModel::Required, ConsumerTableModel::Cursor,
             ConsumerTableModel::NoProgress, ConsumerTableModel::TrendOfLag,
             ConsumerTableModel::History, ConsumerTableModel::AtCrosshair}) {
        if (least > viewport()->width() && !isColumnHidden(column)) {
            setColumnHidden(column, true);
            least -= widthOf(column, true);
        }
    }
}

/// Columns are as wide as is comfortable, narrower if there is less room, and share what is left
/// over. Only if even the least does not fit they scroll.
void ConsumerTableView::layOutColumns()
{
    if (consumers() == nullptr)
        return;
    hideColumns();
    constexpr int kCount = ConsumerTableModel::kColumnCount;
    int tight = 0;
    int comfortable = 0;
    int shown = 0;
    for (int column = 0; column < kCount; ++column) {
        if (isColumnHidden(column))
            continue;
        ++shown;
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
        if (isColumnHidden(column))
            continue;
        const int least = widthOf(column, true);
        end += least + (widthOf(column, false) - least) * ease + static_cast<double>(spare) / shown;
        const int upTo = static_cast<int>(end + 1e-6);
        setColumnWidth(column, upTo - given);
        given = upTo;
    }
}

}  // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace widgets {

class ConsumerTableModel;

/// A click on a header orders by that column, downwards, upwards, and as it was; its context menu
/// says which columns there are. While the pointer is over the rows, or a menu is open, no row
/// moves away from under it.
class ConsumerTableView : public QTableView {
    Q_OBJECT
public:
    explicit ConsumerTableView(QWidget* parent = nullptr);

    /// The model stays the caller's.
    void setConsumers(ConsumerTableModel* model);
    /// Empty if none.
    [[nodiscard]] QString selectedConsumer() const;
    void selectConsumer(const QString& id);
    /// The selected row as text on the clipboard, all rows if none is selected.
    void copy() const;
    /// That are not wanted; numbers of ConsumerTableModel::Column. Where there is no room for all
    /// others, those that matter least go as well.
    [[nodiscard]] QList<int> hiddenColumns() const { return m_unwanted; }
    void setHiddenColumns(const QList<int>& columns);

Q_SIGNALS:
    /// By the user or by selectConsumer().
    void consumerSelected(const QString& id);

protected:
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void selectionChanged(
        const QItemSelection& selected, const QItemSelection& deselected) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) override;

private Q_SLOTS:
    void sortBy(int section);
    void chooseColumns(QPoint at);

private:
    [[nodiscard]] ConsumerTableModel* consumers() const;
    void freeze(bool frozen);
    void applyFont();
    [[nodiscard]] int widthOf(int column, bool tight) const;
    void hideColumns();
    void layOutColumns();

    QList<int> m_unwanted;
};

}  // namespace widgets

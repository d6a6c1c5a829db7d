// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace widgets {

class ConsumerTableModel;

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

Q_SIGNALS:
    /// By the user or by selectConsumer().
    void consumerSelected(const QString& id);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void selectionChanged(
        const QItemSelection& selected, const QItemSelection& deselected) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) override;

private:
    [[nodiscard]] ConsumerTableModel* consumers() const;
    void applyFont();
    [[nodiscard]] int widthOf(int column, bool tight) const;
    void layOutColumns();
};

}  // namespace widgets

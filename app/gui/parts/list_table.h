// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

#include <optional>
#include <vector>

namespace gui {

/// What a model of a ListTable may say about a cell, beside its text.
enum ListRole {
    ShapeRole = Qt::UserRole + 100,  ///< widgets::StateShape as int, drawn before the text
    ToneRole,  ///< widgets::Tone as int: of the shape, and of a loud cell's text
    QuietRole  ///< true: second text
};

/// A plain table: one line a row, one column takes what is left, text is never markup. Click
/// or Enter chooses a row.
class ListTable : public QTableView {
    Q_OBJECT
public:
    /// @param columns the usual text of each column but the one that takes what is left.
    ListTable(const QString& name, std::vector<QString> columns, QWidget* parent);

    void setModel(QAbstractItemModel* model) override;
    /// Instead of the last.
    void setStretchColumn(int column) { m_stretch = column; }
    /// Shows the newest row as long as the newest row is shown.
    void setSticky(bool sticky) { m_sticky = sticky; }
    /// What is said in the place of rows.
    void setEmptyText(const QString& text) { m_emptyText = text; }
    /// The rows selected, or all of them, with tabs between the cells.
    void copy() const;

Q_SIGNALS:
    void chosen(const QModelIndex& index);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private Q_SLOTS:
    void noteEnd();
    void keepEnd();

private:
    void applyFont();
    void layOutColumns();

    std::vector<QString> m_usual;
    QString m_emptyText;
    std::optional<int> m_stretch;
    bool m_sticky = false;
    bool m_atEnd = true;
};

}  // namespace gui

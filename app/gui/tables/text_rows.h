// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace gui {

/// A column of a table that is text and no more.
struct TextColumn {
    QString title;
    QString usual;  ///< a usual text, for the width
    bool isNumber = false;
};

/// Rows of text that are all given anew.
class TextRows : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit TextRows(std::vector<TextColumn> columns, QObject* parent = nullptr);

    /// What did not change stays as it is, selection and all.
    void setRows(std::vector<QStringList> rows);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<TextColumn> m_columns;
    std::vector<QStringList> m_rows;
};

}  // namespace gui

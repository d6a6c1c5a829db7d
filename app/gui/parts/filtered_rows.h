// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/text_filter.h"

#include <QSortFilterProxyModel>

namespace gui {

/// The rows of a table whose text, all columns together and as it is read out, passes a filter.
class FilteredRows : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

public Q_SLOTS:
    void setFilter(const QString& typed);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    TextFilter m_filter;
};

}  // namespace gui

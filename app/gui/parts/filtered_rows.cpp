// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/filtered_rows.h"

#include <QStringList>

namespace gui {

void FilteredRows::setFilter(const QString& typed)
{
    m_filter = TextFilter(typed);
    invalidateFilter();
}

bool FilteredRows::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    QStringList cells;
    for (int column = 0; column < sourceModel()->columnCount(parent); ++column) {
        const QModelIndex cell = sourceModel()->index(row, column, parent);
        const QVariant inWords = cell.data(Qt::AccessibleTextRole);  // a shape, for one
        cells.append((inWords.isValid() ? inWords : cell.data()).toString());
    }
    return m_filter.matches(cells.join(QLatin1Char(' ')));
}

}  // namespace gui

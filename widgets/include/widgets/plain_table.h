// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace widgets {

/// Makes a table plain: one line a row, whole rows selected one at a time, no grid, no frame,
/// nothing to edit, and Tab leaves it.
void makePlain(QTableView& table);

}  // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QLabel;
class QWidget;

namespace gui {

/// @param em of the application's font size; the weight says whether it is a title.
QLabel* makeLabel(const QString& text, double em, bool semibold, QWidget* parent);
/// The same in the colour of second text.
QLabel* makeQuietLabel(const QString& text, double em, QWidget* parent);

}  // namespace gui

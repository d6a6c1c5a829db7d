// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace gui {

/// For which file is asked.
struct FileQuestion {
    QString title;
    QString filter;  ///< "Recordings (*.ringrec)"
    QString suffix;  ///< that a name without one gets
    QString suggested;  ///< path, or name
};

/// Ask beside the window's work, and return at once. `then` is called with each path that is
/// chosen, if any is.
void askToOpen(
    QWidget* window, const FileQuestion& question, std::function<void(const QString&)> then);
/// Whether there is a file of that name already is for `then` to find out.
void askToSave(
    QWidget* window, const FileQuestion& question, std::function<void(const QString&)> then);

}  // namespace gui

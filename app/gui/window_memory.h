// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>
#include <QString>

#include <memory>

class QMainWindow;

namespace gui {

/// Where the window stood and how its panes lay, from one run to the next.
class WindowMemory {
public:
    /// @param file empty: the user's settings folder.
    explicit WindowMemory(const QString& file);

    /// @returns false when there is nothing to restore, or it is of another layout of the panes.
    bool restore(QMainWindow& window) const;
    void save(const QMainWindow& window);

private:
    std::unique_ptr<QSettings> m_settings;
};

}  // namespace gui

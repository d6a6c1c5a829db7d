// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/strip_plot.h"
#include "widgets/theme.h"

#include <QByteArray>
#include <QList>
#include <QSettings>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

class QWidget;

namespace gui {

/// Where the window stood, how its panes lay and in which colours, from one run to the next.
class WindowMemory {
public:
    /// @param file empty: the user's settings folder.
    explicit WindowMemory(const QString& file);

    /// Puts the window where it stood.
    void restorePlace(QWidget& window) const;
    /// Of the panes; empty when none was saved.
    [[nodiscard]] QByteArray layout() const;
    void save(const QWidget& window, const QByteArray& layout);

    /// Columns of the table of consumers that are not shown.
    [[nodiscard]] QList<int> hiddenColumns() const;
    void setHiddenColumns(const QList<int>& columns);

    /// What was done to the value axes of the plots.
    [[nodiscard]] std::vector<widgets::AxisSetting> axes() const;
    void setAxes(const std::vector<widgets::AxisSetting>& axes);
    /// Paths of recordings and workspaces, the last first.
    [[nodiscard]] QStringList recentFiles() const;
    void addRecentFile(const QString& path);
    /// Where recordings go that were given no name.
    [[nodiscard]] QString recordingFolder() const;

    [[nodiscard]] widgets::Scheme scheme() const;
    void setScheme(widgets::Scheme scheme);

    /// Why the file is of no use; then everything has its default.
    [[nodiscard]] std::optional<QString> problem() const;

private:
    std::unique_ptr<QSettings> m_settings;
};

}  // namespace gui

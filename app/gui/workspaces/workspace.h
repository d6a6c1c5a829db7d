// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/strip_plot.h"
#include "widgets/theme.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace gui {

/// What is looked at, and how the window lies: a file that can be handed to somebody. It is about
/// rings by their names; none of them need be there.
struct Workspace {
    QStringList rings;
    QString ring;  ///< that is looked at; empty: the last one
    QString consumer;  ///< that is selected; empty: none
    std::optional<double> windowSeconds;
    std::optional<widgets::Scheme> scheme;
    QByteArray layout;  ///< of the panes; empty: as it is
    std::optional<QList<int>> hiddenColumns;
    std::optional<std::vector<widgets::AxisSetting>> axes;
};

/// `ringscope.workspace/1`: keys in their order, so that two files can be compared line by line.
[[nodiscard]] QByteArray workspaceText(const Workspace& workspace);

/// What is wrong, a line each: "FILE:LINE:COLUMN: …".
using WorkspaceProblems = QStringList;

/// @param file its name, for complaints
[[nodiscard]] std::variant<Workspace, WorkspaceProblems> parseWorkspace(
    const QByteArray& text, const QString& file);

/// Reading and writing may hang where the file lies. @returns the problems, or what was read.
[[nodiscard]] std::variant<Workspace, WorkspaceProblems> readWorkspace(const QString& path);
/// All of it or nothing. @returns why not.
[[nodiscard]] std::optional<QString> writeWorkspace(
    const Workspace& workspace, const QString& path);

}  // namespace gui

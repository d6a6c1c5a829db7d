// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/errand.h"
#include "gui/workspaces/workspace.h"

#include <QObject>

namespace gui {

class Actions;
class MainWindow;
class RecentFiles;
class RingPage;
class WorkPanes;

/// What a workspace is about.
struct WorkspaceParts {
    MainWindow& window;
    RingPage& page;
    WorkPanes& panes;
    Actions& actions;
    RecentFiles& recent;
};

/// Puts what is looked at into a file, and gets it out again. Rings that are attached already stay.
class Workspaces : public QObject {
    Q_OBJECT
public:
    explicit Workspaces(WorkspaceParts parts);

    /// As the window is now. Rings that go with it, of rigs and of recordings, are left
    /// out.
    [[nodiscard]] Workspace now() const;
    void apply(const Workspace& workspace);

public Q_SLOTS:
    /// What is wrong with it is said in the window.
    void open(const QString& file);
    void save(const QString& file);

private Q_SLOTS:
    void askWhatToOpen();
    void askWhereToSave();

private:
    void show(const QString& file, const std::variant<Workspace, WorkspaceProblems>& read);

    WorkspaceParts m_parts;
    Errand m_errand;
};

}  // namespace gui

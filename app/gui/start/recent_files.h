// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace gui {

class StartPage;
class WindowMemory;

/// The recordings and workspaces that were opened or saved last: on the start page, one step away.
class RecentFiles : public QObject {
    Q_OBJECT
public:
    /// Both outlive it. @param remembers for the next run, too: nobody unattended leaves traces
    RecentFiles(WindowMemory& memory, StartPage& page, bool remembers, QObject* parent);

    void add(const QString& path);
    /// Of the last recording; empty when there was none.
    [[nodiscard]] QString recordingFolder() const;

Q_SIGNALS:
    void recordingChosen(const QString& path);
    void workspaceChosen(const QString& path);

private:
    void open(const QString& path);

    WindowMemory& m_memory;
    StartPage& m_page;
    const bool m_remembers;
};

}  // namespace gui

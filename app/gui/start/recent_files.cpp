// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/start/recent_files.h"

#include "gui/start/start_page.h"
#include "gui/window/window_memory.h"

#include <QFileInfo>

#include <algorithm>

namespace gui {

namespace {

/// As on the command line.
bool isWorkspace(const QString& path)
{
    return path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
}

}  // namespace

RecentFiles::RecentFiles(WindowMemory& memory, StartPage& page, bool remembers, QObject* parent)
    : QObject(parent)
    , m_memory(memory)
    , m_page(page)
    , m_remembers(remembers)
{
    page.setRecent(memory.recentFiles());
    connect(&page, &StartPage::fileRequested, this, &RecentFiles::open);
}

void RecentFiles::add(const QString& path)
{
    if (m_remembers) {
        m_memory.addRecentFile(QFileInfo(path).absoluteFilePath());
        m_page.setRecent(m_memory.recentFiles());
    }
}

QString RecentFiles::recordingFolder() const
{
    const QStringList recent = m_memory.recentFiles();
    const auto last = std::find_if_not(recent.begin(), recent.end(), isWorkspace);
    return last == recent.end() ? QString() : QFileInfo(*last).path();
}

void RecentFiles::open(const QString& path)
{
    if (isWorkspace(path)) {
        Q_EMIT workspaceChosen(path);
    } else {
        Q_EMIT recordingChosen(path);
    }
}

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recordings/recording_parts.h"

#include "gui/commands/actions.h"
#include "gui/recordings/file_question.h"
#include "gui/rings/selection.h"
#include "gui/start/command_line.h"
#include "gui/start/recent_files.h"
#include "gui/start/start_page.h"
#include "gui/window/ring_page.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace gui {

namespace {

/// The recordings among what is dragged.
QStringList filesOf(const QMimeData& data)
{
    QStringList files;
    const QList<QUrl> urls = data.urls();
    for (const QUrl& url : urls) {
        const QString file = url.toLocalFile();
        if (file.endsWith(QLatin1String(".ringrec"), Qt::CaseInsensitive)) {
            files.append(file);
        }
    }
    return files;
}

}  // namespace

RecordingParts::RecordingParts(const Around& around)
    : QObject(&around.window)
    , m_around(around)
    , m_recordings(around.workbench, around.actions, around.page, m_errand, &around.window)
    , m_saving(around.workbench, around.actions, m_errand, around.folder, &around.window)
    , m_exports(around.workbench, around.actions, around.page.plot(), m_errand, &around.window)
{
    around.column.insertWidget(0, &m_recordings.loadingLine());
    around.column.addWidget(&m_recordings.playbackBar());
    around.window.setAcceptDrops(true);
    around.window.installEventFilter(this);
    connect(&m_recordings, &Recordings::said, this, &RecordingParts::said);
    connect(&m_recordings, &Recordings::failed, this, &RecordingParts::failed);
    connect(&m_recordings, &Recordings::moved, this, &RecordingParts::moved);
    connect(&m_recordings, &Recordings::momentWanted, &around.selection, &Selection::selectMoment);
    connect(&m_recordings, &Recordings::opened, &around.recent, &RecentFiles::add);
    connect(&m_saving, &SaveCommands::said, this, &RecordingParts::said);
    connect(&m_saving, &SaveCommands::failed, this, &RecordingParts::failed);
    connect(&m_saving, &SaveCommands::saved, &around.recent, &RecentFiles::add);
    connect(&m_exports, &ExportCommands::said, this, &RecordingParts::said);
    connect(
        around.actions.openRecording, &QAction::triggered, this, &RecordingParts::askForRecording);
    connect(&around.startPage, &StartPage::recordingRequested, around.actions.openRecording,
        &QAction::trigger);
    connect(&around.recent, &RecentFiles::recordingChosen, &m_recordings, &Recordings::open);
    connect(&around.selection, &Selection::momentSelected, &m_recordings, &Recordings::seekMoment);
}

void RecordingParts::begin(const Options& options)
{
    for (const QString& path : options.recordings) {
        m_recordings.open(path);
    }
    if (!options.recordFile.isEmpty()) {
        m_saving.record(options.recordFile);
    }
}

void RecordingParts::askForRecording()
{
    const QString last = m_around.recent.recordingFolder();
    askToOpen(&m_around.window,
        {tr("Open recording"), tr("Recordings (*.ringrec);;All files (*)"),
            QStringLiteral("ringrec"), last.isEmpty() ? m_around.folder : last},
        [this](const QString& path) { m_recordings.open(path); });
}

bool RecordingParts::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::DragEnter) {
        auto* drag = static_cast<QDragEnterEvent*>(event);
        if (!filesOf(*drag->mimeData()).isEmpty()) {
            drag->acceptProposedAction();
            return true;
        }
    } else if (event->type() == QEvent::Drop) {
        auto* drop = static_cast<QDropEvent*>(event);
        const QStringList files = filesOf(*drop->mimeData());
        for (const QString& file : files) {
            m_recordings.open(file);
        }
        if (!files.isEmpty()) {
            drop->acceptProposedAction();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/errand.h"
#include "gui/recordings/export_commands.h"
#include "gui/recordings/recordings.h"
#include "gui/recordings/save_commands.h"

#include <QObject>

class QVBoxLayout;

namespace gui {

class Actions;
class RecentFiles;
class RingPage;
class Selection;
class StartPage;
struct Options;

/// What the window has to do with recordings, connected to the rest of it.
class RecordingParts : public QObject {
    Q_OBJECT
public:
    struct Around {
        QWidget& window;
        Workbench& workbench;
        const Actions& actions;
        RingPage& page;
        StartPage& startPage;
        Selection& selection;
        RecentFiles& recent;
        QString folder;  ///< for recordings that were given no name
        QVBoxLayout& column;  ///< of what is in the middle of the window
    };

    /// All of them outlive it.
    explicit RecordingParts(const Around& around);

    [[nodiscard]] Recordings& recordings() { return m_recordings; }
    [[nodiscard]] SaveCommands& saving() { return m_saving; }
    [[nodiscard]] ExportCommands& exports() { return m_exports; }
    /// Opens and records what the command line says.
    void begin(const Options& options);

Q_SIGNALS:
    void said(widgets::Tone tone, const QString& text);
    /// Nothing of a file can be shown, or nothing is recorded into it.
    void failed(const QString& why, monitor::recording::RecordingError::Cause cause);
    /// The rings show another moment.
    void moved();

protected:
    /// Files that are dropped onto the window.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void askForRecording();

    const Around m_around;
    Recordings m_recordings;
    SaveCommands m_saving;
    ExportCommands m_exports;
    Errand m_errand;  // last: what it still brings is for the others
};

}  // namespace gui

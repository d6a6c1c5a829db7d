// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/errand.h"
#include "gui/rings/workbench.h"

#include "monitor/recording/copy.h"

#include "widgets/state_shape.h"

#include <QObject>
#include <QString>

#include <functional>

namespace gui {

class Actions;

/// Writes recordings of what is live: of what already happened, and from now on.
class SaveCommands : public QObject {
    Q_OBJECT
public:
    /// @param folder for recordings that were given no name. All of them outlive it.
    SaveCommands(Workbench& workbench, const Actions& actions, Errand& errand,
        const QString& folder, QWidget* parent);

    /// Part of what is kept, into a new file.
    void save(const monitor::recording::Part& part, const QString& path);
    /// All rings from now on, into a new file, also if there is none yet.
    void record(const QString& path);

public Q_SLOTS:
    void saveLast();
    void saveRing();
    void saveAll();
    void setRecords(bool records);
    /// Whether the file that is recorded into still takes it.
    void look();

Q_SIGNALS:
    void said(widgets::Tone tone, const QString& text);
    void saved(const QString& path);
    /// Nothing is recorded, or no more.
    void failed(const QString& why, monitor::recording::RecordingError::Cause cause);

private:
    [[nodiscard]] bool watchesARing() const;
    void end(const std::string& why);
    void tellWhatWasRecorded(const QString& path, bool holdsASample);
    void ask(const QString& title, const monitor::recording::Part& part);
    [[nodiscard]] QString newPath(const std::string& ring) const;

    Workbench& m_workbench;
    const Actions& m_actions;
    Errand& m_errand;
    const QString m_folder;
    bool m_recording = false;  ///< there is a file, or will be
    bool m_ownName = false;  ///< nobody asked for a file of that name
};

}  // namespace gui

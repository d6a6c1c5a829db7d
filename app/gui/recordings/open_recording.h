// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/errand.h"
#include "gui/recordings/recorded_view.h"
#include "gui/rings/selection.h"
#include "gui/rings/workbench.h"

#include "monitor/recording/load.h"
#include "monitor/recording/playback.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gui {

/// A recording whose rings are looked at: each is a session, and all show the same moment.
class OpenRecording : public QObject {
    Q_OBJECT
public:
    /// @param loaded holds a sample
    /// @param key by which its rings are known in its history; their sessions have these names
    /// Both references outlive it.
    OpenRecording(const QString& file, monitor::recording::LoadedRecording loaded,
        const monitor::recording::RingKey& key, Workbench& workbench, Errand& errand);

    [[nodiscard]] const RecordedView& view() const { return *m_view; }
    [[nodiscard]] const monitor::recording::Configuration& configuration() const
    {
        return m_configuration;
    }
    [[nodiscard]] bool has(const RingSession* session) const;
    /// Nobody looks at any of its rings any more.
    [[nodiscard]] bool isClosed() const;
    /// Of its first ring that is still looked at; null if it is closed.
    [[nodiscard]] RingSession* firstSession() const;

    /// Of that ring, so many seconds after the recording was started.
    [[nodiscard]] Moment momentAt(double seconds) const;

    [[nodiscard]] monitor::recording::Playback& playback() { return m_playback; }
    /// Shows the moment at which playback is now.
    void show(monitor::TimePoint now);
    /// Whether the sessions show the moment that was asked for last.
    [[nodiscard]] bool isUpToDate() const { return !m_asking; }

Q_SIGNALS:
    /// All that happened in it was told to its sessions.
    void ready();
    /// The sessions show another moment.
    void momentShown();

private Q_SLOTS:
    void applySomeTurns();

private:
    void ask(monitor::TimePoint position);
    void take(std::vector<monitor::RingReading> readings);

    Workbench& m_workbench;
    Errand& m_errand;
    monitor::recording::Configuration m_configuration;
    std::shared_ptr<RecordedView> m_view;
    std::shared_ptr<monitor::recording::Moments> m_moments;  // one thread at a time: an errand's
    monitor::recording::ShownTimes m_times;
    std::vector<std::string> m_names;
    std::vector<monitor::recording::Turn> m_turns;
    std::vector<monitor::recording::RecordedNote> m_notes;
    std::size_t m_applied = 0;
    monitor::recording::Playback m_playback;
    bool m_asking = false;
    std::optional<monitor::TimePoint> m_next;  // to ask for, once the answer is there
};

}  // namespace gui

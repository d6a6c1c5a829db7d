// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/errand.h"
#include "gui/recordings/loading_line.h"
#include "gui/recordings/open_recording.h"
#include "gui/recordings/playback_bar.h"

#include "widgets/state_shape.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <atomic>
#include <memory>
#include <vector>

namespace gui {

class Actions;
struct Moment;
class RingPage;

/// The recordings that are open, and which moment of them is shown.
class Recordings : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kOpenMax = 4;  ///< each takes its share of memory

    /// All of them outlive it; it makes two lines for above and below the plots.
    Recordings(Workbench& workbench, const Actions& actions, RingPage& page, Errand& errand,
        QWidget* parent);

    /// Reads it, soon; one after the other.
    void open(const QString& path);
    /// Goes to what was so many seconds after its start; opens it first where that is not done.
    void openAt(const QString& path, double seconds);
    [[nodiscard]] LoadingLine& loadingLine() { return *m_loading; }
    [[nodiscard]] PlaybackBar& playbackBar() { return *m_bar; }
    [[nodiscard]] const std::vector<std::unique_ptr<OpenRecording>>& all() const { return m_open; }
    /// The one whose ring is looked at; null for a live ring.
    [[nodiscard]] OpenRecording* current() const;

public Q_SLOTS:
    void cancel();
    /// One frame: what plays goes on.
    void advance(monitor::TimePoint now);
    /// Of the recording that is looked at, if there is one.
    void seek(monitor::TimePoint position);
    void seekMoment(const gui::Moment& moment);
    /// Another ring is looked at, or none: after the page knows it.
    void showCurrent();

Q_SIGNALS:
    void said(widgets::Tone tone, const QString& text);
    /// Nothing of a file can be shown.
    void failed(const QString& why, monitor::recording::RecordingError::Cause cause);
    /// It is open, and its first ring is looked at.
    void opened(const QString& path);
    /// What was asked for by openAt() can be shown.
    void momentWanted(const gui::Moment& moment);
    /// Another moment is shown.
    void moved();

private Q_SLOTS:
    void dropClosed();
    void setPlays(bool plays);

private:
    void connectActions();
    void beginNext();
    void take(
        const QString& path, const std::string& suffix, monitor::recording::LoadedRecording loaded);
    void tellFlaws(const QString& path, const monitor::recording::LoadedRecording& loaded);
    void endLoading();
    void look(OpenRecording& recording);
    void step(monitor::Duration by);
    void changeSpeed(int steps);
    [[nodiscard]] std::string suffixFor(const QString& path) const;

    Workbench& m_workbench;
    const Actions& m_actions;
    RingPage& m_page;
    Errand& m_errand;
    LoadingLine* m_loading;
    PlaybackBar* m_bar;
    QStringList m_waiting;  ///< to be read
    QHash<QString, double> m_wanted;  ///< seconds after the start to go to, by file
    /// Between the window and who reads.
    struct Reading {
        std::atomic<bool> givenUp = false;
        std::atomic<double> share = 0;  ///< that is read
    };
    std::shared_ptr<Reading> m_reading;  ///< null: nothing is read
    std::vector<std::unique_ptr<OpenRecording>> m_open;
    const OpenRecording* m_shown = nullptr;  ///< as the page was set up for
    double m_liveWindow = 0;  ///< seconds
};

}  // namespace gui

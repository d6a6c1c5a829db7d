// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_lookout.h"
#include "gui/rings/ring_session.h"

#include "monitor/history.h"
#include "monitor/recording/live_recorder.h"
#include "monitor/sampler.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <string>
#include <vector>

namespace gui {

/// Everything that is watched: one sampler and one history for all rings, and which of them is
/// looked at.
class Workbench : public QObject {
    Q_OBJECT
public:
    explicit Workbench(double sampleRateHz, QObject* parent = nullptr);
    ~Workbench() override;

    /// The session of `ring`, made if there is none; the ring need not be there yet.
    RingSession* attach(const std::string& ring);
    /// A ring of a recording, which nobody samples.
    /// @param name of the session, and of the ring's series in the recording's history
    /// @param ring what it is called in the recording
    RingSession* addRecorded(const std::string& name, std::shared_ptr<const RecordedView> recorded,
        const std::string& ring);
    void detach(RingSession* session);
    /// Forgets what was recorded of it; recording goes on.
    void clearHistory(RingSession& session);

    [[nodiscard]] std::vector<RingSession*> sessions() const;
    [[nodiscard]] RingSession* find(const std::string& ring) const;
    /// Null when nothing is attached.
    [[nodiscard]] RingSession* current() const { return m_current; }
    void setCurrent(RingSession* session);

    /// Whether anybody can see what becomes of the readings. All of them are taken either way.
    void setSeen(bool seen);

    [[nodiscard]] RingLookout& lookout() { return m_lookout; }
    /// Of what is live.
    [[nodiscard]] const monitor::History& history() const { return *m_history; }
    [[nodiscard]] const monitor::History& historyOf(const RingSession& session) const;
    /// What is now for the ring that is looked at: in a recording the moment that is shown.
    [[nodiscard]] monitor::TimePoint now() const;
    [[nodiscard]] monitor::recording::LiveRecorder& recorder() { return *m_recorder; }
    [[nodiscard]] const std::shared_ptr<monitor::recording::LiveRecorder>& sharedRecorder()
    {
        return m_recorder;
    }
    [[nodiscard]] monitor::SamplerCounters counters() const { return m_sampler.counters(); }

Q_SIGNALS:
    void sessionAdded(RingSession* session);
    /// Emitted before it is deleted.
    void sessionRemoved(RingSession* session);
    void currentChanged();
    /// 30 times a second, or twice while nobody sees the window, after the sessions took what was
    /// sampled.
    void tick();

private Q_SLOTS:
    void drain();

private:
    std::shared_ptr<monitor::History> m_history;
    std::shared_ptr<monitor::recording::LiveRecorder> m_recorder;
    monitor::Sampler m_sampler;
    RingLookout m_lookout;
    std::vector<std::unique_ptr<RingSession>> m_sessions;
    RingSession* m_current = nullptr;
    std::vector<monitor::RingReading> m_readings;  // kept for its memory
    QTimer m_timer;
};

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recordings/open_recording.h"

#include "gui/rings/ring_name.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace gui {

namespace {

constexpr std::size_t kTurnsAtOnce = 200;  // so that the window goes on meanwhile

}  // namespace

OpenRecording::OpenRecording(const QString& file, monitor::recording::LoadedRecording loaded,
    const monitor::recording::RingKey& key, Workbench& workbench, Errand& errand)
    : m_workbench(workbench)
    , m_errand(errand)
    , m_configuration(std::move(loaded.configuration))
    , m_view(std::make_shared<RecordedView>())
    , m_moments(std::move(loaded.moments))
    , m_times(loaded.times)
    , m_turns(std::move(loaded.turns))
    , m_notes(std::move(loaded.notes))
    , m_playback(*loaded.first, *loaded.last)
{
    m_view->file = file;
    m_view->history = std::move(loaded.history);
    m_view->first = *loaded.first;
    m_view->last = *loaded.last;
    m_view->rateHz = m_configuration.rate_hz;
    m_view->position = m_view->last;
    m_view->times = m_times;
    for (const std::string& ring : loaded.rings) {
        m_names.push_back(key(ring));
        m_workbench.addRecorded(m_names.back(), m_view, ring);
    }
    QTimer::singleShot(0, this, &OpenRecording::applySomeTurns);
}

bool OpenRecording::has(const RingSession* session) const
{
    return session != nullptr && session->recorded() == m_view.get();
}

RingSession* OpenRecording::firstSession() const
{
    for (const std::string& name : m_names) {
        if (RingSession* session = m_workbench.find(name)) {
            return session;
        }
    }
    return nullptr;
}

Moment OpenRecording::momentAt(double seconds) const
{
    const RingSession* session = firstSession();
    const monitor::TimePoint at = monitor::from_monotonic_ns(m_configuration.started_ns)
        + std::chrono::duration_cast<monitor::Duration>(std::chrono::duration<double>(seconds));
    return {session != nullptr ? session->ring() : std::string(), {}, m_times.shown(at)};
}

bool OpenRecording::isClosed() const
{
    return firstSession() == nullptr;
}

void OpenRecording::applySomeTurns()
{
    const std::size_t end = std::min(m_applied + kTurnsAtOnce, m_turns.size());
    for (; m_applied < end; ++m_applied) {
        const monitor::recording::Turn& turn = m_turns[m_applied];
        if (RingSession* session = m_workbench.find(m_names[turn.ring])) {
            session->apply(turn.reading);
        }
    }
    if (m_applied < m_turns.size()) {
        QTimer::singleShot(0, this, &OpenRecording::applySomeTurns);
        return;
    }
    m_turns.clear();
    for (const auto& [ring, note] : m_notes) {
        if (RingSession* session = m_workbench.find(m_names[ring])) {
            session->addNote(note.time, shownText(note.text));
        }
    }
    m_notes.clear();
    if (!m_asking) {
        ask(m_view->position);  // the last turn of a ring may not be the last of its samples
    }
    Q_EMIT ready();
}

void OpenRecording::show(monitor::TimePoint now)
{
    m_view->plays = m_playback.plays(now);
    m_view->speed = m_playback.speed();
    const monitor::TimePoint position = m_playback.position(now);
    if (position == m_view->position) {
        return;
    }
    m_view->position = position;
    if (m_asking) {
        m_next = position;
    } else {
        ask(position);
    }
}

void OpenRecording::ask(monitor::TimePoint position)
{
    m_asking = true;
    m_errand.send([guard = QPointer(this), moments = m_moments,
                      at = m_times.recorded(position)]() -> Errand::AtHome {
        return [guard, readings = moments->at(at)] {
            if (guard) {
                guard->take(readings);
            }
        };
    });
}

void OpenRecording::take(std::vector<monitor::RingReading> readings)
{
    m_asking = false;
    for (std::size_t i = 0; i < std::min(readings.size(), m_names.size()); ++i) {
        RingSession* session = m_workbench.find(m_names[i]);
        if (session == nullptr) {
            continue;
        }
        monitor::RingReading& reading = readings[i];
        if (reading.ring.empty()) {
            reading.reason = tr("It was not recorded yet.").toStdString();
            reading.diagnosis.lead = tr("Not recorded yet at this moment").toStdString();
            reading.sampled_at = m_view->position;
        } else {
            m_times.move(reading);
        }
        reading.ring = m_names[i];
        session->showAgain(reading);
    }
    Q_EMIT momentShown();
    if (m_next) {
        ask(*std::exchange(m_next, std::nullopt));
    }
}

}  // namespace gui

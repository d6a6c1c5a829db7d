// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recordings/recordings.h"

#include "gui/commands/actions.h"
#include "gui/parts/wall_clock.h"
#include "gui/plots/window_range.h"
#include "gui/recordings/recording_flaws.h"
#include "gui/rings/ring_name.h"
#include "gui/rings/selection.h"
#include "gui/window/ring_page.h"

#include "widgets/units.h"

#include <QAction>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace gui {

namespace {

using monitor::recording::LoadedRecording;

constexpr auto kStep = std::chrono::milliseconds(100);

QString nameOf(const QString& path)
{
    return widgets::visibleText(QFileInfo(path).fileName());
}

monitor::recording::RingKey keyWith(const std::string& suffix)
{
    return [suffix](const std::string& ring) { return ring + suffix; };
}

}  // namespace

Recordings::Recordings(
    Workbench& workbench, const Actions& actions, RingPage& page, Errand& errand, QWidget* parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_actions(actions)
    , m_page(page)
    , m_errand(errand)
    , m_loading(new LoadingLine(parent))
    , m_bar(new PlaybackBar(actions, parent))
{
    m_bar->hide();
    connectActions();
    connect(m_loading, &LoadingLine::cancelled, this, &Recordings::cancel);
    connect(m_bar, &PlaybackBar::positionChosen, this, &Recordings::seek);
    connect(m_bar, &PlaybackBar::speedChosen, this, [this](double speed) {
        if (OpenRecording* recording = current()) {
            recording->playback().set_speed(speed, monitor::Clock::now());
        }
    });
    connect(&workbench, &Workbench::sessionRemoved, this, &Recordings::dropClosed);
    connect(&workbench, &Workbench::tick, this, [this] { advance(monitor::Clock::now()); });
    m_actions.setPlaybackActionsEnabled(false);
}

void Recordings::connectActions()
{
    connect(m_actions.play, &QAction::triggered, this, &Recordings::setPlays);
    connect(m_actions.slower, &QAction::triggered, this, [this] { changeSpeed(-1); });
    connect(m_actions.faster, &QAction::triggered, this, [this] { changeSpeed(1); });
    connect(m_actions.repeat, &QAction::triggered, this, [this](bool repeats) {
        if (OpenRecording* recording = current()) {
            recording->playback().set_repeats(repeats, monitor::Clock::now());
        }
    });
    connect(m_actions.stepBack, &QAction::triggered, this, [this] { step(-kStep); });
    connect(m_actions.stepForward, &QAction::triggered, this, [this] { step(kStep); });
    connect(m_actions.toBegin, &QAction::triggered, this, [this] {
        if (const OpenRecording* recording = current()) {
            seek(recording->view().first);
        }
    });
    connect(m_actions.toEnd, &QAction::triggered, this, [this] {
        if (const OpenRecording* recording = current()) {
            seek(recording->view().last);
        }
    });
}

OpenRecording* Recordings::current() const
{
    const auto found = std::find_if(m_open.begin(), m_open.end(),
        [this](const auto& recording) { return recording->has(m_workbench.current()); });
    return found == m_open.end() ? nullptr : found->get();
}

void Recordings::open(const QString& path)
{
    m_waiting.append(QFileInfo(path).absoluteFilePath());
    if (m_reading == nullptr) {
        beginNext();
    }
}

void Recordings::openAt(const QString& path, double seconds)
{
    const QString file = QFileInfo(path).absoluteFilePath();
    const auto known = std::find_if(m_open.begin(), m_open.end(),
        [&file](const auto& recording) { return recording->view().file == file; });
    if (known != m_open.end()) {
        Q_EMIT momentWanted((*known)->momentAt(seconds));
        return;
    }
    m_wanted.insert(file, seconds);
    open(file);
}

/// Rings of two recordings may have one name, and so may their files.
std::string Recordings::suffixFor(const QString& path) const
{
    const std::string file = QFileInfo(path).fileName().toStdString();
    std::string suffix = " in " + file;
    const auto isTaken = [&] {
        const std::vector<RingSession*> sessions = m_workbench.sessions();
        return std::any_of(sessions.begin(), sessions.end(), [&](const RingSession* session) {
            return session->recorded() != nullptr
                && session->ring() == session->recordedRing() + suffix;
        });
    };
    for (int number = 2; isTaken(); ++number) {
        suffix = " in " + file + " (" + std::to_string(number) + ')';
    }
    return suffix;
}

void Recordings::beginNext()
{
    if (m_waiting.isEmpty()) {
        return;
    }
    const QString path = m_waiting.takeFirst();
    if (m_open.size() == kOpenMax) {
        Q_EMIT said(widgets::Tone::Warning,
            tr("%1 is not opened: %2 recordings are (close one: Ctrl+W)")
                .arg(nameOf(path))
                .arg(m_open.size()));
        beginNext();
        return;
    }
    m_reading = std::make_shared<Reading>();
    m_loading->begin(nameOf(path));
    m_errand.send([this, path, suffix = suffixFor(path), state = m_reading]() -> Errand::AtHome {
        auto loaded = monitor::recording::load_recording(
            QFile::encodeName(path).toStdString(), {}, keyWith(suffix), [&state](double share) {
                state->share = share;
                return !state->givenUp;
            });
        return [this, path, suffix, state,
                   result = std::make_shared<decltype(loaded)>(std::move(loaded))] {
            if (state->givenUp) {
                return;  // nobody waits for it any more
            }
            endLoading();
            if (!*result) {
                m_wanted.remove(path);
                Q_EMIT failed(shownText(result->error().what), result->error().cause);
            } else if (result->value()) {
                take(path, suffix, std::move(*result->value()));
            }
            beginNext();
        };
    });
}

void Recordings::endLoading()
{
    m_reading.reset();
    m_loading->hide();
}

/// What reads it may hang: it is not waited for.
void Recordings::cancel()
{
    if (m_reading != nullptr) {
        m_reading->givenUp = true;
        endLoading();
        m_waiting.clear();
        m_wanted.clear();
    }
}

void Recordings::take(const QString& path, const std::string& suffix, LoadedRecording loaded)
{
    tellFlaws(path, loaded);
    if (!loaded.first) {
        return;
    }
    m_open.push_back(std::make_unique<OpenRecording>(
        path, std::move(loaded), keyWith(suffix), m_workbench, m_errand));
    OpenRecording* recording = m_open.back().get();
    connect(recording, &OpenRecording::momentShown, this, &Recordings::moved);
    connect(recording, &OpenRecording::ready, this, [this, recording, path] {
        if (RingSession* session = recording->firstSession()) {
            m_workbench.setCurrent(session);
            Q_EMIT opened(path);
            if (m_wanted.contains(path)) {
                Q_EMIT momentWanted(recording->momentAt(m_wanted.take(path)));
            }
        }
    });
}

/// In one line: as far as it is good it is shown.
void Recordings::tellFlaws(const QString& path, const LoadedRecording& loaded)
{
    const QString flaws = flawsOf(loaded);
    if (flaws.isEmpty()) {
        return;
    }
    const QString text = tr("%1: %2").arg(nameOf(path), flaws);
    if (loaded.first) {
        Q_EMIT said(widgets::Tone::Warning, text);
    } else {
        Q_EMIT failed(text, monitor::recording::RecordingError::Cause::NoRecording);
    }
}

void Recordings::showCurrent()
{
    OpenRecording* recording = current();
    if (recording != m_shown) {
        if (m_shown == nullptr) {
            m_liveWindow = m_page.windowSeconds();
        }
        m_shown = recording;
        m_page.setWindowSeconds(recording != nullptr
                ? std::clamp(monitor::to_seconds(recording->view().last - recording->view().first),
                    kWindowMin, kWindowMax)
                : m_liveWindow);
    }
    m_bar->setVisible(recording != nullptr);
    m_actions.setPlaybackActionsEnabled(recording != nullptr);
    if (recording != nullptr) {
        for (QAction* action : {m_actions.clearHistory, m_actions.saveRing}) {
            action->setEnabled(false);  // of what is live
        }
        look(*recording);
    }
}

void Recordings::dropClosed()
{
    const auto closed = std::find_if(
        m_open.begin(), m_open.end(), [](const auto& recording) { return recording->isClosed(); });
    if (closed != m_open.end()) {
        if (m_shown == closed->get()) {
            m_shown = nullptr;
        }
        closed->release()->deleteLater();  // it may be in the middle of telling its turns
        m_open.erase(closed);
    }
}

void Recordings::advance(monitor::TimePoint now)
{
    if (m_reading != nullptr) {
        m_loading->setShare(m_reading->share);
    }
    for (const auto& recording : m_open) {
        recording->show(now);
    }
    if (OpenRecording* recording = current()) {
        look(*recording);
    }
}

void Recordings::look(OpenRecording& recording)
{
    m_bar->showView(recording.view());
    m_actions.play->setChecked(recording.view().plays);
    m_actions.repeat->setChecked(recording.playback().repeats());
}

void Recordings::seek(monitor::TimePoint position)
{
    if (OpenRecording* recording = current()) {
        recording->playback().seek(position, monitor::Clock::now());
        advance(monitor::Clock::now());
    }
}

void Recordings::seekMoment(const Moment& moment)
{
    seek(moment.at);
}

void Recordings::step(monitor::Duration by)
{
    if (OpenRecording* recording = current()) {
        const monitor::TimePoint now = monitor::Clock::now();
        recording->playback().pause(now);
        seek(recording->playback().position(now) + by);
    }
}

void Recordings::changeSpeed(int steps)
{
    if (OpenRecording* recording = current()) {
        recording->playback().change_speed(steps, monitor::Clock::now());
        advance(monitor::Clock::now());
    }
}

void Recordings::setPlays(bool plays)
{
    if (OpenRecording* recording = current()) {
        const monitor::TimePoint now = monitor::Clock::now();
        if (plays) {
            recording->playback().play(now);
        } else {
            recording->playback().pause(now);
        }
        advance(now);
    }
}

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recordings/save_commands.h"

#include "gui/commands/actions.h"
#include "gui/parts/wall_clock.h"
#include "gui/recordings/file_question.h"
#include "gui/rings/ring_name.h"

#include "monitor/recording/save.h"
#include "monitor/recording/survey.h"

#include "widgets/units.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QWidget>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace gui {

namespace {

using monitor::recording::Part;

constexpr auto kLast = std::chrono::minutes(5);

std::string encoded(const QString& path)
{
    return QFile::encodeName(path).toStdString();
}

QString sizeText(quint64 bytes)
{
    return QLocale::c().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

}  // namespace

SaveCommands::SaveCommands(Workbench& workbench, const Actions& actions, Errand& errand,
    const QString& folder, QWidget* parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_actions(actions)
    , m_errand(errand)
    , m_folder(folder)
{
    connect(actions.saveLast, &QAction::triggered, this, &SaveCommands::saveLast);
    connect(actions.saveRing, &QAction::triggered, this, &SaveCommands::saveRing);
    connect(actions.saveAll, &QAction::triggered, this, &SaveCommands::saveAll);
    connect(actions.record, &QAction::triggered, this, &SaveCommands::setRecords);
    connect(&workbench, &Workbench::tick, this, &SaveCommands::look);
}

QString SaveCommands::newPath(const std::string& ring) const
{
    return QStringLiteral("%1/%2-%3.ringrec").arg(m_folder, fileNameFor(ring), fileStamp());
}

void SaveCommands::saveLast()
{
    Part part;
    part.from = monitor::Clock::now() - kLast;
    save(part, newPath("last-5-min"));
}

void SaveCommands::saveRing()
{
    const RingSession* session = m_workbench.current();
    if (session != nullptr && session->recorded() == nullptr) {
        Part part;
        part.ring = session->ring();
        ask(tr("Save what happened to %1").arg(shownText(session->ring())), part);
    }
}

void SaveCommands::saveAll()
{
    ask(tr("Save all that happened"), {});
}

void SaveCommands::ask(const QString& title, const Part& part)
{
    askToSave(qobject_cast<QWidget*>(parent()),
        {title, tr("Recordings (*.ringrec)"), QStringLiteral("ringrec"),
            newPath(part.ring.value_or("all-rings"))},
        [this, part](const QString& path) { save(part, path); });
}

void SaveCommands::save(const Part& part, const QString& path)
{
    m_errand.send([this, part, path, recorder = m_workbench.sharedRecorder(),
                      folder = m_folder]() -> Errand::AtHome {
        QDir().mkpath(folder);
        auto done = monitor::recording::save_recording(recorder->kept(), part, encoded(path));
        return [this, path, done = std::move(done)] {
            if (!done) {
                Q_EMIT said(widgets::Tone::Error, shownText(done.error()));
                return;
            }
            Q_EMIT said(widgets::Tone::Ok,
                tr("Saved %1 samples in %2 (%3)")
                    .arg(widgets::countText(done->samples), widgets::visibleText(path),
                        sizeText(done->bytes)));
            Q_EMIT saved(path);
        };
    });
}

void SaveCommands::setRecords(bool records)
{
    if (!records) {
        end("ended by its user");
    } else if (!watchesARing()) {
        m_actions.record->setChecked(false);
        Q_EMIT said(widgets::Tone::Warning,
            tr("Nothing is attached that could be recorded (attach a ring first: %1)")
                .arg(m_actions.attach->shortcut().toString(QKeySequence::NativeText)));
    } else if (!m_recording) {
        record(newPath("all-rings"));
        m_ownName = true;
    }
}

bool SaveCommands::watchesARing() const
{
    const std::vector<RingSession*> sessions = m_workbench.sessions();
    return std::any_of(sessions.begin(), sessions.end(),
        [](const RingSession* session) { return session->recorded() == nullptr; });
}

void SaveCommands::record(const QString& path)
{
    m_recording = true;
    m_ownName = false;
    m_actions.record->setChecked(true);
    m_errand.send([this, path, recorder = m_workbench.sharedRecorder(),
                      folder = m_folder]() -> Errand::AtHome {
        QDir().mkpath(folder);
        auto started = recorder->start_file(encoded(path));
        return [this, path, started = std::move(started)] {
            if (started) {
                Q_EMIT said(widgets::Tone::Info,
                    tr("Records all rings into %1").arg(widgets::visibleText(path)));
                return;
            }
            m_recording = false;
            m_actions.record->setChecked(false);
            Q_EMIT failed(shownText(started.error().what), started.error().cause);
        };
    });
}

void SaveCommands::end(const std::string& why)
{
    if (!std::exchange(m_recording, false)) {
        return;
    }
    m_actions.record->setChecked(false);
    m_errand.send([this, why, ownName = m_ownName,
                      recorder = m_workbench.sharedRecorder()]() -> Errand::AtHome {
        const auto file = recorder->file();
        const auto error = recorder->end_file(why);
        if (!file) {
            return [] {};
        }
        const bool holdsASample = monitor::recording::holds_a_sample(file->path);
        if (!error && !holdsASample && ownName) {
            std::error_code stays;  // an empty file is a nuisance, no more
            std::filesystem::remove(file->path, stays);
        }
        return [this, error, holdsASample,
                   path = QFile::decodeName(QByteArray::fromStdString(file->path.string()))] {
            if (error) {
                Q_EMIT failed(shownText(error->what), error->cause);
                Q_EMIT saved(path);
            } else {
                tellWhatWasRecorded(path, holdsASample);
            }
        };
    });
}

void SaveCommands::tellWhatWasRecorded(const QString& path, bool holdsASample)
{
    if (holdsASample) {
        Q_EMIT said(widgets::Tone::Ok, tr("Recorded in %1").arg(widgets::visibleText(path)));
        Q_EMIT saved(path);
    } else {
        Q_EMIT said(widgets::Tone::Warning,
            tr("Nothing was recorded: no ring was there (attach to one that is)"));
    }
}

void SaveCommands::look()
{
    if (!m_recording) {
        return;
    }
    const auto file = m_workbench.recorder().file();
    if (file && file->error) {
        end("ended by an error");
    }
}

}  // namespace gui

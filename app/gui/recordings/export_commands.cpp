// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recordings/export_commands.h"

#include "gui/commands/actions.h"
#include "gui/parts/wall_clock.h"
#include "gui/plots/plot_picture.h"
#include "gui/recordings/file_question.h"
#include "gui/recordings/recorded_view.h"
#include "gui/rings/ring_name.h"

#include "monitor/new_file.h"
#include "monitor/recording/part_rows.h"
#include "monitor/ring_json.h"
#include "monitor/ring_watch.h"

#include "widgets/strip_plot.h"
#include "widgets/units.h"

#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QWidget>

#include <nlohmann/json.hpp>

#include <utility>

namespace gui {

namespace {

using monitor::NewFile;
using monitor::recording::Part;

constexpr int kIndent = 2;

std::filesystem::path pathOf(const QString& path)
{
    return QFile::encodeName(path).toStdString();
}

tl::expected<void, std::string> writeAll(const QString& path, std::string_view content)
{
    auto file = NewFile::create(pathOf(path));
    if (!file) {
        return tl::unexpected(file.error());
    }
    file->write(content);
    return file->commit();
}

/// What lies beside the snapshots is read now, as a ring that is gone has none.
std::string snapshotOf(const monitor::RingReading& reading, bool live)
{
    monitor::RingDetails details;
    if (live) {
        monitor::RingWatch watch(reading.ring);
        watch.tick();
        watch.read_details(details);
    }
    return monitor::json_text(ring_json(reading, details), kIndent) + '\n';
}

/// Of a command: without the mark of its key.
QString plainText(const QAction& action)
{
    return QString(action.text()).remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

}  // namespace

ExportCommands::ExportCommands(Workbench& workbench, const Actions& actions,
    widgets::StripPlot& plot, Errand& errand, QWidget* parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_plot(plot)
    , m_errand(errand)
{
    connectTo(actions.exportPng, tr("Pictures (*.png)"), QStringLiteral("png"),
        &ExportCommands::exportPng);
    connectTo(actions.exportSvg, tr("Drawings (*.svg)"), QStringLiteral("svg"),
        &ExportCommands::exportSvg);
    connectTo(
        actions.exportCsv, tr("Tables (*.csv)"), QStringLiteral("csv"), &ExportCommands::exportCsv);
    connectTo(actions.exportSnapshot, tr("JSON (*.json)"), QStringLiteral("json"),
        &ExportCommands::exportSnapshot);
    connect(actions.copyPicture, &QAction::triggered, this, &ExportCommands::copyPicture);
}

void ExportCommands::connectTo(
    QAction* action, const QString& filter, const QString& suffix, Export exportTo)
{
    connect(action, &QAction::triggered, this, [this, filter, suffix, exportTo, action] {
        askToSave(qobject_cast<QWidget*>(parent()),
            {plainText(*action), filter, suffix, suggestedName() + QLatin1Char('.') + suffix},
            [this, exportTo](const QString& path) { (this->*exportTo)(path); });
    });
}

QString ExportCommands::suggestedName() const
{
    const RingSession* session = m_workbench.current();
    return session == nullptr
        ? QString()
        : fileNameFor(session->recorded() != nullptr ? session->recordedRing() : session->ring());
}

void ExportCommands::tell(const QString& path, const QString& what, const std::string& error)
{
    if (error.empty()) {
        Q_EMIT said(widgets::Tone::Ok, tr("Wrote %1 to %2").arg(what, widgets::visibleText(path)));
    } else {
        Q_EMIT said(widgets::Tone::Error, shownText(error));
    }
}

void ExportCommands::write(const QString& path, const QByteArray& content)
{
    m_errand.send([this, path, content]() -> Errand::AtHome {
        auto written
            = writeAll(path, {content.constData(), static_cast<std::size_t>(content.size())});
        return [this, path, error = written ? std::string() : written.error()] {
            tell(path, tr("the plots"), error);
        };
    });
}

void ExportCommands::exportPng(const QString& path)
{
    if (const RingSession* session = m_workbench.current()) {
        write(path, PlotPicture(m_plot, *session).png());
    }
}

void ExportCommands::exportSvg(const QString& path)
{
    if (const RingSession* session = m_workbench.current()) {
        write(path, PlotPicture(m_plot, *session).svg());
    }
}

void ExportCommands::copyPicture()
{
    if (const RingSession* session = m_workbench.current()) {
        QGuiApplication::clipboard()->setImage(PlotPicture(m_plot, *session).image());
        Q_EMIT said(widgets::Tone::Info, tr("A picture of the plots is in the clipboard."));
    }
}

void ExportCommands::exportCsv(const QString& path)
{
    const RingSession* session = m_workbench.current();
    if (session == nullptr) {
        return;
    }
    Part part;
    part.from = fromPlotSeconds(m_plot.viewedNow() - m_plot.windowSeconds());
    part.to = fromPlotSeconds(m_plot.viewedNow());
    part.ring = session->ring();
    std::optional<std::filesystem::path> recording;
    if (const RecordedView* recorded = session->recorded()) {
        part.from = recorded->times.recorded(*part.from);
        part.to = recorded->times.recorded(*part.to);
        part.ring = session->recordedRing();
        recording = pathOf(recorded->file);
    }
    m_errand.send([this, path, part, recording,
                      recorder = m_workbench.sharedRecorder()]() -> Errand::AtHome {
        const auto rows = recording
            ? monitor::recording::write_rows(*recording, part, pathOf(path))
            : monitor::recording::write_rows(recorder->kept(), part, pathOf(path));
        return [this, path, count = rows.value_or(0), error = rows ? std::string() : rows.error()] {
            tell(path, tr("%1 samples").arg(widgets::countText(count)), error);
        };
    });
}

void ExportCommands::exportSnapshot(const QString& path)
{
    const RingSession* session = m_workbench.current();
    if (session == nullptr || !session->reading()) {
        return;
    }
    const bool live = session->recorded() == nullptr;
    monitor::RingReading reading = *session->reading();
    reading.ring = live ? session->ring() : session->recordedRing();
    m_errand.send([this, path, reading, live]() -> Errand::AtHome {
        auto written = writeAll(path, snapshotOf(reading, live));
        return [this, path, error = written ? std::string() : written.error()] {
            tell(path, tr("the snapshot"), error);
        };
    });
}

}  // namespace gui

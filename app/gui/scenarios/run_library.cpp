// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/run_library.h"

#include "gui/rings/ring_name.h"

#include <utility>

namespace gui {

RunLibrary::RunLibrary(std::filesystem::path runs, QObject* parent)
    : QObject(parent)
    , m_runs(std::move(runs))
{
}

void RunLibrary::look()
{
    m_lookAgain = m_looking;
    if (m_looking) {
        return;
    }
    m_looking = true;
    m_errand.send([this, runs = m_runs] {
        return [this, kept = monitor::run::list_runs(runs)] {
            m_looking = false;
            m_kept = kept;
            Q_EMIT looked();
            if (m_lookAgain) {
                look();
            }
        };
    });
}

void RunLibrary::read(const std::filesystem::path& run)
{
    m_errand.send([this, run] {
        return [this, kept = monitor::run::read_run(run)] { Q_EMIT wasRead(kept); };
    });
}

void RunLibrary::exportRun(const std::filesystem::path& run, const std::filesystem::path& place)
{
    m_errand.send([this, run, place] {
        return [this, written = monitor::run::export_run(run, place)] {
            if (!written) {
                Q_EMIT exportFailed(shownText(written.error()));
                return;
            }
            QStringList files;
            for (const std::filesystem::path& file : *written) {
                files.append(QString::fromStdString(file.string()));
            }
            Q_EMIT exported(files);
        };
    });
}

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/errand.h"

#include "monitor/run/kept_runs.h"

#include <QObject>
#include <QStringList>

#include <filesystem>

namespace gui {

/// The folder of the runs: read and copied from on other threads.
class RunLibrary : public QObject {
    Q_OBJECT
public:
    explicit RunLibrary(std::filesystem::path runs, QObject* parent = nullptr);

    [[nodiscard]] const std::filesystem::path& folder() const { return m_runs; }
    /// As of the last look; empty before the first.
    [[nodiscard]] const monitor::run::KeptRuns& runs() const { return m_kept; }

    void read(const std::filesystem::path& run);
    void exportRun(const std::filesystem::path& run, const std::filesystem::path& place);

public Q_SLOTS:
    /// Looks again.
    void look();

Q_SIGNALS:
    void looked();
    void wasRead(const monitor::run::KeptRun& run);
    void exported(const QStringList& files);
    void exportFailed(const QString& why);

private:
    const std::filesystem::path m_runs;
    monitor::run::KeptRuns m_kept;
    bool m_looking = false;
    bool m_lookAgain = false;
    Errand m_errand;
};

}  // namespace gui

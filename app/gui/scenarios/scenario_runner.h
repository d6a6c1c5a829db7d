// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/run/named_scenario.h"
#include "monitor/run/run_summary.h"
#include "monitor/run/scenario_run.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace gui {

/// What is left of a run when it is over.
struct EndedRun {
    monitor::run::RunSummary summary;
    std::filesystem::path folder;
    std::string ring;
    monitor::TimePoint begun;
    std::string told;  ///< as `ringctl run` prints it
};

/// Runs scenarios with real processes, one at a time, on a thread of its own.
class ScenarioRunner : public QObject {
    Q_OBJECT
public:
    /// @param runs where they are kept.
    explicit ScenarioRunner(std::filesystem::path runs, QObject* parent = nullptr);
    /// Aborts, and waits until all is healed and every process has ended.
    ~ScenarioRunner() override;

    [[nodiscard]] bool isRunning() const { return m_thread.joinable(); }
    /// It was aborted, and heals.
    [[nodiscard]] bool isEnding() const { return isRunning() && m_abort; }
    /// The one that runs, or ran last, as it is run: what is drawn by lot is drawn.
    [[nodiscard]] const monitor::run::NamedScenario& named() const { return m_named; }
    [[nodiscard]] std::uint64_t seed() const { return m_seed; }
    /// Of the one that runs, or ran last; nothing before its first tick.
    [[nodiscard]] const std::optional<monitor::run::RunProgress>& progress() const
    {
        return m_progress;
    }

    /// Does nothing while one runs.
    void start(monitor::run::NamedScenario named, std::uint64_t seed);

public Q_SLOTS:
    /// Returns at once; ended() tells when all is healed.
    void abort();

Q_SIGNALS:
    /// Begun, on its way, aborted.
    void changed();
    void ended(const gui::EndedRun& run);
    /// It could not be run or not be kept.
    void failed(const QString& why);

private Q_SLOTS:
    void look();

private:
    using Outcome = tl::expected<EndedRun, std::string>;

    void run(const monitor::run::NamedScenario& named, monitor::run::RunOptions options);

    const std::filesystem::path m_runs;
    monitor::run::NamedScenario m_named;
    std::uint64_t m_seed = 0;
    std::optional<monitor::run::RunProgress> m_progress;
    QTimer m_timer;

    std::atomic<bool> m_abort = false;
    std::mutex m_mutex;
    std::optional<monitor::run::RunProgress> m_latest;  // guarded by m_mutex, as the next
    std::optional<Outcome> m_outcome;
    std::thread m_thread;  // uses all of the above
};

}  // namespace gui

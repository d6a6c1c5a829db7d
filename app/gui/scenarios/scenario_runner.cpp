// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenario_runner.h"

#include "gui/rings/ring_name.h"

#include "monitor/run/card.h"

#include <QCoreApplication>

#include <utility>

namespace gui {

namespace {

constexpr int kLookMs = 50;

}  // namespace

ScenarioRunner::ScenarioRunner(std::filesystem::path runs, QObject* parent)
    : QObject(parent)
    , m_runs(std::move(runs))
{
    m_timer.setInterval(kLookMs);
    connect(&m_timer, &QTimer::timeout, this, &ScenarioRunner::look);
}

ScenarioRunner::~ScenarioRunner()
{
    m_abort = true;
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void ScenarioRunner::start(monitor::run::NamedScenario named, std::uint64_t seed)
{
    if (isRunning()) {
        return;
    }
    monitor::run::RunOptions options;
    options.seed = seed;
    options.runs = m_runs;
    options.program = "ringscope " + QCoreApplication::applicationVersion().toStdString();
    options.reproduce = monitor::run::reproduce_command(named, seed);
    m_named = std::move(named);
    m_named.scenario = monitor::run::as_run(std::move(m_named.scenario), seed);
    m_seed = seed;
    m_abort = false;
    m_progress.reset();
    m_thread
        = std::thread([this, copy = m_named, options = std::move(options)] { run(copy, options); });
    m_timer.start();
    Q_EMIT changed();
}

void ScenarioRunner::run(const monitor::run::NamedScenario& named, monitor::run::RunOptions options)
{
    std::string ring;
    options.wait = [this](monitor::TimePoint due) {
        std::this_thread::sleep_until(due);
        return !m_abort;
    };
    options.watch = [this, &ring](const monitor::run::RunProgress& progress) {
        ring = progress.ring;
        const std::lock_guard lock(m_mutex);
        m_latest = progress;
    };
    auto record = monitor::run::run_scenario(named.scenario, options);
    Outcome outcome = record
        ? Outcome(EndedRun{summary_of(*record), record->folder, ring, record->environment.begun,
            verdict_line(*record) + '\n' + card_text(*record)})
        : tl::unexpected(record.error());
    const std::lock_guard lock(m_mutex);
    m_outcome = std::move(outcome);
}

void ScenarioRunner::abort()
{
    if (isRunning() && !m_abort.exchange(true)) {
        Q_EMIT changed();
    }
}

void ScenarioRunner::look()
{
    std::optional<Outcome> outcome;
    {
        const std::lock_guard lock(m_mutex);
        if (m_latest) {
            m_progress = std::exchange(m_latest, std::nullopt);
        }
        outcome = std::exchange(m_outcome, std::nullopt);
    }
    if (!outcome) {
        if (m_progress) {
            Q_EMIT changed();
        }
        return;
    }
    m_timer.stop();
    m_thread.join();  // it has said its last word
    Q_EMIT changed();
    if (*outcome) {
        Q_EMIT ended(**outcome);
    } else {
        Q_EMIT failed(shownText(outcome->error()));
    }
}

}  // namespace gui

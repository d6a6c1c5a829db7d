// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/window_test_support.h"

#include "gui/scenarios/expectation_row.h"
#include "gui/scenarios/run_card.h"
#include "gui/scenarios/scenario_list.h"
#include "gui/scenarios/scenarios.h"
#include "rig/rig_support.h"
#include "rig/things_of_owner.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QToolButton>

namespace gui_test {

/// A scenario that takes about two seconds, with what is asked for.
inline QByteArray shortScenario(const QByteArray& more)
{
    return R"({ "schema": "ringscope.scenario/1", "name": "short", "why": "For a zebra.",
  "topology": { "backend": "shm", "capacity": 1024, "producer": { "rate": "5k", "batch": 8 },
    "consumers": [ { "id": "cp_0" }, { "id": "cp_1" } ] },
  "steady_state": { "for": "0s", "again": false, "expect": [ { "ring": "state", "is": "LIVE" } ] }, )"
        + more + R"( "timeout": "50s" })";
}

/// cp_1 stands from the first moment on, and for longer than any test.
inline QByteArray longStall()
{
    return shortScenario(R"("method": [ { "fault": "stall", "target": "cp_1", "id": "s" } ],
  "observe": "40s",)");
}

/// A window whose runs are kept in a folder of its own.
class ScenarioWindow : public WindowTest {
protected:
    gui::MainWindow& openScenarios()
    {
        open();
        action("showScenarios")->trigger();
        return *m_window;
    }
    [[nodiscard]] QString writeFile(const QByteArray& text, const char* name = "short.json") const
    {
        const QString path = folder().filePath(QLatin1String(name));
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
        return path;
    }
    [[nodiscard]] gui::ScenarioList* list() const { return part<gui::ScenarioList>("scenarios"); }
    [[nodiscard]] gui::RunCard* card() const { return part<gui::RunCard>("runCard"); }
    [[nodiscard]] QToolButton* button(const char* name) const { return part<QToolButton>(name); }
    [[nodiscard]] gui::ScenarioRunner& runner() const { return m_window->scenarios().runner(); }

    /// Where one clicks to run it.
    [[nodiscard]] QPoint signOf(const QString& name) const
    {
        const QModelIndex row = rowOf(*list(), name);
        list()->scrollTo(row);
        return list()->signRect(row).center();
    }
    /// The card shows a run that is over.
    [[nodiscard]] bool isOver() const
    {
        return QTest::qWaitFor(
            [&] { return card()->isVisible() && !card()->run().goesOn(); }, kWatchdogMs);
    }
    /// Lists the file and waits until it can be run.
    void openFile(const QString& path) const
    {
        m_window->scenarios().open(path);
        ASSERT_TRUE(
            QTest::qWaitFor([&] { return action("runScenario")->isEnabled(); }, kWatchdogMs));
    }
    /// The machine gave the run that is shown no time: that is a verdict, too, but not its own.
    [[nodiscard]] bool isSpoiled() const
    {
        const auto& summary = card()->run().summary;
        return summary.verdict == rig::Verdict::Inconclusive
            && summary.reason.find("looks missed") != std::string::npos;
    }
    /// Runs it, again where a machine that gave it no time left it without a verdict.
    void runUntilJudged(const QString& name) const
    {
        constexpr int kTimes = 5;
        for (int i = 0; i < kTimes; ++i) {
            QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, signOf(name));
            ASSERT_TRUE(QTest::qWaitFor([&] { return runner().isRunning(); }, kWatchdogMs));
            ASSERT_TRUE(isOver());
            if (!isSpoiled()) {
                return;
            }
        }
    }
    /// The session of the run's ring, once it has been read.
    [[nodiscard]] gui::RingSession* session() const
    {
        EXPECT_TRUE(QTest::qWaitFor(
            [&] {
                const gui::RingSession* current = m_window->workbench().current();
                return current != nullptr && current->firstSample();
            },
            kWatchdogMs));
        return m_window->workbench().current();
    }
    [[nodiscard]] QString complaints() const
    {
        return part<QWidget>("complaints")->findChild<QPlainTextEdit*>()->toPlainText();
    }
};

}  // namespace gui_test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_test_support.h"

#include "gui/commands/actions.h"
#include "gui/workspaces/workspace.h"
#include "gui/workspaces/workspaces.h"
#include "widgets/theme.h"

#include "monitor/recorded_ring.h"

#include <QDockWidget>
#include <QFile>
#include <QListWidget>

namespace {

using gui::Workspace;
using gui::WorkspaceProblems;
using gui_test::kWatchdogMs;
using gui_test::LiveRing;

Workspace full()
{
    Workspace workspace;
    workspace.rings = {QStringLiteral("orders"), QStringLiteral("/tmp/a/ring")};
    workspace.ring = QStringLiteral("orders");
    workspace.consumer = QStringLiteral("cp_1");
    workspace.windowSeconds = 12.5;
    workspace.scheme = widgets::Scheme::Dark;
    workspace.layout = QByteArray("\0\xff layout", 9);
    workspace.hiddenColumns = QList<int>{3, 9};
    workspace.axes
        = std::vector<widgets::AxisSetting>{{QStringLiteral("lag"), true, std::pair{0.0, 50.5}},
            {QStringLiteral("time lag"), false, {}}};
    return workspace;
}

TEST(Workspace, IsWhatItWasAfterAFile)
{
    const QByteArray text = workspaceText(full());
    const auto read = gui::parseWorkspace(text, QStringLiteral("w"));
    ASSERT_TRUE(std::holds_alternative<Workspace>(read))
        << std::get<WorkspaceProblems>(read).join(QLatin1Char('\n')).toStdString();
    const auto& again = std::get<Workspace>(read);
    EXPECT_EQ(workspaceText(again), text);
    EXPECT_EQ(again.rings, full().rings);
    EXPECT_EQ(again.layout, full().layout);
    EXPECT_EQ(again.axes, full().axes);
}

TEST(Workspace, LeavesAsItIsWhatIsNotInTheFile)
{
    const auto read
        = gui::parseWorkspace("{\"schema\": \"ringscope.workspace/1\"}", QStringLiteral("w"));
    ASSERT_TRUE(std::holds_alternative<Workspace>(read));
    const auto& bare = std::get<Workspace>(read);
    EXPECT_TRUE(bare.rings.isEmpty());
    EXPECT_FALSE(bare.windowSeconds || bare.scheme || bare.hiddenColumns || bare.axes);
    EXPECT_TRUE(bare.layout.isEmpty());
}

struct Refusal {
    const char* text;
    const char* words;  ///< of the first complaint
};

class RefusedWorkspace : public testing::TestWithParam<Refusal> { };

TEST_P(RefusedWorkspace, SaysWhereAndWhat)
{
    const auto read = gui::parseWorkspace(GetParam().text, QStringLiteral("w"));
    ASSERT_TRUE(std::holds_alternative<WorkspaceProblems>(read));
    const QString first = std::get<WorkspaceProblems>(read).first();
    EXPECT_TRUE(first.contains(QString::fromUtf8(GetParam().words))) << first.toStdString();
}

INSTANTIATE_TEST_SUITE_P(Table, RefusedWorkspace,
    testing::Values(Refusal{"", "w:1:1: no JSON"}, Refusal{"[]", "w:1:1: the workspace: "},
        Refusal{"{}", "w:1:1: key \"schema\" is missing"},
        Refusal{"{\"schema\": \"ringscope.workspace/2\", \"what\": 1}",
            "w:1:12: schema: \"ringscope.workspace/2\""},
        Refusal{"{\"schema\": 1}", "w:1:12: schema: the number 1"},
        Refusal{"{\"schema\": \"ringscope.workspace/1\",\n  \"window_s\": 0}",
            "w:2:15: window_s: the number 0"},
        Refusal{"{\"schema\": \"ringscope.workspace/1\",\n\"window_s\": 1e99}", "w:2:13: window_s"},
        Refusal{"{\"schema\": \"ringscope.workspace/1\", \"rings\": [\"a b\"]}", "w:1:47: rings: "},
        Refusal{"{\"schema\": \"ringscope.workspace/1\", \"rings\": {}}", "rings: an object"},
        Refusal{"{\"schema\": \"ringscope.workspace/1\", \"rings\": [1]}", "rings: the number 1"},
        Refusal{
            "{\"schema\": \"ringscope.workspace/1\", \"scheme\": \"blue\"}", "scheme: \"blue\""},
        Refusal{"{\"schema\": \"ringscope.workspace/1\", \"layout\": \"***\"}", "layout: "},
        Refusal{"{\"schema\": \"ringscope.workspace/1\", \"hidden_columns\": [1.5]}",
            "hidden_columns: "},
        Refusal{"{\"schema\": \"ringscope.workspace/1\", \"axes\": [{\"log\": true}]}",
            "key \"strip\" is missing in an axis"},
        Refusal{"{\"schema\": \"ringscope.workspace/1\", \"axes\": [{\"strip\": \"lag\", "
                "\"range\": [5, 5]}]}",
            "range: "},
        Refusal{"{\"schema\": \"ringscope.workspace/1\", \"schema\": \"x\"}", "a second time"},
        Refusal{"{\"schema\": \"ringscope.workspace/1\", \"ring\": \"\xff\"}", "no JSON"},
        Refusal{"{\"schema\": \"ringscope.workspace/1\", \"consumer\": \"\\u001b[2J\"}",
            "not to be seen"}));

TEST(Workspace, IsReadFromAFileOfModestSizeOnly)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("w.json")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    ASSERT_TRUE(file.resize((1 << 20) + 1));
    file.close();
    for (const QString& path : {file.fileName(), folder.path(), QStringLiteral("/dev/zero"),
             QStringLiteral("/no/such/file")}) {
        EXPECT_TRUE(std::holds_alternative<WorkspaceProblems>(gui::readWorkspace(path)))
            << path.toStdString();
    }
}

class WorkspaceWindow : public gui_test::WindowTest {
protected:
    ~WorkspaceWindow() override { widgets::applyTheme(widgets::Scheme::Light); }

    [[nodiscard]] gui::Workspaces& workspaces() const
    {
        return *m_window->findChild<gui::Workspaces*>();
    }
    [[nodiscard]] bool isSaid(const QString& words) const
    {
        return QTest::qWaitFor(
            [&] { return messages().join(QLatin1Char('\n')).contains(words); }, kWatchdogMs);
    }
};

TEST_F(WorkspaceWindow, IsSavedAndOpenedWithItsRingsItsConsumerAndItsLayout)
{
    LiveRing ring;
    openAtTwoConsumers(ring);
    m_window->attach(QStringLiteral("another-that-waits"));
    m_window->attach(ring.shownName());
    QTest::keyClick(m_window.get(), Qt::Key_2);
    plot()->setWindowSeconds(7);
    plot()->setAxisSettings({{QStringLiteral("lag"), true, {}}});
    part<QDockWidget>("ringViewDock")->hide();
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("w.json"));
    workspaces().save(file);
    ASSERT_TRUE(isSaid(QStringLiteral("The workspace is in")));
    const std::string chosen = m_window->workbench().current()->chosenConsumer();
    close();

    open();
    workspaces().open(file);
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return m_window->workbench().sessions().size() == 2; }, kWatchdogMs));
    EXPECT_EQ(m_window->workbench().current()->ring(), ring.name());
    EXPECT_EQ(m_window->workbench().current()->chosenConsumer(), chosen);
    EXPECT_DOUBLE_EQ(plot()->windowSeconds(), 7);
    EXPECT_TRUE(QTest::qWaitFor([&] { return plot()->frames() > 0; }, kWatchdogMs));
    ASSERT_EQ(plot()->axisSettings().size(), 1U);
    EXPECT_EQ(plot()->axisSettings()[0].log, true);
    EXPECT_FALSE(part<QDockWidget>("ringViewDock")->isVisible());
    EXPECT_TRUE(part<QDockWidget>("ringsDock")->isVisible());
}

TEST_F(WorkspaceWindow, OfTheCommandLineIsThereFromTheStart)
{
    Workspace workspace;
    workspace.rings = {QStringLiteral("one-that-waits")};
    workspace.scheme = widgets::Scheme::Dark;
    m_options.workspaces = {workspace};
    open();
    ASSERT_NE(m_window->workbench().current(), nullptr);
    EXPECT_EQ(m_window->workbench().current()->ring(), "one-that-waits");
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return widgets::theme(m_window->palette()).isDark; }, kWatchdogMs));
}

TEST_F(WorkspaceWindow, WhatIsWrongWithAFileIsSaidInTheWindow)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("w.json")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("{\n\"schema\": \"ringscope.workspace/9\"}");
    file.close();
    open();
    workspaces().open(file.fileName());
    EXPECT_TRUE(isSaid(QStringLiteral("w.json:2:11: schema: \"ringscope.workspace/9\"")));
    EXPECT_EQ(m_window->workbench().current(), nullptr);
    workspaces().save(QStringLiteral("/no/such/folder/w.json"));
    EXPECT_TRUE(isSaid(QStringLiteral("/no/such/folder/w.json: No such file or directory")));
}

TEST_F(WorkspaceWindow, LeavesOutTheDemo)
{
    LiveRing ring;
    ring.startProducer();
    open();
    m_window->attach(ring.shownName());
    m_window->workbench().current()->setDemo(true);
    EXPECT_TRUE(workspaces().now().rings.isEmpty());
    EXPECT_TRUE(workspaces().now().ring.isEmpty());
    m_window->workbench().current()->setDemo(false);
    EXPECT_EQ(workspaces().now().rings, QStringList{ring.shownName()});
}

TEST_F(WorkspaceWindow, SavedBesideAReplayCanBeOpenedAgain)
{
    const QString recording = folder().filePath(QStringLiteral("run.ringrec"));
    const auto writer = monitor::test::record_ring(recording.toStdString(), {"orders", 3000, 1000});
    m_options.recordings = {recording};
    open();
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return m_window->workbench().current() != nullptr; }, kWatchdogMs));
    const Workspace now = workspaces().now();
    EXPECT_TRUE(now.rings.isEmpty()) << now.rings.join(u' ').toStdString();
    EXPECT_TRUE(std::holds_alternative<Workspace>(
        gui::parseWorkspace(workspaceText(now), QStringLiteral("w"))));
}

// One step, as "restore yesterday's layout and rings" is counted.
TEST_F(WorkspaceWindow, IsOfferedOnTheStartPageTheNextTime)
{
    const QString file = folder().filePath(QStringLiteral("yesterday.json"));
    open();
    m_window->attach(QStringLiteral("one-that-waits"));
    workspaces().save(file);
    ASSERT_TRUE(isSaid(QStringLiteral("The workspace is in")));
    m_window->close();
    close();
    open();
    auto* recent = part<QListWidget>("recentFiles");
    ASSERT_EQ(recent->count(), 1);
    EXPECT_EQ(recent->item(0)->text(), QStringLiteral("yesterday.json"));
    doubleClick(*recent, recent->model()->index(0, 0));
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return m_window->workbench().sessions().size() == 1; }, kWatchdogMs));
    EXPECT_EQ(m_window->workbench().current()->ring(), "one-that-waits");
}

TEST_F(WorkspaceWindow, ThatCannotBeReadIsNotOfferedAndIsSaid)
{
    open();
    workspaces().open(QStringLiteral("/no/such/file.json"));
    ASSERT_TRUE(isSaid(QStringLiteral("/no/such/file.json")));
    EXPECT_EQ(part<QListWidget>("recentFiles")->count(), 0);
}

}  // namespace

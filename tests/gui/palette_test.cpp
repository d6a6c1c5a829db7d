// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_test_support.h"

#include "gui/commands/command_list.h"
#include "gui/commands/command_palette.h"
#include "gui/commands/window_commands.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QMenuBar>

#include <algorithm>

namespace {

using gui::Command;
using gui_test::kWatchdogMs;
using gui_test::LiveRing;

Command command(const char* text, const char* place = "View", bool enabled = true)
{
    return {QString::fromUtf8(text), QString::fromUtf8(place), {}, enabled, false, [] {}};
}

QString first(const std::vector<Command>& commands, const char* words)
{
    const auto meant = matching(commands, QString::fromUtf8(words));
    return meant.empty() ? QStringLiteral("none") : commands[meant.front()].text;
}

TEST(CommandMatching, AsksForEachOfTheWordsInAnyOrder)
{
    const std::vector<Command> commands{command("Zoom in"), command("Zoom out"),
        command("Full screen"), command("Light", "View ▸ Colours")};
    EXPECT_EQ(matching(commands, {}).size(), 4U);
    EXPECT_EQ(first(commands, "out zoom"), QStringLiteral("Zoom out"));
    EXPECT_EQ(first(commands, "  SCREEN "), QStringLiteral("Full screen"));
    EXPECT_EQ(first(commands, "colours"), QStringLiteral("Light")) << "by where it is";
    EXPECT_EQ(first(commands, "flscr"), QStringLiteral("Full screen")) << "by its letters";
    EXPECT_TRUE(matching(commands, QStringLiteral("zoom light")).empty());
}

TEST(CommandMatching, PutsABeginBeforeAPartAndWhatCanBeDoneFirst)
{
    const std::vector<Command> commands{command("Unfreeze"), command("Do not freeze"),
        command("Freeze", "View", false), command("Freeze all")};
    const auto meant = matching(commands, QStringLiteral("freeze"));
    ASSERT_EQ(meant.size(), 4U);
    EXPECT_EQ(commands[meant[0]].text, QStringLiteral("Freeze all"));
    EXPECT_EQ(commands[meant[1]].text, QStringLiteral("Freeze"));
    EXPECT_EQ(commands[meant[2]].text, QStringLiteral("Do not freeze"));
    EXPECT_EQ(commands[meant[3]].text, QStringLiteral("Unfreeze"));
}

TEST(CommandMatching, MnemonicsAreNoPartOfAText)
{
    EXPECT_EQ(gui::withoutMnemonic(QStringLiteral("Sa&ve && quit")), QStringLiteral("Save & quit"));
    EXPECT_EQ(gui::withoutMnemonic(QStringLiteral("odd&")), QStringLiteral("odd&"));
}

class Palette : public gui_test::WindowTest {
protected:
    void openPalette() const
    {
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        ASSERT_TRUE(palette()->isVisible());
        ASSERT_EQ(QApplication::focusWidget(), words());
    }
    [[nodiscard]] gui::CommandPalette* palette() const
    {
        return part<gui::CommandPalette>("commandPalette");
    }
    [[nodiscard]] QLineEdit* words() const { return part<QLineEdit>("commandWords"); }
    [[nodiscard]] QString current() const
    {
        return palette()->list().currentIndex().data().toString();
    }
    /// Row of a command; invalid when it is not there.
    [[nodiscard]] QModelIndex find(const QString& text) const
    {
        const QAbstractItemModel& model = *palette()->list().model();
        const QModelIndexList rows
            = model.match(model.index(0, 0), Qt::DisplayRole, text, 1, Qt::MatchExactly);
        return rows.isEmpty() ? QModelIndex() : rows.first();
    }
};

TEST_F(Palette, HasEveryCommandOfTheMenusWithItsKeyAndItsPlace)
{
    open();
    openPalette();
    const std::vector<Command> commands = gui::menuCommands(*m_window->menuBar());
    EXPECT_GT(commands.size(), 25U);
    for (const Command& each : commands) {
        EXPECT_TRUE(find(each.text).isValid()) << each.text.toStdString();
    }
    const QModelIndex quit = find(QStringLiteral("Quit"));
    EXPECT_EQ(quit.data(gui::CommandList::KeysRole).toString(), QStringLiteral("Ctrl+Q"));
    EXPECT_EQ(quit.data(gui::CommandList::PlaceRole).toString(), QStringLiteral("File"));
    EXPECT_EQ(find(QStringLiteral("Dark")).data(gui::CommandList::PlaceRole).toString(),
        QStringLiteral("View ▸ Colours"));
}

TEST_F(Palette, RunsWhatIsFoundWithEnterAndGivesTheFocusBack)
{
    LiveRing ring;
    ring.startProducer();
    open();
    m_window->attach(ring.shownName());
    plot()->setFocus();
    openPalette();
    QTest::keyClicks(words(), QStringLiteral("freez"));
    EXPECT_EQ(current(), QStringLiteral("Freeze"));
    EXPECT_TRUE(plot()->follows()) << "letters that are typed are no shortcuts";
    QTest::keyClick(words(), Qt::Key_Return);
    EXPECT_FALSE(plot()->follows());
    EXPECT_FALSE(palette()->isVisible());
    EXPECT_EQ(QApplication::focusWidget(), plot());
}

TEST_F(Palette, GoesWithEscapeWithTheSameKeyAndWhenSomethingElseIsClicked)
{
    LiveRing ring;
    ring.startProducer();
    open();
    m_window->attach(ring.shownName());
    plot()->setFocus();
    plot()->setFollow(false);
    openPalette();
    QTest::keyClick(words(), Qt::Key_Escape);
    EXPECT_FALSE(palette()->isVisible());
    EXPECT_EQ(QApplication::focusWidget(), plot());
    EXPECT_FALSE(plot()->follows()) << "Esc did not reset the view";
    openPalette();
    QTest::keyClick(words(), Qt::Key_K, Qt::ControlModifier);
    EXPECT_FALSE(palette()->isVisible());
    openPalette();
    part<QLineEdit>("ringFilter")->setFocus();
    EXPECT_FALSE(palette()->isVisible());
    EXPECT_EQ(QApplication::focusWidget(), part<QLineEdit>("ringFilter"));
}

TEST_F(Palette, WhatCannotBeDoneIsThereAndCannotBeChosen)
{
    open();
    openPalette();
    const QModelIndex detach = find(QStringLiteral("Detach"));
    ASSERT_TRUE(detach.isValid());
    EXPECT_FALSE(detach.flags().testFlag(Qt::ItemIsEnabled));
    QTest::keyClicks(words(), QStringLiteral("detach"));
    EXPECT_FALSE(palette()->list().currentIndex().isValid());
    QTest::keyClick(words(), Qt::Key_Return);
    EXPECT_TRUE(palette()->isVisible()) << "there was nothing to run";
}

TEST_F(Palette, ArrowsGoOverWhatCannotBeChosen)
{
    open();
    openPalette();
    for (int i = 0; i < 60; ++i) {
        QTest::keyClick(words(), i % 7 == 0 ? Qt::Key_PageDown : Qt::Key_Down);
        const QModelIndex index = palette()->list().currentIndex();
        EXPECT_TRUE(index.flags().testFlag(Qt::ItemIsEnabled)) << i;
    }
    QTest::keyClick(words(), Qt::Key_Up);
    EXPECT_TRUE(palette()->list().currentIndex().flags().testFlag(Qt::ItemIsEnabled));
}

TEST_F(Palette, AttachesARingByAClickAndSelectsAConsumerByItsName)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    ring.startConsumer("cp_1");
    open();
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return m_window->workbench().lookout().find(ring.name()) != nullptr; }, kWatchdogMs));
    openPalette();
    QTest::keyClicks(words(), QStringLiteral("attach ") + ring.shownName());
    const QModelIndex row = find(QStringLiteral("Attach ") + ring.shownName());
    ASSERT_TRUE(row.isValid());
    QListView& list = palette()->list();
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(row).center());
    ASSERT_NE(m_window->workbench().current(), nullptr);
    EXPECT_EQ(m_window->workbench().current()->ring(), ring.name());
    ASSERT_TRUE(QTest::qWaitFor([&] { return table()->model()->rowCount() == 2; }, kWatchdogMs));
    openPalette();
    QTest::keyClicks(words(), QStringLiteral("select cp_1"));
    QTest::keyClick(words(), Qt::Key_Return);
    EXPECT_EQ(m_window->workbench().current()->selectedConsumer(), "cp_1");
}

TEST_F(Palette, OpensFromItsFieldInTheCornerOfTheMenus)
{
    open();
    auto* field = part<QAbstractButton>("commandField");
    ASSERT_NE(field, nullptr);
    EXPECT_TRUE(field->isVisible());
    EXPECT_GE(field->geometry().right(), m_window->menuBar()->width() - 20);
    QTest::mouseClick(field, Qt::LeftButton);
    EXPECT_TRUE(palette()->isVisible());
    EXPECT_FALSE(palette()->isModal());
}

}  // namespace

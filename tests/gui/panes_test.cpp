// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_test_support.h"

#include "gui/rings/ring_tree_model.h"

#include "gui/tables/memory_pane.h"
#include "gui/window/work_panes.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QDockWidget>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>

#include <csignal>

namespace {

using gui_test::kWatchdogMs;
using gui_test::LiveRing;
using Tab = gui::WorkPanes::Tab;

class Panes : public gui_test::WindowTest {
protected:
    [[nodiscard]] QAbstractItemView* list(const char* name) const
    {
        return part<QAbstractItemView>(name);
    }
    /// First row whose text contains `words`, once there is one.
    static QModelIndex rowWith(const QAbstractItemView& view, int column, const QString& words)
    {
        QModelIndex found;
        EXPECT_TRUE(QTest::qWaitFor(
            [&] {
                const QModelIndexList rows = view.model()->match(
                    view.model()->index(0, column), Qt::DisplayRole, words, 1, Qt::MatchContains);
                found = rows.isEmpty() ? QModelIndex() : rows.first();
                return found.isValid();
            },
            kWatchdogMs))
            << "no row with " << words.toStdString();
        return found;
    }
    static void click(QAbstractItemView& view, const QModelIndex& index)
    {
        view.scrollTo(index);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(index).center());
    }
    void showTab(Tab tab) const
    {
        action(("showTab" + std::to_string(static_cast<int>(tab))).c_str())->trigger();
    }
};

TEST_F(Panes, AClickOnAnEventGoesToItsTimeAndSelectsWhomItIsAbout)
{
    LiveRing ring;
    openAtTwoConsumers(ring);
    ring.signalConsumer(1, SIGSTOP);
    showTab(Tab::Events);
    const QModelIndex row = rowWith(*list("events"), 3, QStringLiteral("cp_1 is STOPPED"));
    ASSERT_TRUE(row.isValid());
    QTest::keyClick(m_window.get(), Qt::Key_1);
    ASSERT_EQ(m_window->workbench().current()->selectedConsumer(), "cp_0");
    const double before = plot()->viewedNow();
    click(*list("events"), row);
    EXPECT_EQ(m_window->workbench().current()->selectedConsumer(), "cp_1");
    EXPECT_FALSE(plot()->follows());
    ASSERT_TRUE(plot()->crosshair());
    EXPECT_LE(*plot()->crosshair(), before);
    EXPECT_GT(*plot()->crosshair(), before - kWatchdogMs / 1000.0);
    EXPECT_EQ(list("consumers")->currentIndex().siblingAtColumn(1).data().toString(),
        QStringLiteral("cp_1"))
        << "the table follows";
}

TEST_F(Panes, F8LeadsToTheProblemAndTheStatusBarCountsIt)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    attachAndWait(ring);
    ring.signalConsumer(0, SIGSTOP);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return m_window->journal().problems().openCount() > 0; }, kWatchdogMs));
    EXPECT_GT(countOnTab(static_cast<int>(Tab::Problems)), 0);
    QTest::keyClick(m_window.get(), Qt::Key_F8);
    EXPECT_TRUE(list("problems")->isVisible());
    EXPECT_TRUE(list("problems")->currentIndex().isValid());
    EXPECT_FALSE(plot()->follows());
    ring.signalConsumer(0, SIGCONT);
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return m_window->journal().problems().openCount() == 0; }, kWatchdogMs));
    EXPECT_GT(list("problems")->model()->rowCount(), 0) << "it stays in the list";
}

TEST_F(Panes, MemoryReadsWhatIsShownAndNothingWhileItIsHidden)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    attachAndWait(ring);
    const gui::MemoryReader& reader = part<gui::MemoryPane>("memory")->reader();
    EXPECT_EQ(reader.reads(), 0U);
    showTab(Tab::Memory);
    const QModelIndex capacity = rowWith(*list("memoryHeader"), 2, QStringLiteral("capacity"));
    ASSERT_TRUE(capacity.isValid());
    EXPECT_EQ(capacity.siblingAtColumn(3).data().toString(), QStringLiteral("1024"));
    EXPECT_TRUE(rowWith(*list("memoryCounters"), 0, QStringLiteral("cp_0.")).isValid());
    EXPECT_TRUE(rowWith(*list("memoryHappenings"), 1, QStringLiteral("Created")).isValid());
    showTab(Tab::Consumers);
    const quint64 reads = reader.reads();
    EXPECT_GT(reads, 0U);
    const auto end = monitor::Clock::now() + 3 * gui::MemoryReader::kInterval;
    EXPECT_TRUE(QTest::qWaitFor([&] { return monitor::Clock::now() >= end; }, kWatchdogMs));
    EXPECT_LE(reader.reads(), reads + 1) << "one may have been under way";
}

TEST_F(Panes, MemoryShowsAnEventAndSaysWhenItIsOverwritten)
{
    LiveRing ring;
    ring.startProducer();
    open();
    m_window->attach(ring.shownName());
    showTab(Tab::Memory);
    part<QListWidget>("memorySections")->setCurrentRow(4);
    auto* text = part<QPlainTextEdit>("eventText");
    EXPECT_TRUE(QTest::qWaitFor([&] { return text->toPlainText().size() > 20; }, kWatchdogMs));
    QTest::keyClicks(part<QLineEdit>("eventSequence"), QStringLiteral("0"));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return text->toPlainText().contains(QStringLiteral("Sequence 0 is overwritten")); },
        kWatchdogMs))
        << text->toPlainText().toStdString();
    part<QLineEdit>("eventSequence")->setText(QStringLiteral("999999999999"));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return text->toPlainText().contains(QStringLiteral("not published yet")); },
        kWatchdogMs))
        << text->toPlainText().toStdString();
}

TEST_F(Panes, ARingThatVanishesStaysInTheTreeUntilItIsDismissed)
{
    open();
    m_window->attach(QStringLiteral("another"));
    QAbstractItemView* rings = list("rings");
    QString name;
    {
        LiveRing ring;
        ring.startProducer();
        name = ring.shownName();
        const QModelIndex row = rowOf(*rings, name);
        ASSERT_TRUE(row.isValid());
        EXPECT_EQ(row.parent().data().toString(), QStringLiteral("Live"));
    }
    const QModelIndex title = rings->model()->index(gui::RingTreeModel::Gone, 0);
    const auto gone = [&] {
        return rings->model()->match(
            rings->model()->index(0, 0, title), Qt::DisplayRole, name, 1, Qt::MatchExactly);
    };
    ASSERT_TRUE(QTest::qWaitFor([&] { return !gone().isEmpty(); }, kWatchdogMs));
    rings->setFocus();
    rings->setCurrentIndex(gone().first());
    QTest::keyClick(rings, Qt::Key_Delete);
    EXPECT_TRUE(QTest::qWaitFor([&] { return gone().isEmpty(); }, kWatchdogMs));
}

TEST_F(Panes, CopiesTheDiagnosisAsText)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    attachAndWait(ring);
    action("copyDiagnosis")->trigger();
    EXPECT_TRUE(QApplication::clipboard()->text().contains(ring.shownName()))
        << QApplication::clipboard()->text().toStdString();
    action("copyRing")->trigger();
    EXPECT_EQ(QApplication::clipboard()->text(),
        QStringLiteral("ringscope --attach %1").arg(ring.shownName()));
}

}  // namespace

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_test_support.h"

#include "gui/rings/ring_list_model.h"
#include "gui/start/start_page.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

namespace {

using gui_test::kWatchdogMs;
using gui_test::LiveRing;

class StartPage : public gui_test::WindowTest {
protected:
    [[nodiscard]] QListView* rings() const { return part<QListView>("liveRings"); }
};

TEST_F(StartPage, IsShownWhileNothingIsAttached)
{
    open();
    EXPECT_TRUE(startPage()->isVisible());
    EXPECT_FALSE(plot()->isVisible());
    EXPECT_FALSE(action("freeze")->isEnabled());
    EXPECT_EQ(m_window->windowTitle(), QStringLiteral("ringscope"));
}

TEST_F(StartPage, ListsRingsThatComeAndGo)
{
    open();
    {
        LiveRing ring;
        ring.startProducer();
        const QPersistentModelIndex row = rowOf(*rings(), ring.shownName());
        ASSERT_TRUE(row.isValid());
        EXPECT_TRUE(QTest::qWaitFor(
            [&] {
                return rings()
                    ->model()
                    ->data(row, Qt::AccessibleTextRole)
                    .toString()
                    .contains(QStringLiteral("ev/s"));
            },
            kWatchdogMs))
            << "its rate is shown";
        EXPECT_TRUE(rings()
                        ->model()
                        ->data(row, Qt::AccessibleTextRole)
                        .toString()
                        .contains(QStringLiteral("1024 × 64 B")));
    }
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return rings()
                ->model()
                ->match(rings()->model()->index(0, 0), Qt::DisplayRole,
                    QStringLiteral("ringtest-%1-").arg(getpid()), 1, Qt::MatchStartsWith)
                .isEmpty();
        },
        kWatchdogMs));
}

TEST_F(StartPage, AttachesToALiveRingByOneDoubleClick)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    const QModelIndex row = rowOf(*rings(), ring.shownName());
    ASSERT_TRUE(row.isValid());
    doubleClick(*rings(), row);
    EXPECT_FALSE(startPage()->isVisible());
    EXPECT_TRUE(plot()->isVisible());
    EXPECT_TRUE(leadBecomes(ring.shownName() + QStringLiteral(" is healthy")));
    EXPECT_TRUE(QTest::qWaitFor([&] { return table()->model()->rowCount() == 1; }, kWatchdogMs));
    EXPECT_EQ(m_window->windowTitle().toStdString(), ring.name() + " — ringscope");
}

TEST_F(StartPage, AttachesToALiveRingWithEnter)
{
    LiveRing ring;
    ring.startProducer();
    open();
    const QModelIndex row = rowOf(*rings(), ring.shownName());
    ASSERT_TRUE(row.isValid());
    rings()->setFocus();
    rings()->setCurrentIndex(row);
    QTest::keyClick(rings(), Qt::Key_Return);
    ASSERT_NE(m_window->workbench().current(), nullptr);
    EXPECT_EQ(m_window->workbench().current()->ring(), ring.name());
}

TEST_F(StartPage, AttachesToTheNameThatIsTyped)
{
    open();
    auto* name = part<QLineEdit>("ringName");
    EXPECT_FALSE(part<QPushButton>("attachByName")->isEnabled());
    QTest::keyClicks(name, QStringLiteral("/typed-name"));
    QTest::keyClick(name, Qt::Key_Return);
    ASSERT_NE(m_window->workbench().current(), nullptr);
    EXPECT_EQ(m_window->workbench().current()->ring(), "typed-name");
}

TEST_F(StartPage, RefusesANameThatNoRingCanHaveInOneLine)
{
    open();
    auto* name = part<QLineEdit>("ringName");
    QTest::keyClicks(name, QStringLiteral("no good name"));
    QTest::keyClick(name, Qt::Key_Return);
    EXPECT_EQ(m_window->workbench().current(), nullptr);
    ASSERT_EQ(messages().size(), 1);
    EXPECT_TRUE(messages().first().contains(QStringLiteral("no good name")))
        << messages().first().toStdString();
    QTest::keyClick(name, Qt::Key_Return);
    EXPECT_EQ(messages().size(), 1) << "said again, it is counted";
}

TEST(RingListModel, KeepsTheSelectionWhenOtherRingsComeAndGo)
{
    gui::RingListModel model;
    const auto row = [](const char* name) {
        gui::RingRow out;
        out.ring = name;
        out.name = QString::fromLatin1(name);
        return out;
    };
    model.setRows({row("c"), row("a"), row("e")});
    const QPersistentModelIndex kept = model.index(model.indexOf("c"));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setRows({row("b"), row("c"), row("d")});
    EXPECT_EQ(model.rowCount(), 3);
    EXPECT_EQ(kept.data().toString(), QStringLiteral("c"));
    EXPECT_EQ(changed.count(), 0) << "nothing about c is new";
    EXPECT_EQ(model.indexOf("a"), -1);
}

}  // namespace

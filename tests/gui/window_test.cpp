// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_test_support.h"

#include "gui/status/read_only_proof.h"

#include "widgets/ring_view.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QTemporaryDir>

#include <csignal>

namespace {

using gui_test::kWatchdogMs;
using gui_test::LiveRing;

using Window = gui_test::WindowTest;

TEST_F(Window, SelectsAConsumerByKeyByRowAndInTheRing)
{
    LiveRing ring;
    openAtTwoConsumers(ring);
    ASSERT_TRUE(QTest::qWaitFor([&] { return table()->model()->rowCount() == 2; }, kWatchdogMs));
    const gui::RingSession* session = m_window->workbench().current();
    QTest::keyClick(m_window.get(), Qt::Key_2);
    EXPECT_EQ(session->selectedConsumer(), session->consumersSeen()[1]);
    const QModelIndex row = table()->model()->index(0, 1);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(row).center());
    EXPECT_EQ(QString::fromStdString(session->selectedConsumer()), row.data().toString());
    auto* view = part<widgets::RingView>("ringView");
    const auto disc = view->discOf(QStringLiteral("cp_1"));
    ASSERT_TRUE(disc);
    QTest::mouseClick(view, Qt::LeftButton, {}, disc->toPoint());
    EXPECT_NE(session->selectedConsumer(), "");
}

TEST_F(Window, WaitsForAnAbsentRingAndSaysSo)
{
    LiveRing ring;
    m_options.attach = {ring.shownName()};
    open();
    ASSERT_TRUE(leadBecomes(QStringLiteral("Waiting for ") + ring.shownName()));
    EXPECT_EQ(part<widgets::RingView>("ringView")->state().word, QStringLiteral("WAITING"));
    ring.startProducer();
    EXPECT_TRUE(leadBecomes(QStringLiteral(" has no consumers"))) << lead().toStdString();
}

TEST_F(Window, GoesOnWithTheNextRingOfTheNameAndKeepsItsPast)
{
    LiveRing ring;
    ring.startProducer();
    m_options.attach = {ring.shownName()};
    open();
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return m_window->workbench().current()->firstSample().has_value(); }, kWatchdogMs));
    const auto first = *m_window->workbench().current()->firstSample();
    ring.endProducer();  // killed: the segment stays
    QFile::remove(ring.path());
    ring.startProducer();
    EXPECT_TRUE(QTest::qWaitFor([&] { return !messages().isEmpty(); }, kWatchdogMs));
    EXPECT_TRUE(messages().first().contains(QStringLiteral("created anew")))
        << messages().first().toStdString();
    const auto oldest = m_window->workbench().history().oldest(ring.name());
    ASSERT_TRUE(oldest);
    EXPECT_LE(*oldest, first + std::chrono::seconds(1));
    EXPECT_GT(*m_window->workbench().current()->firstSample(), first);
}

TEST_F(Window, ProvesThatItOnlyReads)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    attachAndWait(ring);
    const gui::ReadOnlyProof proof = gui::proveReadOnly(ring.path());
    EXPECT_GT(proof.descriptors, 0);
    EXPECT_TRUE(proof.allReadOnly);
    EXPECT_FALSE(proof.mapped);
    EXPECT_TRUE(proof.holds());
    Q_EMIT part<widgets::DiagnosisBar>("diagnosis")->proofRequested();
    auto* box = part<QWidget>("proofBox");
    ASSERT_NE(box, nullptr);
    EXPECT_TRUE(box->isVisible());
    EXPECT_TRUE(box->accessibleName().contains(QStringLiteral("O_RDONLY")))
        << box->accessibleName().toStdString();
    QTest::keyClick(box, Qt::Key_Escape);
    EXPECT_FALSE(box->isVisible());
}

TEST(ReadOnlyProof, DoesNotHoldForAFileThatIsOpenForWriting)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a")));
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    const gui::ReadOnlyProof proof = gui::proveReadOnly(file.fileName());
    EXPECT_EQ(proof.descriptors, 1);
    EXPECT_FALSE(proof.allReadOnly);
    EXPECT_FALSE(proof.holds());
}

TEST(ReadOnlyProof, DoesNotHoldForAFileThatIsMappedOrNotOpen)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a")));
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    file.write("something");
    file.flush();
    QFile reader(file.fileName());
    ASSERT_TRUE(reader.open(QIODevice::ReadOnly));
    ASSERT_NE(reader.map(0, 1), nullptr);
    EXPECT_TRUE(gui::proveReadOnly(file.fileName()).mapped);
    EXPECT_FALSE(gui::proveReadOnly(QStringLiteral("/no/such/file")).holds());
}

TEST_F(Window, ForgetsWhatWasRecordedOnDemandAndGoesOnRecording)
{
    LiveRing ring;
    ring.startProducer();
    open();
    m_window->attach(ring.shownName());
    const monitor::History& history = m_window->workbench().history();
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return history.oldest(ring.name()).has_value(); }, kWatchdogMs));
    const auto before = *history.oldest(ring.name());
    // The oldest is known to the second.
    const gui::RingSession* session = m_window->workbench().current();
    ASSERT_TRUE(QTest::qWaitFor(
        [&] {
            return session->reading()
                && session->reading()->sampled_at > before + std::chrono::seconds(1);
        },
        kWatchdogMs));
    action("clearHistory")->trigger();
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            const auto now = history.oldest(ring.name());
            return now && *now > before;
        },
        kWatchdogMs));
}

TEST_F(Window, ReturnsToTheStartPageWhenTheLastRingIsDetached)
{
    open();
    m_window->attach(QStringLiteral("one"));
    m_window->attach(QStringLiteral("two"));
    action("detach")->trigger();
    EXPECT_FALSE(startPage()->isVisible());
    EXPECT_EQ(m_window->workbench().current()->ring(), "one");
    action("detach")->trigger();
    EXPECT_TRUE(startPage()->isVisible());
    EXPECT_FALSE(part<QDockWidget>("ringsDock")->isVisible());
}

TEST_F(Window, FiltersTheRingsAsOneTypes)
{
    open();
    m_window->attach(QStringLiteral("first-name"));
    m_window->attach(QStringLiteral("second-name"));
    auto* list = part<QAbstractItemView>("rings");
    ASSERT_TRUE(rowOf(*list, QStringLiteral("first-name")).isValid());
    QTest::keyClicks(part<QLineEdit>("ringFilter"), QStringLiteral("SECOND"));
    const QModelIndex live = list->model()->index(0, 0);
    EXPECT_EQ(list->model()->rowCount(live), 1);
    EXPECT_EQ(list->model()->index(0, 0, live).data().toString(), QStringLiteral("second-name"));
}

TEST_F(Window, RemembersItsPanesAndColoursFromOneRunToTheNext)
{
    open();
    m_window->attach(QStringLiteral("any"));
    part<QDockWidget>("ringViewDock")->close();
    m_window->findChildren<QAction*>(QStringLiteral("scheme"))[2]->trigger();
    m_window->close();
    close();
    open();
    m_window->attach(QStringLiteral("any"));
    EXPECT_FALSE(part<QDockWidget>("ringViewDock")->isVisible());
    EXPECT_TRUE(part<QDockWidget>("ringsDock")->isVisible());
    EXPECT_TRUE(widgets::theme(QApplication::palette()).isDark);
    action("resetLayout")->trigger();
    EXPECT_TRUE(part<QDockWidget>("ringViewDock")->isVisible());
    m_window->findChildren<QAction*>(QStringLiteral("scheme"))[1]->trigger();
    EXPECT_FALSE(widgets::theme(QApplication::palette()).isDark);
}

TEST_F(Window, KeepsTheLayoutAtWorkWhenItIsClosedOnTheStartPage)
{
    open();
    m_window->close();
    close();
    open();
    m_window->attach(QStringLiteral("any"));
    EXPECT_TRUE(part<QDockWidget>("ringsDock")->isVisible());
    EXPECT_TRUE(part<QDockWidget>("detailsDock")->isVisible());
}

TEST_F(Window, TakesTheDefaultForALayoutOfAnotherVersion)
{
    {
        QSettings settings(settingsFile(), QSettings::IniFormat);
        settings.setValue(QStringLiteral("version"), 999);
        settings.setValue(QStringLiteral("window/layout"), QByteArray("of the future"));
        settings.setValue(QStringLiteral("consumers/hidden"), QVariantList{2, 4});
    }
    open();
    m_window->attach(QStringLiteral("any"));
    for (const char* dock : {"ringsDock", "ringViewDock", "detailsDock"}) {
        EXPECT_TRUE(part<QDockWidget>(dock)->isVisible()) << dock;
    }
    EXPECT_TRUE(table()->hiddenColumns().isEmpty());
    EXPECT_TRUE(messages().isEmpty());
}

TEST_F(Window, RemembersTheColumnsOfTheTable)
{
    open();
    table()->setHiddenColumns({2, 4});
    m_window->close();
    close();
    open();
    EXPECT_EQ(table()->hiddenColumns(), (QList<int>{2, 4}));
    action("resetLayout")->setEnabled(true);
    action("resetLayout")->trigger();
    EXPECT_TRUE(table()->hiddenColumns().isEmpty());
}

TEST_F(Window, RemembersNothingOfAnUnattendedRun)
{
    m_options.quit = true;
    open();
    m_window->close();
    close();
    EXPECT_FALSE(QFile::exists(settingsFile()));
}

TEST_F(Window, SaysThatDamagedSettingsAreOfNoUse)
{
    QFile file(settingsFile());
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("no section, no value\n\x01[[[");
    file.close();
    open();
    ASSERT_EQ(messages().size(), 1);
    EXPECT_TRUE(messages().first().contains(settingsFile())) << messages().first().toStdString();
}

TEST_F(Window, HasANameForEverythingThatTakesTheFocus)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    attachAndWait(ring);
    // What is hidden behind another tab as well.
    for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool named = !widget->accessibleName().isEmpty()
            || (button != nullptr && !button->text().isEmpty());
        const bool mayBeShown
            = widget->isVisible() || widget->parentWidget() == nullptr || !widget->isHidden();
        if (widget->focusPolicy() != Qt::NoFocus && mayBeShown) {
            EXPECT_TRUE(named || qobject_cast<const QLabel*>(widget) != nullptr)
                << widget->metaObject()->className() << ' ' << widget->objectName().toStdString();
        }
    }
}

TEST_F(Window, NoMenuHasTwoEntriesOfOneName)
{
    open();
    for (const QMenu* menu : m_window->menuBar()->findChildren<QMenu*>()) {
        QStringList names;
        for (const QAction* entry : menu->actions()) {
            if (entry->isVisible() && !entry->isSeparator()) {
                names.append(entry->text().remove(QLatin1Char('&')));
            }
        }
        const QStringList all = names;
        EXPECT_EQ(names.removeDuplicates(), 0)
            << menu->title().toStdString() << ": " << all.join(u'|').toStdString();
    }
}

TEST_F(Window, FitsIntoItsLeastSize)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    m_window->resize(1024, 700);
    attachAndWait(ring);
    EXPECT_EQ(m_window->size(), QSize(1024, 700));
    EXPECT_GE(plot()->width(), 420);
    EXPECT_GE(plot()->height(), 200);
    EXPECT_GE(part<widgets::RingView>("ringView")->radius(), 60) << "with words";
}

}  // namespace

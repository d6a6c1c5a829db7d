// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_test_support.h"

#include "gui/read_only_proof.h"

#include "widgets/consumer_table_model.h"
#include "widgets/ring_view.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QToolButton>
#include <QWheelEvent>

#include <csignal>

namespace {

using gui_test::kWatchdogMs;
using gui_test::LiveRing;

class Window : public gui_test::WindowTest {
protected:
    /// One notch of the wheel, in the middle of the plots.
    void turnWheel(int notches) const
    {
        QWidget* surface = plot()->childAt(plot()->rect().center());
        const QPointF at = surface->rect().center();
        QWheelEvent turned(at, surface->mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(surface, &turned);
    }
    /// QTest moves the cursor only, and without a button.
    static void sendMove(QWidget& widget, QPoint at, Qt::MouseButton button)
    {
        QMouseEvent move(QEvent::MouseMove, at, widget.mapToGlobal(at), button, button, {});
        QCoreApplication::sendEvent(&widget, &move);
    }
    void dragPlot(QPoint by, Qt::MouseButton button) const
    {
        QWidget* surface = plot()->childAt(plot()->rect().center());
        const QPoint from = surface->rect().center();
        sendMove(*surface, from, Qt::NoButton);
        QTest::mousePress(surface, button, {}, from);
        for (const QPoint& at : {from + by / 2, from + by}) {
            sendMove(*surface, at, button);
        }
        QTest::mouseRelease(surface, button, {}, from + by);
    }
};

// J3: no click at all.
TEST_F(Window, NamesWhoHoldsTheProducerAndPutsItOnTop)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    ring.startConsumer("cp_1");
    open();
    attachAndWait(ring);
    ring.signalConsumer(1, SIGSTOP);
    ASSERT_TRUE(leadBecomes(QStringLiteral("cp_1 holds the producer of ") + ring.shownName()))
        << lead().toStdString();
    const auto* model = qobject_cast<widgets::ConsumerTableModel*>(table()->model());
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return model->row(0).id == QStringLiteral("cp_1") && model->row(0).culprit
                && table()->selectedConsumer() == QStringLiteral("cp_1");
        },
        kWatchdogMs));
    const auto* view = part<widgets::RingView>("ringView");
    EXPECT_TRUE(view->state().held);
    EXPECT_EQ(view->state().culprit, QStringLiteral("cp_1"));
    EXPECT_TRUE(view->accessibleDescription().contains(QStringLiteral("cp_1 holds the producer")));
    EXPECT_TRUE(
        plot()->accessibleDescription().contains(QStringLiteral("cp_1 holds the producer")));
}

// J4: one drag leaves Follow, one key returns; the data goes on meanwhile.
TEST_F(Window, FreezesByOneDragAndFollowsAgainByOneKeyWhileDataStreams)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    attachAndWait(ring);
    dragPlot({80, 0}, Qt::LeftButton);
    EXPECT_FALSE(plot()->follows());
    EXPECT_TRUE(action("freeze")->isChecked());
    const double stood = plot()->viewedNow();
    const auto sampled = m_window->workbench().current()->reading()->sampled_at;
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return m_window->workbench().current()->reading()->sampled_at
                > sampled + std::chrono::milliseconds(300);
        },
        kWatchdogMs));
    EXPECT_EQ(plot()->viewedNow(), stood);
    QTest::keyClick(m_window.get(), Qt::Key_End);
    EXPECT_TRUE(plot()->follows());
    EXPECT_FALSE(action("freeze")->isChecked());
}

TEST_F(Window, ZoomsToTheSpanThatIsDraggedAndResetsWithEscape)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    attachAndWait(ring);
    dragPlot({120, 0}, Qt::RightButton);
    EXPECT_LT(plot()->windowSeconds(), 30);
    EXPECT_FALSE(plot()->follows());
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    EXPECT_DOUBLE_EQ(plot()->windowSeconds(), 30);
    EXPECT_TRUE(plot()->follows());
}

TEST_F(Window, ZoomsWithTheWheelAndTheKeysAndShowsTheSpan)
{
    LiveRing ring;
    ring.startProducer();
    open();
    m_window->attach(ring.shownName());
    turnWheel(1);
    EXPECT_LT(plot()->windowSeconds(), 30);
    EXPECT_TRUE(plot()->follows()) << "zooming alone does not leave it";
    const auto* span = m_window->findChild<QComboBox*>();
    EXPECT_EQ(span->currentIndex(), -1);
    EXPECT_FALSE(span->placeholderText().isEmpty());
    const double before = plot()->windowSeconds();
    QTest::keyClick(m_window.get(), Qt::Key_Minus);
    EXPECT_GT(plot()->windowSeconds(), before);
    QTest::keyClick(m_window.get(), Qt::Key_Plus);
    EXPECT_NEAR(plot()->windowSeconds(), before, 1e-9);
}

TEST_F(Window, ZoomsAFrozenViewAroundItsMiddle)
{
    LiveRing ring;
    ring.startProducer();
    open();
    m_window->attach(ring.shownName());
    ASSERT_TRUE(QTest::qWaitFor([&] { return plot()->frames() > 0; }, kWatchdogMs));
    plot()->setFollow(false);
    const double middle = plot()->viewedNow() - plot()->windowSeconds() / 2;
    action("zoomIn")->trigger();
    EXPECT_NEAR(plot()->viewedNow() - plot()->windowSeconds() / 2, middle, 1e-6);
    EXPECT_NEAR(plot()->windowSeconds(), 20, 1e-6);
}

TEST_F(Window, ShowsTheValuesUnderTheCrosshairWhileDataStreams)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    attachAndWait(ring);
    QWidget* surface = plot()->childAt(plot()->rect().center());
    sendMove(*surface, surface->rect().center(), Qt::NoButton);
    ASSERT_TRUE(plot()->crosshair());
    const double there = *plot()->crosshair();
    EXPECT_TRUE(QTest::qWaitFor([&] { return *plot()->crosshair() > there; }, kWatchdogMs))
        << "it stays under the mouse while time goes on";
}

TEST_F(Window, FreezesWithSpaceAndStillPressesTheButtonThatHasTheFocus)
{
    LiveRing ring;
    ring.startProducer();
    open();
    m_window->attach(ring.shownName());
    QTest::keyClick(plot(), Qt::Key_Space);
    EXPECT_FALSE(plot()->follows());
    QTest::keyClick(plot(), Qt::Key_Space);
    EXPECT_TRUE(plot()->follows());
    auto* close
        = part<QDockWidget>("ringsDock")->titleBarWidget()->findChildren<QToolButton*>().last();
    QTest::keyClick(close, Qt::Key_Space);
    EXPECT_TRUE(plot()->follows());
    EXPECT_FALSE(part<QDockWidget>("ringsDock")->isVisible());
}

TEST_F(Window, SelectsAConsumerByKeyByRowAndInTheRing)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    ring.startConsumer("cp_1");
    open();
    attachAndWait(ring);
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
    ASSERT_EQ(messages().size(), 1);
    EXPECT_TRUE(messages().first().contains(QStringLiteral("O_RDONLY")))
        << messages().first().toStdString();
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
    auto* list = part<QListView>("rings");
    ASSERT_TRUE(rowOf(*list, QStringLiteral("first-name")).isValid());
    QTest::keyClicks(part<QLineEdit>("ringFilter"), QStringLiteral("SECOND"));
    EXPECT_EQ(list->model()->rowCount(), 1);
    EXPECT_EQ(list->model()->index(0, 0).data().toString(), QStringLiteral("second-name"));
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
    EXPECT_TRUE(part<QDockWidget>("consumersDock")->isVisible());
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
    for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool named = !widget->accessibleName().isEmpty()
            || (button != nullptr && !button->text().isEmpty());
        if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible()) {
            EXPECT_TRUE(named || qobject_cast<const QLabel*>(widget) != nullptr)
                << widget->metaObject()->className() << ' ' << widget->objectName().toStdString();
        }
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

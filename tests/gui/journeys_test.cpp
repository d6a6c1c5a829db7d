// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/user.h"
#include "gui/window_test_support.h"

#include "gui/parts/wall_clock.h"
#include "widgets/consumer_table_model.h"
#include "widgets/ring_view.h"

#include <QPushButton>

#include <cmath>
#include <csignal>

namespace {

using gui_test::kWatchdogMs;
using gui_test::LiveRing;
using gui_test::sendMove;
using gui_test::User;

class Journey : public gui_test::WindowTest {
protected:
    /// Plots that move, and a fault that is proven.
    [[nodiscard]] bool showsAFault() const
    {
        const quint64 frames = plot()->frames();
        return QTest::qWaitFor(
            [&] {
                const gui::RingSession* session = m_window->workbench().current();
                return session != nullptr && !session->faults().empty()
                    && session->faults().front().proven && plot()->frames() > frames + 10;
            },
            kWatchdogMs);
    }
    /// A producer that was held for a second by cp_1, and goes on now.
    void haveAnIncident(LiveRing& ring)
    {
        openAtTwoConsumers(ring);
        ring.signalConsumer(1, SIGSTOP);
        ASSERT_TRUE(leadBecomes(QStringLiteral("cp_1 holds the producer")));
        const auto past = monitor::Clock::now() + std::chrono::seconds(1);
        ASSERT_TRUE(QTest::qWaitFor([&] { return monitor::Clock::now() > past; }, kWatchdogMs));
        ring.signalConsumer(1, SIGCONT);
        ASSERT_TRUE(QTest::qWaitFor([&] { return incident().to.has_value(); }, kWatchdogMs));
    }
    [[nodiscard]] const gui::HeldSpan& incident() const
    {
        return m_window->workbench().current()->heldSpans().front();
    }
    /// While the producer was held, in the middle of the longest time without a missed sample.
    [[nodiscard]] double heldTime() const
    {
        constexpr auto kStep = std::chrono::milliseconds(10);
        const gui::RingSession* session = m_window->workbench().current();
        const monitor::SeriesKey lag{session->ring(), monitor::Quantity::LagEvents, "cp_1"};
        monitor::Duration longest{};
        monitor::TimePoint middle = incident().from;
        monitor::TimePoint begin = incident().from;
        for (monitor::TimePoint at = begin; at < *incident().to; at += kStep) {
            if (m_window->workbench().history().value_at(lag, at) != 1024) {
                begin = at + kStep;
            } else if (at - begin > longest) {
                longest = at - begin;
                middle = begin + longest / 2;
            }
        }
        return gui::plotSeconds(middle);
    }
    /// Where a time is in the plots, in the height of the first strip.
    [[nodiscard]] QPoint placeOf(double time) const
    {
        const auto timeAt = [&](int x) {
            sendMove(plotSurface(), {x, 100}, Qt::NoButton);
            return plot()->crosshair().value_or(0);
        };
        const int left = plotSurface().width() / 3;
        const int right = plotSurface().width() / 2;
        const double from = timeAt(left);
        const double perPixel = (timeAt(right) - from) / (right - left);
        return {left + static_cast<int>(std::lround((time - from) / perPixel)), 100};
    }
    /// Who held the producer was a whole ring behind, where the mouse is.
    [[nodiscard]] bool readsAFullRing() const
    {
        const auto* model = qobject_cast<widgets::ConsumerTableModel*>(table()->model());
        return QTest::qWaitFor(
            [&] {
                for (int row = 0; row < model->rowCount(); ++row) {
                    if (model->row(row).id == QStringLiteral("cp_1")) {
                        return model->row(row).lagAtCrosshair == 1024U;
                    }
                }
                return false;
            },
            kWatchdogMs);
    }
    [[nodiscard]] QListView* liveRings() const { return part<QListView>("liveRings"); }

    gui_test::User m_user;
};

TEST_F(Journey, LeadsFromTheFirstSightToAFaultOnMovingPlotsByOneClick)
{
    open();
    m_user.click(*part<QPushButton>("startDemo"));
    EXPECT_TRUE(showsAFault());
    EXPECT_TRUE(leadBecomes(QStringLiteral("cp_1 holds the producer")));
    EXPECT_EQ(m_window->workbench().current()->selectedConsumer(), "cp_1");
    EXPECT_EQ(m_user.clicks(), 1);
}

TEST_F(Journey, LeadsFromTheFirstSightToAFaultOnMovingPlotsByOneKey)
{
    open();
    m_user.press(Qt::Key_Return);
    EXPECT_TRUE(showsAFault());
    EXPECT_EQ(m_user.keys(), 1);
}

TEST_F(Journey, AttachesToALiveRingByOneDoubleClick)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    m_user.doubleClick(*liveRings(), rowOf(*liveRings(), ring.shownName()));
    EXPECT_TRUE(leadBecomes(ring.shownName() + QStringLiteral(" is healthy")));
    EXPECT_EQ(m_user.clicks(), 1);
}

// Down to the row, and Enter. Other rings of this machine may stand above it.
TEST_F(Journey, AttachesToALiveRingByArrowAndEnter)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    open();
    const QPersistentModelIndex row = rowOf(*liveRings(), ring.shownName());
    m_user.press(Qt::Key_Down);
    EXPECT_EQ(QApplication::focusWidget(), liveRings());
    const int above = row.row();
    while (liveRings()->currentIndex() != row && m_user.keys() <= above + 1) {
        m_user.press(Qt::Key_Down);
    }
    m_user.press(Qt::Key_Return);
    ASSERT_NE(m_window->workbench().current(), nullptr);
    EXPECT_EQ(m_window->workbench().current()->ring(), ring.name());
    EXPECT_LE(m_user.keys(), above + 2);
}

TEST_F(Journey, SaysWhoHoldsTheProducerWithoutBeingAskedAndPutsItOnTop)
{
    LiveRing ring;
    openAtTwoConsumers(ring);
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
    EXPECT_EQ(m_user.clicks() + m_user.keys(), 0);
}

TEST_F(Journey, FreezesAndZoomsToTheIncidentByOneDragAndReturnsByOneClick)
{
    LiveRing ring;
    haveAnIncident(ring);
    const QPoint middle = placeOf(heldTime());
    m_user.drag(plotSurface(), middle - QPoint(60, 0), middle + QPoint(60, 0));
    EXPECT_FALSE(plot()->follows());
    EXPECT_LT(plot()->windowSeconds(), 8);
    EXPECT_LT(std::abs(plot()->viewedNow() - plot()->windowSeconds() / 2 - heldTime()),
        plot()->windowSeconds() / 2)
        << "the incident is in view";
    sendMove(plotSurface(), placeOf(heldTime()), Qt::NoButton);
    EXPECT_TRUE(readsAFullRing());
    m_user.click(*part<QWidget>("follow"));
    EXPECT_TRUE(plot()->follows());
    EXPECT_EQ(m_user.clicks(), 2);
    EXPECT_EQ(m_user.keys(), 0);
}

TEST_F(Journey, FreezesBySpaceZoomsByTheWheelAndReturnsByEnd)
{
    LiveRing ring;
    haveAnIncident(ring);
    m_user.press(Qt::Key_Space);
    EXPECT_FALSE(plot()->follows());
    const double stands = plot()->viewedNow();
    m_user.wheel(plotSurface(), placeOf(heldTime()), 5);
    EXPECT_LT(plot()->windowSeconds(), 13);
    sendMove(plotSurface(), placeOf(heldTime()), Qt::NoButton);
    EXPECT_TRUE(readsAFullRing());
    m_user.press(Qt::Key_End);
    EXPECT_TRUE(plot()->follows());
    EXPECT_GT(plot()->viewedNow(), stands) << "the data went on meanwhile";
    EXPECT_EQ(m_user.clicks(), 0);
    EXPECT_EQ(m_user.keys(), 2 + 5);
}

}  // namespace

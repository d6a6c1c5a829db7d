// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/user.h"
#include "gui/window_test_support.h"

#include "widgets/consumer_table_model.h"
#include "widgets/ring_view.h"

#include <QPushButton>

#include <csignal>

namespace {

using gui_test::kWatchdogMs;
using gui_test::LiveRing;
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
    [[nodiscard]] QListView* liveRings() const { return part<QListView>("liveRings"); }

    gui_test::User m_user;
};

TEST_F(Journey, J1FirstRunToMovingPlotsWithAFaultByOneClick)
{
    open();
    m_user.click(*part<QPushButton>("startDemo"));
    EXPECT_TRUE(showsAFault());
    EXPECT_TRUE(leadBecomes(QStringLiteral("cp_1 holds the producer")));
    EXPECT_EQ(m_user.clicks(), 1);
}

TEST_F(Journey, J1ByOneKey)
{
    open();
    m_user.press(Qt::Key_Return);
    EXPECT_TRUE(showsAFault());
    EXPECT_EQ(m_user.keys(), 1);
}

TEST_F(Journey, J2AttachesToALiveRingByOneDoubleClick)
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
TEST_F(Journey, J2ByArrowAndEnter)
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

TEST_F(Journey, J3SaysWhoHoldsTheProducerWithoutBeingAskedAndPutsItOnTop)
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

}  // namespace

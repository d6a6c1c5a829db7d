// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/readings.h"
#include "gui/rings/ring_peaks.h"
#include "gui/rings/ring_tree_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace {

using gui::RingTreeModel;
using gui_test::at;
using gui_test::reading;

gui::RingRow row(const std::string& ring, bool gone = false)
{
    gui::RingRow out;
    out.ring = ring;
    out.name = QString::fromStdString(ring);
    out.gone = gone;
    return out;
}

class RingTree : public testing::Test {
protected:
    [[nodiscard]] QStringList names(RingTreeModel::Group group) const
    {
        QStringList found;
        const QModelIndex title = m_model.index(group);
        for (int i = 0; i < m_model.rowCount(title); ++i) {
            found.append(m_model.index(i, 0, title).data().toString());
        }
        return found;
    }

    RingTreeModel m_model;
    QAbstractItemModelTester m_tester{
        &m_model, QAbstractItemModelTester::FailureReportingMode::Warning};
};

TEST_F(RingTree, PutsThoseThatAreGoneBelowATitleOfTheirOwn)
{
    m_model.setRows({row("c"), row("b", true), row("a")});
    EXPECT_EQ(names(RingTreeModel::Live), (QStringList{QStringLiteral("a"), QStringLiteral("c")}));
    EXPECT_EQ(names(RingTreeModel::Gone), QStringList{QStringLiteral("b")});
    EXPECT_EQ(m_model.ring(m_model.indexOf("b"))->ring, "b");
    EXPECT_EQ(m_model.ring(m_model.index(0)), nullptr) << "a title is no ring";
    EXPECT_FALSE(m_model.indexOf("d").isValid());
}

TEST_F(RingTree, PutsThoseOfRigsApartFromThoseThatSomebodyNeeds)
{
    gui::RingRow ours = row("b");
    ours.ofRig = true;
    m_model.setRows({row("c"), ours, row("a")});
    EXPECT_EQ(names(RingTreeModel::Live), (QStringList{QStringLiteral("a"), QStringLiteral("c")}));
    EXPECT_EQ(names(RingTreeModel::Rigs), QStringList{QStringLiteral("b")});
    ours.gone = true;
    m_model.setRows({row("c"), ours});
    EXPECT_TRUE(names(RingTreeModel::Rigs).isEmpty());
    EXPECT_EQ(names(RingTreeModel::Gone), QStringList{QStringLiteral("b")});
}

TEST_F(RingTree, KnowsTheRingOfARigByItsName)
{
    monitor::RingListing listing;
    listing.ring = "ringscope-demo-42";
    EXPECT_TRUE(gui::ringRow(listing).ofRig);
    listing.ring = "orders";
    EXPECT_FALSE(gui::ringRow(listing).ofRig);
}

TEST_F(RingTree, KeepsWhatIsSelectedWhenOtherRingsComeAndGo)
{
    m_model.setRows({row("a"), row("c"), row("e")});
    const QPersistentModelIndex kept = m_model.indexOf("c");
    const QSignalSpy reset(&m_model, &QAbstractItemModel::modelReset);
    m_model.setRows({row("b"), row("c"), row("d"), row("a", true)});
    EXPECT_EQ(kept.data().toString(), QStringLiteral("c"));
    EXPECT_EQ(names(RingTreeModel::Live),
        (QStringList{QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")}));
    EXPECT_EQ(reset.count(), 0);
}

TEST_F(RingTree, TellsNothingOfAThousandRingsThatStayAsTheyAre)
{
    std::vector<gui::RingRow> rows;
    for (int i = 0; i < 1000; ++i) {
        rows.push_back(row("ring" + std::to_string(i)));
    }
    m_model.setRows(rows);
    const QSignalSpy changed(&m_model, &QAbstractItemModel::dataChanged);
    const QSignalSpy inserted(&m_model, &QAbstractItemModel::rowsInserted);
    rows[500].condition = QStringLiteral("idle");
    m_model.setRows(rows);
    EXPECT_EQ(changed.count(), 1);
    EXPECT_EQ(inserted.count(), 0);
}

TEST(RingPeaks, KeepTheMostAndWhenItWas)
{
    gui::RingPeaks peaks;
    monitor::RingReading now = reading(10, {"cp_0"});
    now.used = 5;
    now.used_max = 4000;  // before anybody looked
    now.producer.blocked_s_total = 7;
    peaks.take(now);
    EXPECT_EQ(peaks.usedMost(), 5U);
    EXPECT_EQ(peaks.blockedSeconds(), 7) << "the ring's own count, as ringctl says it";
    now.sampled_at = at(11);
    now.used = 100;
    now.producer.blocked_s_total = 7.5;
    peaks.take(now);
    EXPECT_EQ(peaks.usedMost(), 100U);
    EXPECT_EQ(peaks.usedMostAt(), at(11));
    EXPECT_DOUBLE_EQ(peaks.blockedSeconds(), 7.5);
    now.sampled_at = at(12);
    now.used = 3;
    now.used_max = 4010;
    peaks.take(now);
    EXPECT_EQ(peaks.usedMost(), 4010U) << "the producer saw what lies between two readings";
    EXPECT_EQ(peaks.usedMostAt(), at(12));
    peaks.reset();
    peaks.take(now);
    EXPECT_EQ(peaks.blockedSeconds(), 0) << "from now on";
    now.producer.blocked_s_total = 8;
    peaks.take(now);
    EXPECT_DOUBLE_EQ(peaks.blockedSeconds(), 0.5);
    now.instance_number = 2;
    peaks.take(now);
    EXPECT_DOUBLE_EQ(peaks.blockedSeconds(), 8) << "another ring has a life of its own";
}

TEST(RingPeaks, BeginAnewWithAResetAndWithAnotherRing)
{
    gui::RingPeaks peaks;
    monitor::RingReading now = reading(10, {"cp_0"});
    now.used = 100;
    peaks.take(now);
    peaks.reset();
    now.used = 1;
    now.sampled_at = at(11);
    peaks.take(now);
    EXPECT_EQ(peaks.usedMost(), 1U);
    EXPECT_EQ(peaks.since(), at(11));
    now.used = 50;
    peaks.take(now);
    now.instance_number = 2;
    now.used = 2;
    peaks.take(now);
    EXPECT_EQ(peaks.usedMost(), 2U);
}

}  // namespace

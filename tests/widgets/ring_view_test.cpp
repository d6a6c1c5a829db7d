// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ring_view.h"

#include "ring_lanes.h"
#include "ring_words.h"
#include "widgets/pictures.h"
#include "widgets/ring_geometry.h"
#include "widgets/theme.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <initializer_list>

namespace {

using namespace Qt::StringLiterals;
using namespace widgets;
using widgets_test::count;
using widgets_test::picture;

constexpr QSize kSize(345, 345);

RingViewState ring(std::initializer_list<double> fractions)
{
    RingViewState state;
    state.capacity = 4096;
    int series = 0;
    for (const double fraction : fractions) {
        state.consumers.push_back({u"cp_%1"_s.arg(series), series, fraction});
        ++series;
    }
    return state;
}

RingViewState held()
{
    RingViewState state = ring({0, 1, 0});
    state.held = true;
    state.culprit = u"cp_1"_s;
    state.consumers[1].shape = StateShape::Stopped;
    state.notes = {u"3.2 s"_s, u"liveness in 1.8 s"_s};
    return state;
}

QStringList middle(const RingViewState& state)
{
    RingLanes lanes;
    lanes.choose(state, 0);
    const RingScene scene{state, lanes, layOutRing(kSize, QApplication::font(), {}, 3),
        Theme::light(), QApplication::font()};
    QStringList lines;
    for (const MiddleLine& line : middleLines(scene))
        lines.append(line.text);
    return lines;
}

class RingViewTest : public testing::Test {
protected:
    void SetUp() override { widgets_test::resetLook(); }
    void TearDown() override { widgets_test::resetLook(); }
};

TEST_F(RingViewTest, TheMiddleSaysWhoHoldsTheProducerForHowLongAndUntilWhen)
{
    EXPECT_EQ(middle(held()),
        (QStringList{u"PRODUCER HELD BY"_s, u"cp_1"_s, u"3.2 s"_s, u"liveness in 1.8 s"_s}));
}

TEST_F(RingViewTest, HasRoomForItsQuartersBesideItWithoutANameToo)
{
    const RingLayout closed = layOutRing({320, 380}, QApplication::font(), {}, 0);
    const QFontMetricsF metrics(QApplication::font());  // theirs is smaller
    EXPECT_LT(closed.radius + 9 + metrics.horizontalAdvance(u"25 %"_s), closed.centre.x());
}

TEST_F(RingViewTest, TheMiddleSaysWhatIsFreeWhileTheRingRuns)
{
    EXPECT_EQ(middle(ring({0.25, 0.5})),
        (QStringList{u"FREE"_s, u"2\u202F048"_s, u"of 4096 slots"_s, u"cp_1 slowest"_s}));
}

TEST_F(RingViewTest, ADiscIsWhereItsLagIs)
{
    RingView view;
    view.resize(kSize);
    view.setState(ring({0, 0.25, 0.5, 0.75}));
    const QPointF top = *view.discOf(u"cp_0"_s);
    const QPointF left = *view.discOf(u"cp_1"_s);
    const QPointF bottom = *view.discOf(u"cp_2"_s);
    const QPointF right = *view.discOf(u"cp_3"_s);
    const double middleX = kSize.width() / 2.0;
    EXPECT_LT(top.x(), middleX);
    EXPECT_LT(left.x(), top.x());
    EXPECT_NEAR(bottom.x(), middleX, 0.01);
    EXPECT_GT(right.x(), middleX);
    EXPECT_LT(top.y(), left.y());
    EXPECT_LT(left.y(), bottom.y());
    EXPECT_FALSE(view.discOf(u"cp_9"_s).has_value());
}

TEST_F(RingViewTest, RedIsThereOnlyWhileTheProducerIsHeld)
{
    RingView view;
    view.setState(ring({0, 0.99, 0}));
    const QColor red = theme(view.palette()).err;
    EXPECT_EQ(count(picture(view, kSize), red), 0);
    RingView holding;
    holding.setState(held());
    EXPECT_GT(count(picture(holding, kSize), red), 100);
}

TEST_F(RingViewTest, UsedSlotsFillWithTheSlowestConsumer)
{
    const QColor used = theme(QApplication::palette()).used;
    int before = -1;
    for (const double fraction : {0.0, 0.25, 0.5, 1.0}) {
        RingView view;
        view.setState(ring({fraction, 0}));
        const int now = count(picture(view, kSize), used);
        EXPECT_GT(now, before) << fraction;
        before = now;
    }
}

TEST_F(RingViewTest, AnotherCapacityIsDrawnAnew)
{
    RingView view;
    RingViewState state = ring({0});
    view.setState(state);
    const int many = count(picture(view, kSize), theme(view.palette()).free);
    state.capacity = 4;
    view.setState(state);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return count(picture(view, kSize), theme(view.palette()).free) > many; }));
}

TEST_F(RingViewTest, LooksTheSameForEveryLargeCapacity)
{
    RingViewState state = ring({0.3, 0.1});
    state.mode = RingMode::Idle;
    state.word = u"IDLE"_s;
    RingView small;
    small.setState(state);
    state.capacity = 1U << 20U;
    RingView large;
    large.setState(state);
    EXPECT_EQ(picture(small, kSize), picture(large, kSize));
}

TEST_F(RingViewTest, MoreThanEightConsumersShareTheLastLane)
{
    RingLanes lanes;
    const RingViewState state = ring({0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.05, 0.02});
    lanes.choose(state, 0);
    ASSERT_EQ(lanes.lanes().size(), RingLanes::kLanes);
    EXPECT_EQ(lanes.lanes().back().id, u"3 others");
    EXPECT_DOUBLE_EQ(lanes.lanes().back().fraction, 0.1);
    EXPECT_EQ(lanes.lanes()[static_cast<std::size_t>(lanes.culprit())].id, u"cp_7");
}

TEST_F(RingViewTest, TheChosenSevenStayForASecondUnlessTheCulpritIsNotAmongThem)
{
    RingLanes lanes;
    RingViewState state = ring({0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1});
    const auto has = [&](const QString& id) {
        return std::any_of(lanes.lanes().begin(), lanes.lanes().end(),
            [&](const RingConsumer& lane) { return lane.id == id; });
    };
    lanes.choose(state, 0);
    EXPECT_FALSE(has(u"cp_8"_s));
    state.consumers[8].fraction = 0.95;
    lanes.choose(state, 500);
    EXPECT_FALSE(has(u"cp_8"_s));
    state.culprit = u"cp_8"_s;
    lanes.choose(state, 501);
    EXPECT_TRUE(has(u"cp_8"_s));
    state.culprit.clear();
    state.consumers[8].fraction = 0;
    lanes.choose(state, 1502);
    EXPECT_FALSE(has(u"cp_8"_s));
}

TEST_F(RingViewTest, AClickOnADiscNamesItsConsumer)
{
    RingView view;
    view.setState(ring({0.05, 0.4, 0.7}));
    view.resize(kSize);
    const QSignalSpy clicked(&view, &RingView::consumerClicked);
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.discOf(u"cp_1"_s)->toPoint());
    QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(2, 2));
    ASSERT_EQ(clicked.count(), 1);
    EXPECT_EQ(clicked.constFirst().constFirst().toString(), u"cp_1");
}

TEST_F(RingViewTest, TheSentenceIsItsAccessibleDescription)
{
    RingView view;
    view.setSentence(u"cp_1 holds the producer of orders"_s);
    EXPECT_EQ(view.accessibleDescription(), u"cp_1 holds the producer of orders");
    EXPECT_FALSE(view.accessibleName().isEmpty());
}

TEST_F(RingViewTest, NamesNeverReachTheEdgeOfThePane)
{
    for (const int pixels : {11, 13, 16, 20}) {
        widgets_test::setLook(false, pixels);
        for (const int width : {300, 345, 420, 640}) {
            for (const auto& state : {ring({0.25, 0.27, 0.75, 0.77}), ring({0.5, 0.46, 0.54}),
                     ring({0.93, 0.98, 0.97, 1.0}), ring({0, 0.01, 0.24, 0.26})}) {
                RingView view;
                RingViewState shown = state;
                shown.held = true;
                shown.culprit = shown.consumers.back().id;
                view.setState(shown);
                const QImage image = picture(view, {width, 420});
                const QColor base = theme(view.palette()).base;
                const QRect left(0, 0, 1, image.height());
                const QRect right(image.width() - 1, 0, 1, image.height());
                const QRect bottom(0, image.height() - 1, image.width(), 1);
                EXPECT_EQ(count(image, base, left), image.height()) << pixels << ' ' << width;
                EXPECT_EQ(count(image, base, right), image.height()) << pixels << ' ' << width;
                EXPECT_EQ(count(image, base, bottom), image.width()) << pixels << ' ' << width;
            }
        }
    }
}

TEST_F(RingViewTest, TheMiddleIsNeverEmpty)
{
    for (const int pixels : {11, 13, 16, 20}) {
        widgets_test::setLook(false, pixels);
        for (const int width : {240, 280, 345}) {
            RingView view;
            view.setState(ring({0.02, 0.36, 0.03, 0.62, 0.025, 0.15, 0.02, 0.34}));
            const QImage image = picture(view, {width, 320});
            if (view.radius() < 60)
                continue;  // the small picture has no words
            const QRect box(QPoint(width / 2 - 20, 80), QSize(40, image.height() - 160));
            EXPECT_GT(count(image, theme(view.palette()).text, box), 10) << pixels << ' ' << width;
        }
    }
}

TEST_F(RingViewTest, PaintsOnlyWhatCanBeSeenToDiffer)
{
    class Counting : public RingView {
    public:
        int paints = 0;

    protected:
        void paintEvent(QPaintEvent* event) override
        {
            ++paints;
            RingView::paintEvent(event);
        }
    };
    Counting view;
    view.resize(kSize);
    RingViewState state = ring({0.3, 0.1});
    state.mode = RingMode::Idle;
    state.word = u"IDLE"_s;
    view.setState(state);
    view.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&view));
    ASSERT_TRUE(QTest::qWaitFor([&] { return view.paints > 0; }));
    // It paints ten times a second at most: only then nothing is delayed.
    QElapsedTimer clock;
    clock.start();
    ASSERT_TRUE(QTest::qWaitFor([&] { return clock.hasExpired(150); }));
    const int before = view.paints;
    state.consumers[1].fraction += 1e-6;
    view.setState(state);
    QApplication::processEvents();
    EXPECT_EQ(view.paints, before);
    state.consumers[1].fraction = 0.2;
    view.setState(state);
    QApplication::processEvents();
    EXPECT_EQ(view.paints, before + 1);
}

}  // namespace

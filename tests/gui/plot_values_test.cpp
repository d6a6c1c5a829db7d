// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/readings.h"

#include "gui/parts/wall_clock.h"
#include "gui/plots/history_source.h"
#include "gui/plots/lane_events.h"
#include "gui/plots/measurement.h"
#include "gui/plots/ring_strips.h"
#include "gui/tables/consumer_rows.h"

#include "monitor/history_feed.h"

#include "widgets/strip_plot.h"
#include "widgets/theme.h"
#include "widgets/units.h"

#include <gtest/gtest.h>

#include <QMouseEvent>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <limits>
#include <memory>

namespace {

using gui::RingSession;
using gui::ShownConsumers;
using gui_test::at;
using gui_test::reading;
using monitor::Quantity;

std::vector<std::string> manyConsumers(int count)
{
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) {
        ids.push_back("cp_" + std::to_string(i));
    }
    return ids;
}

/// A ring that is sampled 100 times a second from 0 on.
class Recorded {
public:
    explicit Recorded(std::vector<std::string> consumers)
        : m_consumers(std::move(consumers))
        , m_feed(m_history, "orders")
    {
    }

    /// @param lag percent, of the consumer with that number at that time
    template <typename Lag>
    void sample(double from, double to, Lag lag)
    {
        for (int tick = static_cast<int>(std::lround(from * 100)); tick < std::lround(to * 100);
             ++tick) {
            const double time = tick / 100.0;
            monitor::RingReading now = reading(time, m_consumers);
            now.producer.sequence = tick * 100 - 1;
            now.free = now.capacity;
            for (std::size_t i = 0; i < now.consumers.size(); ++i) {
                const double percent = lag(i, time);
                now.consumers[i].lag_percent = percent;
                now.consumers[i].lag_events = static_cast<std::uint64_t>(percent * 40.96);
                now.free = std::min(now.free, now.capacity - now.consumers[i].lag_events);
            }
            m_feed.add(now);
        }
    }

    [[nodiscard]] const monitor::History& history() const { return *m_history; }

private:
    std::vector<std::string> m_consumers;
    std::shared_ptr<monitor::History> m_history = std::make_shared<monitor::History>();
    monitor::HistoryFeed m_feed;
};

TEST(Measurement, TellsWhatHappenedBetweenTheMarkersInEitherOrder)
{
    Recorded ring({"cp_0", "cp_1"});
    ring.sample(0, 10, [](std::size_t consumer, double time) {
        return consumer == 1 && std::abs(time - 4) < 0.001 ? 75.0 : 10.0;
    });
    RingSession session("orders");
    session.apply(reading(10, {"cp_0", "cp_1"}));
    for (const bool backwards : {false, true}) {
        const gui::Measurement found
            = gui::measure(session, ring.history(), at(backwards ? 5 : 3), at(backwards ? 3 : 5));
        EXPECT_EQ(found.length, std::chrono::seconds(2));
        EXPECT_EQ(found.events, 20'000);
        EXPECT_EQ(found.lagMax, 75);
        EXPECT_EQ(found.slowest, QStringLiteral("cp_1"));
        EXPECT_EQ(found.freeMin, 4096 - 3072);
        EXPECT_TRUE(found.text().contains(QStringLiteral("mean 10.0\u202Fk ev/s")))
            << found.text().toStdString();
    }
}

TEST(Measurement, ASpikeBeforeOrAfterIsNotCounted)
{
    Recorded ring({"cp_0"});
    ring.sample(0, 10, [](std::size_t, double time) {
        return std::abs(time - 2) < 0.001 || std::abs(time - 6) < 0.001 ? 90.0 : 10.0;
    });
    RingSession session("orders");
    EXPECT_EQ(gui::measure(session, ring.history(), at(2.005), at(5.995)).lagMax, 90)
        << "the value that stood when it began";
    EXPECT_EQ(gui::measure(session, ring.history(), at(2.015), at(5.995)).lagMax, 10);
}

TEST(Measurement, WhatIsNotKnownIsADash)
{
    const monitor::History empty;
    const RingSession session("orders");
    const gui::Measurement found = gui::measure(session, empty, at(1), at(2));
    EXPECT_FALSE(found.events);
    EXPECT_FALSE(found.lagMax);
    EXPECT_TRUE(found.text().contains(QStringLiteral("Δevents –")));
}

TEST(HistorySource, ABandReachesFromTheLeastToTheGreatest)
{
    Recorded ring({"cp_0", "cp_1", "cp_2"});
    ring.sample(0, 2,
        [](std::size_t consumer, double) { return 50.0 - 20.0 * static_cast<double>(consumer); });
    gui::HistorySource source(ring.history());
    const int band = source.addBand({{"orders", Quantity::LagPercent, "cp_0"},
        {"orders", Quantity::LagPercent, "cp_1"}, {"orders", Quantity::LagPercent, "cp_2"}});
    std::vector<widgets::Span> columns(10);
    source.spans(band, gui::plotSeconds(at(0)), gui::plotSeconds(at(2)), columns);
    for (const widgets::Span& column : columns) {
        EXPECT_TRUE(column.valid);
        EXPECT_EQ(column.min, 10);
        EXPECT_EQ(column.max, 50);
    }
    EXPECT_EQ(source.valueAt(band, gui::plotSeconds(at(1))), 50);
}

TEST(ShownConsumers, AllHaveTheirCurveWhileTheyAreFew)
{
    RingSession session("orders");
    session.apply(reading(1, manyConsumers(12)));
    const ShownConsumers shown = gui::shownConsumers(session, {});
    EXPECT_EQ(shown.single, manyConsumers(12));
    EXPECT_TRUE(shown.others.empty());
}

TEST(ShownConsumers, OfManyTheSelectedAndTheSlowestHaveACurveAndTheRestABand)
{
    RingSession session("orders");
    monitor::RingReading now = reading(1, manyConsumers(20));
    for (std::size_t i = 0; i < now.consumers.size(); ++i) {
        now.consumers[i].lag_percent = static_cast<double>(i);
    }
    session.apply(now);
    session.selectConsumer("cp_0");
    const ShownConsumers shown = gui::shownConsumers(session, {});
    EXPECT_EQ(shown.single.size(), 11U);
    EXPECT_EQ(shown.others.size(), 9U);
    EXPECT_EQ(shown.single.front(), "cp_0");
    EXPECT_EQ(shown.single.back(), "cp_19");
    EXPECT_EQ(shown.others.front(), "cp_1");
}

TEST(ShownConsumers, ALittleMoreLagChangesNoCurve)
{
    RingSession session("orders");
    monitor::RingReading now = reading(1, manyConsumers(13));
    session.apply(now);
    const ShownConsumers before = gui::shownConsumers(session, {});
    now.consumers.back().lag_percent = 2;
    session.apply(now);
    EXPECT_EQ(gui::shownConsumers(session, before), before);
    now.consumers.back().lag_percent = 20;
    session.apply(now);
    EXPECT_NE(gui::shownConsumers(session, before), before);
}

TEST(RingStrips, TheBandLiesUnderTheCurvesAndSaysHowManyItIs)
{
    const monitor::History empty;
    gui::HistorySource source(empty);
    RingSession session("orders");
    session.apply(reading(1, manyConsumers(20)));
    const std::vector<widgets::Strip> strips
        = gui::ringStrips(session, gui::shownConsumers(session, {}), source);
    EXPECT_EQ(strips[0].series.size(), 12U);
    EXPECT_EQ(strips[0].series.front().name, QStringLiteral("9 others"));
    EXPECT_EQ(strips[1].series.front().name, QStringLiteral("producer"));
}

TEST(RingStrips, LatencyIsThereOnlyWhereItIsRecorded)
{
    const auto history = std::make_shared<monitor::History>();
    gui::HistorySource source(*history);
    RingSession session("orders");
    session.apply(reading(1, {"cp_0"}));
    EXPECT_EQ(gui::ringStrips(session, gui::shownConsumers(session, {}), source).size(), 4U);
    monitor::HistoryFeed feed(history, "orders");
    feed.set_latency(monitor::LatencyShares{1e-6, 2e-6, 3e-6});
    feed.add(reading(2, {"cp_0"}));
    const std::vector<widgets::Strip> strips
        = gui::ringStrips(session, gui::shownConsumers(session, {}), source);
    ASSERT_EQ(strips.size(), 5U);
    EXPECT_EQ(strips[4].series.size(), 3U);
    EXPECT_EQ(source.valueAt(strips[4].series[1].source, gui::plotSeconds(at(2))), 2e-6);
}

TEST(RingStrips, ALagInTimeSaysWhatCouldBeMeasured)
{
    const monitor::History empty;
    gui::HistorySource source(empty);
    RingSession session("orders");
    session.apply(reading(100, {"cp_0"}));
    const widgets::ValueText text
        = gui::ringStrips(session, gui::shownConsumers(session, {}), source)[2].valueText;
    const double first = gui::plotSeconds(at(100));
    EXPECT_EQ(text(0, first + 60), QStringLiteral("0"));
    EXPECT_EQ(text(0.004, first + 60), QStringLiteral("< 10 ms"));
    EXPECT_EQ(text(0.031, first + 60), QStringLiteral("31 ms"));
    EXPECT_EQ(text(500, first + 600), QStringLiteral("> 120 s"));
    EXPECT_EQ(text(5, first + 5), QStringLiteral("> 5 s")) << "published before anybody looked";
}

TEST(RingStrips, TimeToFullIsAWordWhileThereIsNone)
{
    const monitor::History empty;
    gui::HistorySource source(empty);
    RingSession session("orders");
    session.apply(reading(1, {"cp_0"}));
    const std::vector<widgets::Strip> strips
        = gui::ringStrips(session, gui::shownConsumers(session, {}), source);
    const widgets::ValueText text = strips[3].figures.front().text;
    EXPECT_EQ(text(0, 1), QStringLiteral("held"));
    EXPECT_EQ(text(3.5, 1), QStringLiteral("3.50 s"));
    EXPECT_EQ(text(HUGE_VAL, 1), QStringLiteral("–"));
}

TEST(LaneEvents, HaveTheNotesOfTheUserAmongTheCaptionsInTheOrderOfTime)
{
    RingSession session("orders");
    session.apply(reading(1, {"cp_0"}));
    session.setCaptions({{at(5), QStringLiteral("healthy")}});
    session.addNote(at(9), QStringLiteral("later"));
    session.addNote(at(2), QStringLiteral("sooner"));
    const monitor::History empty;
    const auto captions = gui::laneEvents(session, empty, {at(0), at(10), {}}).captions;
    ASSERT_EQ(captions.size(), 3U);
    EXPECT_EQ(captions[0].text, QStringLiteral("sooner"));
    EXPECT_EQ(captions[1].text, QStringLiteral("healthy"));
    EXPECT_EQ(captions[2].text, QStringLiteral("later"));
}

TEST(ConsumerRows, HaveTheLagAtTheTimeThatIsPointedAt)
{
    Recorded ring({"cp_0"});
    ring.sample(0, 4, [](std::size_t, double time) { return time < 2 ? 25.0 : 50.0; });
    RingSession session("orders");
    session.apply(reading(4, {"cp_0"}));
    gui::LagSparklines sparklines;
    std::vector<widgets::ConsumerRow> rows = gui::consumerRows(session, ring.history(), sparklines);
    gui::addLagAt(rows, session, ring.history(), std::nullopt);
    EXPECT_FALSE(rows[0].lagAtCrosshair);
    gui::addLagAt(rows, session, ring.history(), at(1.999));
    EXPECT_EQ(rows[0].lagAtCrosshair, 1024U) << "the sample before, not the nearest";
}

/// The plot of a recorded ring, on the screen.
class RecordedPlot {
public:
    RecordedPlot(const Recorded& ring, double now)
        : m_source(std::make_shared<gui::HistorySource>(ring.history()))
        , m_session("orders")
    {
        m_session.apply(reading(0, {"cp_0"}));
        m_plot.setSource(m_source);
        std::vector<widgets::Strip> strips
            = gui::ringStrips(m_session, gui::shownConsumers(m_session, {}), *m_source);
        strips.resize(1);
        m_plot.setStrips(std::move(strips));
        m_plot.resize(900, 300);
        m_plot.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&m_plot));
        refresh(now);
    }

    [[nodiscard]] widgets::StripPlot& plot() { return m_plot; }
    void refresh(double now) { m_plot.refresh(gui::plotSeconds(at(now))); }
    /// From the upper edge to the highest point of the curve.
    [[nodiscard]] int highest()
    {
        const QImage image = m_plot.grab().toImage();
        const QRgb color = widgets::theme(m_plot.palette()).series(0).rgb();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < 740; ++x) {
                if (image.pixel(x, y) == color) {
                    return y;
                }
            }
        }
        return image.height();
    }

private:
    std::shared_ptr<gui::HistorySource> m_source;
    RingSession m_session;
    widgets::StripPlot m_plot;
};

TEST(Spike, OfOneSampleIsAsHighAtEveryZoomInEveryTierOfTheHistory)
{
    constexpr double kEnd = 900;  // the first samples are in steps of 1 s by then
    for (const double spike : {895.0, 500.0, 40.0}) {
        Recorded ring({"cp_0"});
        ring.sample(0, kEnd,
            [=](std::size_t, double time) { return std::abs(time - spike) < 0.001 ? 90.0 : 10.0; });
        RecordedPlot shown(ring, kEnd);
        int first = 0;
        for (const double window : {5.0, 30.0, 300.0, 890.0}) {
            const double from = gui::plotSeconds(at(spike - window / 2));
            shown.plot().zoomTo(from, from + window);
            const int highest = shown.highest();
            first = first == 0 ? highest : first;
            EXPECT_LT(highest, 150) << spike << ' ' << window;
            EXPECT_EQ(highest, first) << spike << ' ' << window;
        }
    }
}

TEST(FrozenView, AHundredZoomsAndDragsWhileDataStreamsLoseNoSample)
{
    const auto lag = [](std::size_t, double time) { return std::fmod(time * 37, 80); };
    Recorded touched({"cp_0"});
    Recorded untouched({"cp_0"});
    touched.sample(0, 10, lag);
    untouched.sample(0, 10, lag);
    RecordedPlot shown(touched, 10);
    QWidget* surface = shown.plot().childAt(300, 150);
    for (int i = 0; i < 100; ++i) {
        const double now = 10 + i * 0.05;
        touched.sample(now, now + 0.05, lag);
        shown.refresh(now);
        const QPoint place(150 + 5 * i, 150);
        QWheelEvent turned(place, surface->mapToGlobal(place), {}, {0, i % 3 == 0 ? -120 : 120},
            Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(surface, &turned);
        QTest::mousePress(surface, Qt::LeftButton, {}, place);
        QMouseEvent moved(QEvent::MouseMove, place + QPoint(40, 0),
            surface->mapToGlobal(place + QPoint(40, 0)), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(surface, &moved);
        QTest::mouseRelease(surface, Qt::LeftButton, {}, place + QPoint(40, 0));
    }
    untouched.sample(10, 15, lag);
    EXPECT_FALSE(shown.plot().follows());
    const monitor::SeriesKey key{"orders", Quantity::LagPercent, "cp_0"};
    std::vector<monitor::Column> with(1500);
    std::vector<monitor::Column> without(1500);
    ASSERT_TRUE(touched.history().query(key, at(0), at(15), with));
    ASSERT_TRUE(untouched.history().query(key, at(0), at(15), without));
    for (std::size_t i = 0; i < with.size(); ++i) {
        ASSERT_EQ(with[i].count, without[i].count) << i;
        ASSERT_EQ(with[i].min, without[i].min) << i;
        ASSERT_EQ(with[i].max, without[i].max) << i;
        ASSERT_EQ(with[i].last, without[i].last) << i;
    }
}

// Its name stands beside it in a narrow column.
TEST(TimeToFull, IsToldInMinutesWhereSecondsDoNotMatter)
{
    EXPECT_EQ(gui::timeToFullText(0), QStringLiteral("held"));
    EXPECT_EQ(gui::timeToFullText(1.5), widgets::durationText(1.5));
    EXPECT_EQ(gui::timeToFullText(119), widgets::durationText(119));
    EXPECT_EQ(gui::timeToFullText(125), QStringLiteral("2 min"));
    EXPECT_EQ(gui::timeToFullText(599), QStringLiteral("9 min"));
    EXPECT_EQ(gui::timeToFullText(2183), QStringLiteral("> 10 min"));
    EXPECT_EQ(gui::timeToFullText(std::numeric_limits<double>::infinity()), QStringLiteral("–"));
}

}  // namespace

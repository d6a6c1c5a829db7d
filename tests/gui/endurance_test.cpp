// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/readings.h"
#include "gui/window_test_support.h"

#include "gui/rings/ring_lookout.h"
#include "gui/tables/event_log.h"
#include "gui/tables/memory_pane.h"
#include "gui/window/work_panes.h"
#include "monitor/history_feed.h"
#include "support/hanging_mount.h"

#include <ringlib/ringlib.h>

#include <QFile>

#include <csignal>
#include <malloc.h>

namespace {

using namespace std::chrono_literals;
using gui_test::kWatchdogMs;
using gui_test::LiveRing;

/// Five samples a second of three consumers, one of which stalls for two seconds of each six.
class SimulatedDay {
public:
    void runUntil(double second)
    {
        for (; m_tick < static_cast<std::int64_t>(second * 5); ++m_tick) {
            const double now = static_cast<double>(m_tick) / 5;
            const bool held = std::fmod(now, 6) >= 4;
            const double since = std::floor(now / 6) * 6 + 4;
            const monitor::RingReading reading = held
                ? gui_test::heldReading(now, m_consumers, "cp_1", since)
                : gui_test::reading(now, m_consumers);
            m_feed.add(reading);
            if (m_tick % 50 == 0) {
                m_feed.add_gap(reading.sampled_at - 50ms, reading.sampled_at, 4);
            }
            m_session.apply(reading);
        }
    }
    [[nodiscard]] const monitor::History& history() const { return *m_history; }
    [[nodiscard]] const gui::RingSession& session() const { return m_session; }

private:
    const std::vector<std::string> m_consumers{"cp_0", "cp_1", "cp_2"};
    std::shared_ptr<monitor::History> m_history = std::make_shared<monitor::History>();
    monitor::HistoryFeed m_feed{m_history, "orders"};
    gui::RingSession m_session{"orders"};
    std::int64_t m_tick = 0;
};

std::size_t bytesInUse()
{
    return mallinfo2().uordblks;
}

TEST(SimulatedDay, TakesNoMoreMemoryThanItsFirstFourHours)
{
    constexpr double kHour = 3600;
    SimulatedDay day;
    day.runUntil(4 * kHour);  // by then every tier is full, and every list
    const std::size_t before = bytesInUse();
    const std::size_t kept = day.history().memory_used();
    const std::size_t marks = day.session().stateMarks().size();
    day.runUntil(24 * kHour);
    EXPECT_LT(bytesInUse(), before + 64UL * 1024);
    EXPECT_EQ(day.history().memory_used(), kept);
    EXPECT_EQ(day.session().stateMarks().size(), marks);
    EXPECT_LE(*day.history().oldest("orders"), gui_test::at(22.1 * kHour))
        << "two hours are there at its end";
    EXPECT_EQ(day.history().refused(), 0U);
}

using Unseen = gui_test::WindowTest;

TEST_F(Unseen, TakesEverySampleAndDrawsNothing)
{
    LiveRing ring;
    openAtTwoConsumers(ring);
    ASSERT_TRUE(QTest::qWaitFor([&] { return plot()->frames() > 0; }, kWatchdogMs));
    m_window->hide();
    const quint64 frames = plot()->frames();
    const auto hiddenAt = monitor::Clock::now();
    ring.signalConsumer(1, SIGSTOP);
    const gui::RingSession* session = m_window->workbench().current();
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return session->reading()->sampled_at > hiddenAt + 2s && !session->heldSpans().empty();
        },
        kWatchdogMs))
        << "what happens is noted";
    EXPECT_EQ(plot()->frames(), frames);
    EXPECT_EQ(m_window->workbench().counters().dropped_readings, 0U);
    std::vector<monitor::Column> columns(10);
    ASSERT_TRUE(m_window->workbench().history().query(
        {ring.name(), monitor::Quantity::FreeSlots, {}}, hiddenAt, hiddenAt + 2s, columns));
    std::uint64_t samples = 0;
    for (const monitor::Column& column : columns) {
        samples += column.count;
    }
    for (const monitor::Gap& gap :
        m_window->workbench().history().gaps(ring.name(), hiddenAt, hiddenAt + 2s)) {
        samples += gap.missed + 1;  // it is rounded down
    }
    EXPECT_GE(samples, 198U) << "of 200, taken or counted as missed";
    m_window->show();
    EXPECT_TRUE(QTest::qWaitFor([&] { return plot()->frames() > frames; }, kWatchdogMs));
}

TEST(Lookout, FindsTheOneRingAmongTenThousandFilesWhileTheWindowGoesOn)
{
    const QTemporaryDir folder;
    for (int i = 0; i < 10'000; ++i) {
        QFile file(folder.filePath(QStringLiteral("file-%1").arg(i)));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    }
    struct Event {
        std::uint64_t value;
    };
    const std::string path = folder.filePath(QStringLiteral("ring")).toStdString();
    const auto producer = ringlib::build_mmap_single_producer<Event>(path, 64).build_producer();
    ASSERT_TRUE(producer);
    const gui::RingLookout lookout({folder.path().toStdString()});
    int turns = 0;
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            ++turns;
            return lookout.find(path) != nullptr;
        },
        kWatchdogMs));
    EXPECT_GT(turns, 1) << "this thread has waited for nothing";
    EXPECT_LT(lookout.rings().size(), 1000U) << "files are no rings";
}

using Closing = gui_test::WindowTest;

TEST_F(Closing, WaitsForNoFileThatHangs)
{
    const ringtest::HangingMount mount;
    if (!mount.why_not().empty()) {
        GTEST_SKIP() << mount.why_not();
    }
    LiveRing ring;
    ring.startProducer();
    open();
    m_window->attach(ring.shownName());
    m_window->attach(QString::fromStdString(mount.file()));
    ASSERT_TRUE(leadBecomes(QStringLiteral("Waiting for ")));
    action(("showTab" + std::to_string(static_cast<int>(gui::WorkPanes::Tab::Memory))).c_str())
        ->trigger();
    EXPECT_TRUE(part<gui::MemoryPane>("memory")->isVisible());
    const auto end = monitor::Clock::now() + 3 * gui::MemoryReader::kInterval;
    EXPECT_TRUE(QTest::qWaitFor([&] { return monitor::Clock::now() > end; }, kWatchdogMs))
        << "the window goes on";
    EXPECT_EQ(part<gui::MemoryPane>("memory")->reader().reads(), 0U) << "one is under way";
    m_window->close();
    close();  // comes back while the files still hang
}

}  // namespace

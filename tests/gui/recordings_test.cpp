// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_test_support.h"

#include "gui/recordings/recorded_view.h"
#include "gui/recordings/recording_parts.h"

#include "monitor/recorded_ring.h"
#include "monitor/recording/summary.h"
#include "widgets/ring_view.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSlider>

#include <fstream>

namespace {

using gui_test::kWatchdogMs;
using gui_test::LiveRing;
using monitor::test::RecordedRing;

constexpr std::int64_t kSecond = 1000;

/// A window that looks at what a test recorded.
class RecordingsTest : public gui_test::WindowTest {
protected:
    RecordingsTest()
    {
        QSettings settings(settingsFile(), QSettings::IniFormat);
        settings.setValue(QStringLiteral("recordings/folder"), fileOf("saved"));
    }

    [[nodiscard]] QString fileOf(const char* name) const
    {
        return m_data.filePath(QLatin1String(name));
    }
    /// A ring that stalls after 20 of 60 seconds.
    QString record(const char* name, const std::string& why = "ended")
    {
        const QString path = fileOf(name);
        m_writer
            = monitor::test::record_ring(path.toStdString(), {"orders", 60 * kSecond, 20 * kSecond},
                why, [this](const monitor::RingReading& reading) { m_seen.push_back(reading); });
        return path;
    }
    [[nodiscard]] gui::Recordings& recordings() const
    {
        return m_window->recordings().recordings();
    }
    [[nodiscard]] const gui::RingSession* session() const
    {
        return m_window->workbench().current();
    }
    [[nodiscard]] bool isOpened() const
    {
        return QTest::qWaitFor(
            [this] { return session() != nullptr && recordings().current() != nullptr; },
            kWatchdogMs);
    }
    void openRecording(const char* name = "run.ringrec")
    {
        m_options.recordings = {record(name)};
        open();
        ASSERT_TRUE(isOpened());
    }
    [[nodiscard]] bool shows(monitor::TimePoint position) const
    {
        return QTest::qWaitFor(
            [&] {
                return recordings().current()->isUpToDate()
                    && recordings().current()->view().position == position;
            },
            kWatchdogMs);
    }
    [[nodiscard]] monitor::TimePoint at(double seconds) const
    {
        return recordings().current()->view().first
            + std::chrono::duration_cast<monitor::Duration>(std::chrono::duration<double>(seconds));
    }
    [[nodiscard]] bool isSaid(const char* words) const
    {
        return QTest::qWaitFor(
            [&] {
                const QStringList all = messages();
                return std::any_of(all.begin(), all.end(),
                    [&](const QString& message) { return message.contains(QLatin1String(words)); });
            },
            kWatchdogMs);
    }

    QTemporaryDir m_data;
    std::unique_ptr<monitor::recording::RecordingWriter> m_writer;
    std::vector<monitor::RingReading> m_seen;
};

TEST_F(RecordingsTest, OpensInTheSamePanesAndIsClearlyNotLive)
{
    openRecording();
    EXPECT_EQ(session()->ring(), "orders in run.ringrec");
    EXPECT_TRUE(m_window->windowTitle().contains(QStringLiteral("orders in run.ringrec")));
    EXPECT_TRUE(part<QWidget>("playback")->isVisible());
    EXPECT_TRUE(QTest::qWaitFor([&] { return table()->model()->rowCount() == 2; }, kWatchdogMs));
    EXPECT_TRUE(leadBecomes(QStringLiteral("cp_1"))) << lead().toStdString();
    const auto* mode = part<QAbstractButton>("status0");
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return mode->text().startsWith(QStringLiteral("PAUSED")); }, kWatchdogMs))
        << mode->text().toStdString();
    auto* tree = part<QAbstractItemView>("rings");
    EXPECT_TRUE(rowOf(*tree, QStringLiteral("orders in run.ringrec")).isValid());
    EXPECT_TRUE(messages().isEmpty()) << messages().join(u'\n').toStdString();
    EXPECT_EQ(m_window->journal().problems().rowCount(), 1) << "what went wrong in it";
    EXPECT_GE(m_window->journal().events().rowCount(), 4);
}

TEST_F(RecordingsTest, ShowsAtEachMomentWhatWasSeenThen)
{
    openRecording();
    const gui::RecordedView view = recordings().current()->view();
    for (std::size_t i = 0; i < m_seen.size(); i += 397) {
        recordings().seek(view.times.shown(m_seen[i].sampled_at));
        ASSERT_TRUE(shows(view.times.shown(m_seen[i].sampled_at)));
        const monitor::RingReading& shown = *session()->reading();
        EXPECT_EQ(shown.sampled_at, view.times.shown(m_seen[i].sampled_at));
        EXPECT_EQ(shown.producer.sequence, m_seen[i].producer.sequence);
        EXPECT_EQ(shown.diagnosis.sentence(), m_seen[i].diagnosis.sentence());
        ASSERT_EQ(shown.consumers.size(), m_seen[i].consumers.size());
        for (std::size_t k = 0; k < shown.consumers.size(); ++k) {
            EXPECT_EQ(shown.consumers[k].lag_events, m_seen[i].consumers[k].lag_events);
            EXPECT_EQ(shown.consumers[k].state, m_seen[i].consumers[k].state);
            EXPECT_EQ(shown.consumers[k].because, m_seen[i].consumers[k].because);
        }
    }
}

TEST_F(RecordingsTest, ScrubbingMovesTableRingViewSentenceAndPlots)
{
    openRecording();
    auto* slider = part<QSlider>("playbackSlider");
    slider->setValue(slider->maximum() / 6);  // 10 s: all is well
    ASSERT_TRUE(leadBecomes(QStringLiteral("is healthy"))) << lead().toStdString();
    const auto* view = part<widgets::RingView>("ringView");
    EXPECT_TRUE(QTest::qWaitFor([&] { return !view->state().held; }, kWatchdogMs));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return table()->model()->index(0, 4).data().toString() == QStringLiteral("0"); },
        kWatchdogMs))
        << table()->model()->index(0, 4).data().toString().toStdString();
    slider->setValue(slider->maximum());
    EXPECT_TRUE(leadBecomes(QStringLiteral("cp_1"))) << lead().toStdString();
}

TEST_F(RecordingsTest, GoesToTheMomentOfAProblem)
{
    openRecording();
    QTest::keyClick(m_window.get(), Qt::Key_F8);
    const gui::Moment moment = m_window->journal().problems().momentOf(0);
    EXPECT_TRUE(shows(moment.at));
}

TEST_F(RecordingsTest, PlaysByTheClockThatItIsGiven)
{
    openRecording();
    gui::OpenRecording& recording = *recordings().current();
    const monitor::TimePoint now = monitor::Clock::now() + std::chrono::hours(1);
    recording.playback().seek(at(5), now);
    recording.playback().set_speed(10, now);
    recording.playback().play(now);
    recording.show(now + std::chrono::milliseconds(500));
    EXPECT_EQ(recording.view().position, at(10));
    EXPECT_TRUE(recording.view().plays);
    recording.show(now + std::chrono::hours(2));
    EXPECT_EQ(recording.view().position, recording.view().last);
    EXPECT_FALSE(recording.view().plays) << "it ends at the end";
}

TEST_F(RecordingsTest, GoesOnAtTheBeginWhereItRepeats)
{
    openRecording();
    action("repeat")->trigger();
    EXPECT_TRUE(action("repeat")->isChecked());
    gui::OpenRecording& recording = *recordings().current();
    const monitor::TimePoint now = monitor::Clock::now() + std::chrono::hours(1);
    recording.playback().seek(recording.view().last, now);
    recording.playback().play(now);
    recording.show(now + std::chrono::seconds(1));
    EXPECT_EQ(recording.view().position, at(1));
    recording.show(now + std::chrono::hours(2));
    EXPECT_TRUE(recording.view().plays);
}

TEST_F(RecordingsTest, IsPlayedByKeys)
{
    openRecording();
    QTest::keyClick(m_window.get(), Qt::Key_Home, Qt::ControlModifier);
    EXPECT_TRUE(shows(at(0)));
    QTest::keyClick(m_window.get(), Qt::Key_Period);
    EXPECT_TRUE(shows(at(0.1)));
    QTest::keyClick(m_window.get(), Qt::Key_Comma);
    EXPECT_TRUE(shows(at(0)));
    QTest::keyClick(m_window.get(), Qt::Key_BracketRight);
    EXPECT_EQ(recordings().current()->view().speed, 2);
    QTest::keyClick(m_window.get(), Qt::Key_P);
    EXPECT_TRUE(recordings().current()->view().plays);
    EXPECT_TRUE(action("play")->isChecked());
    QTest::keyClick(m_window.get(), Qt::Key_P);
    EXPECT_FALSE(recordings().current()->view().plays);
    QTest::keyClick(m_window.get(), Qt::Key_End, Qt::ControlModifier);
    EXPECT_TRUE(shows(recordings().current()->view().last));
}

TEST_F(RecordingsTest, TheViewStaysWithinTheRecordingAndFollowsTheMoment)
{
    openRecording();
    const gui::RecordedView view = recordings().current()->view();
    const double last = std::chrono::duration<double>(view.last.time_since_epoch()).count();
    const double first = std::chrono::duration<double>(view.first.time_since_epoch()).count();
    EXPECT_NEAR(plot()->windowSeconds(), last - first, 0.01) << "all of it is in view";
    EXPECT_NEAR(plot()->viewedNow(), last, 0.01);
    plot()->setWindowSeconds(10);
    recordings().seek(at(30));
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return std::abs(plot()->viewedNow() - (first + 30)) < 0.01; }, kWatchdogMs))
        << "now goes back";
    recordings().seek(at(3));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return std::abs(plot()->viewedNow() - (first + 10)) < 0.01; }, kWatchdogMs))
        << "nothing before its begin is shown";
    plot()->zoomTo(last + 100, last + 110);
    EXPECT_LE(plot()->viewedNow(), last + 0.01);
}

TEST_F(RecordingsTest, StandsBesideLiveRingsAndIsClosedLikeThem)
{
    LiveRing ring;
    ring.startProducer();
    ring.startConsumer("cp_0");
    openRecording();
    const double window = std::chrono::duration<double>(m_options.window).count();
    m_window->attach(ring.shownName());
    EXPECT_FALSE(part<QWidget>("playback")->isVisible());
    EXPECT_FALSE(action("play")->isEnabled());
    EXPECT_EQ(plot()->windowSeconds(), window) << "a live ring has the window back that it had";
    EXPECT_TRUE(leadBecomes(ring.shownName()));
    m_window->attach(QStringLiteral("orders in run.ringrec"));
    EXPECT_TRUE(part<QWidget>("playback")->isVisible());
    EXPECT_FALSE(action("clearHistory")->isEnabled()) << "a file is not forgotten";
    action("detach")->trigger();
    EXPECT_TRUE(recordings().all().empty());
    EXPECT_EQ(session()->ring(), ring.name());
    EXPECT_FALSE(part<QWidget>("playback")->isVisible());
}

TEST_F(RecordingsTest, OfOneNameAreToldApart)
{
    const QString path = record("run.ringrec");
    m_options.recordings = {path, path};
    open();
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return m_window->workbench().sessions().size() == 2; }, kWatchdogMs));
    EXPECT_NE(m_window->workbench().find("orders in run.ringrec"), nullptr);
    EXPECT_NE(m_window->workbench().find("orders in run.ringrec (2)"), nullptr);
}

TEST_F(RecordingsTest, ThatWasCutOpensAsFarAsItIsGoodAndSaysSoInOneLine)
{
    const QString path = record("cut.ringrec");
    QFile file(path);
    ASSERT_TRUE(file.resize(file.size() * 2 / 3));
    m_options.recordings = {path};
    open();
    ASSERT_TRUE(isOpened());
    ASSERT_EQ(messages().size(), 1) << messages().join(u'\n').toStdString();
    EXPECT_TRUE(messages().first().contains(QStringLiteral("cut.ringrec: cut: good up to byte")))
        << messages().first().toStdString();
}

TEST_F(RecordingsTest, ThatIsNoneOrIsNotThereIsSaidSo)
{
    const QString none = fileOf("none.ringrec");
    std::ofstream(none.toStdString()) << "something else, long enough";
    m_options.recordings = {none, fileOf("absent.ringrec"), m_data.path()};
    open();
    EXPECT_TRUE(isSaid("none.ringrec: no recording"));
    EXPECT_TRUE(isSaid("absent.ringrec: No such file"));
    EXPECT_TRUE(isSaid("not a file"));
    EXPECT_TRUE(startPage()->isVisible());
}

TEST_F(RecordingsTest, CanBeGivenUpWhileItIsRead)
{
    const QString path = record("run.ringrec");
    open();
    recordings().open(path);
    EXPECT_TRUE(part<QWidget>("loading")->isVisible());
    QTest::mouseClick(part<QPushButton>("cancelLoading"), Qt::LeftButton);
    EXPECT_FALSE(part<QWidget>("loading")->isVisible());
    recordings().open(path);  // the next one is not held up
    ASSERT_TRUE(isOpened());
    EXPECT_EQ(m_window->workbench().sessions().size(), 1U) << "the first one never comes";
}

TEST_F(RecordingsTest, IsOpenedByDroppingItsFile)
{
    const QString path = record("run.ringrec");
    open();
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter({100, 100}, Qt::CopyAction, &files, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop({100, 100}, Qt::CopyAction, &files, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &drop);
    EXPECT_TRUE(isOpened());
}

TEST_F(RecordingsTest, IsOfferedOnTheStartPageTheNextTime)
{
    openRecording();
    m_window->close();
    close();
    m_options.recordings.clear();
    open();
    auto* recent = part<QListWidget>("recentFiles");
    ASSERT_EQ(recent->count(), 1);
    EXPECT_EQ(recent->item(0)->text(), QStringLiteral("run.ringrec"));
    doubleClick(*recent, recent->model()->index(0, 0));
    EXPECT_TRUE(isOpened());
}

TEST_F(RecordingsTest, HostileNamesInItAreShownHarmless)
{
    const QString path = fileOf("bad.ringrec");
    m_writer = monitor::test::record_ring(
        path.toStdString(), {"evil\x1b[31m\n<b>ring</b>", 3 * kSecond, kSecond});
    m_options.recordings = {path};
    open();
    ASSERT_TRUE(isOpened());
    EXPECT_FALSE(m_window->windowTitle().contains(QChar(0x1b)));
    EXPECT_FALSE(lead().contains(QChar(0x1b)));
    EXPECT_FALSE(lead().contains(u'\n'));
}

/// The window at a live ring.
class SavingTest : public RecordingsTest {
protected:
    void openAtARing()
    {
        openAtTwoConsumers(m_ring);
        ASSERT_TRUE(QTest::qWaitFor(
            [&] {
                return session()->reading()
                    && session()->reading()->sampled_at - *session()->firstSample()
                    > std::chrono::milliseconds(500);
            },
            kWatchdogMs));
    }
    [[nodiscard]] QStringList savedFiles() const
    {
        return QDir(fileOf("saved")).entryList(QDir::Files);
    }
    [[nodiscard]] static monitor::recording::Summary summaryOf(const QString& path)
    {
        return monitor::recording::summarise(path.toStdString()).value();
    }

    LiveRing m_ring;
};

TEST_F(SavingTest, WhatAlreadyHappenedIsSavedByOneKey)
{
    openAtARing();
    QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
    ASSERT_TRUE(isSaid("Saved "));
    ASSERT_EQ(savedFiles().size(), 1);
    const auto summary = summaryOf(fileOf("saved/") + savedFiles().first());
    EXPECT_TRUE(summary.end.whole);
    ASSERT_EQ(summary.rings.size(), 1U);
    EXPECT_EQ(summary.rings[0].name, m_ring.name());
    EXPECT_EQ(summary.rings[0].consumers.size(), 2U);
    EXPECT_GE(summary.rings[0].samples, 40U);
    EXPECT_EQ(summary.rings[0].begin, session()->firstSample()) << "from the first sample on";
}

TEST_F(SavingTest, ARecordingOfTheLiveRingReplaysWhatWasSeen)
{
    openAtARing();
    m_window->recordings().saving().save({}, fileOf("saved.ringrec"));
    ASSERT_TRUE(isSaid("Saved "));
    recordings().open(fileOf("saved.ringrec"));
    ASSERT_TRUE(isOpened());
    const gui::RecordedView view = recordings().current()->view();
    const monitor::History& live = m_window->workbench().history();
    int compared = 0;
    for (const auto quantity :
        {monitor::Quantity::LagEvents, monitor::Quantity::ConsumedPerSecond}) {
        for (auto time = view.first; time <= view.last; time += std::chrono::milliseconds(7)) {
            const auto seen
                = live.value_at({m_ring.name(), quantity, "cp_1"}, view.times.recorded(time));
            const auto replayed
                = view.history->value_at({session()->ring(), quantity, "cp_1"}, time);
            EXPECT_EQ(seen, replayed);
            compared += seen ? 1 : 0;
        }
    }
    EXPECT_GT(compared, 50);
}

TEST_F(SavingTest, HoldsTheNotesThatWereWritten)
{
    openAtARing();
    const monitor::TimePoint at = session()->reading()->sampled_at;
    m_window->workbench().current()->addNote(at, QStringLiteral("here it began"));
    const QString path = fileOf("saved.ringrec");
    m_window->recordings().saving().save({}, path);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return messages().join(u'\n').contains(QStringLiteral("Saved")); }, kWatchdogMs));
    recordings().open(path);
    ASSERT_TRUE(QTest::qWaitFor([&] { return recordings().current() != nullptr; }, kWatchdogMs));
    ASSERT_EQ(session()->notes().size(), 1U);
    EXPECT_EQ(session()->notes()[0].text, QStringLiteral("here it began"));
    EXPECT_NEAR(monitor::to_seconds(session()->notes()[0].at - at), 0, 0.001);
}

TEST_F(SavingTest, IsRecordedFromOneKeyToTheNext)
{
    openAtARing();
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier);
    ASSERT_TRUE(isSaid("Records all rings into "));
    EXPECT_TRUE(action("record")->isChecked());
    const auto* status = part<QAbstractButton>("status2");
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return status->text().startsWith(QStringLiteral("recording all-rings-")); },
        kWatchdogMs));
    const monitor::TimePoint begun = monitor::Clock::now();
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return session()->reading()->sampled_at > begun; }, kWatchdogMs));
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier);
    ASSERT_TRUE(isSaid("Recorded in "));
    EXPECT_FALSE(action("record")->isChecked());
    ASSERT_EQ(savedFiles().size(), 1);
    const auto summary = summaryOf(fileOf("saved/") + savedFiles().first());
    EXPECT_EQ(summary.end.why, "ended by its user");
}

TEST_F(SavingTest, IsRecordedIntoTheFileOfTheCommandLineUntilTheWindowCloses)
{
    m_options.recordFile = fileOf("asked.ringrec");
    openAtARing();
    EXPECT_TRUE(action("record")->isChecked());
    close();
    const auto summary = summaryOf(m_options.recordFile);
    EXPECT_TRUE(summary.end.whole) << summary.end.why;
    EXPECT_GE(summary.rings.at(0).samples, 40U);
}

TEST_F(SavingTest, IntoAFileThatIsThereIsRefusedInALineAndTheFileIsAsItWas)
{
    m_options.recordFile = fileOf("mine.ringrec");
    std::ofstream(m_options.recordFile.toStdString()) << "mine";
    openAtARing();
    EXPECT_TRUE(isSaid("mine.ringrec: there already"));
    EXPECT_FALSE(action("record")->isChecked());
    m_window->recordings().saving().save({}, m_options.recordFile);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] {
            const auto all = part<gui::MessageList>("messages")->messages();
            return all.size() == 1 && all.front().count == 2;
        },
        kWatchdogMs))
        << "said again, it is counted";
    QFile file(m_options.recordFile);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll(), "mine");
}

}  // namespace

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_test_support.h"

#include "gui/recordings/recorded_view.h"
#include "gui/recordings/recording_flaws.h"
#include "gui/recordings/recording_parts.h"

#include "monitor/recorded_ring.h"
#include "monitor/recording/load.h"

#include <QDir>
#include <QFile>
#include <QSettings>

namespace {

using gui_test::kWatchdogMs;
using monitor::test::at_ms;
using monitor::test::kRecordedBegin;

/// A window whose recordings go into a folder of their own.
class RecordingsEdge : public gui_test::WindowTest {
protected:
    RecordingsEdge()
    {
        QSettings settings(settingsFile(), QSettings::IniFormat);
        settings.setValue(QStringLiteral("recordings/folder"), saved());
    }
    [[nodiscard]] QString saved() const { return m_data.filePath(QStringLiteral("saved")); }
    [[nodiscard]] QStringList savedFiles() const { return QDir(saved()).entryList(QDir::Files); }
    [[nodiscard]] bool isSaid(const QString& words) const
    {
        return QTest::qWaitFor([&] { return messages().join(u'\n').contains(words); }, kWatchdogMs);
    }

    QTemporaryDir m_data;
};

/// One that has more producers than there are lines for, and is closed early.
void recordManyProducers(monitor::recording::RecordingWriter& writer, const std::string& name)
{
    auto& track = writer.add(name);
    track.attached(monitor::test::info_of(1));
    constexpr std::int64_t kProducers = 11'000;
    for (std::int64_t i = 0; i <= kProducers; ++i) {
        auto snapshot = monitor::test::snapshot_of(i, {});
        snapshot.taken_ns = static_cast<std::uint64_t>(kRecordedBegin + i) * 1'000'000;
        snapshot.producer.epoch = static_cast<std::uint64_t>(i) + 1;
        if (i == kProducers) {
            snapshot.stream_end = ringlib::StreamEnd{};
        }
        track.sampled(snapshot, {}, at_ms(kRecordedBegin + i));
        writer.tick(at_ms(kRecordedBegin + i));
    }
}

TEST_F(RecordingsEdge, OpensAtItsEndHoweverMuchHappenedBefore)
{
    const QString path = m_data.filePath(QStringLiteral("run.ringrec"));
    auto writer = monitor::recording::RecordingWriter::create(
        path.toStdString(), monitor::test::recording_configuration())
                      .value();
    recordManyProducers(*writer, "orders");
    writer->close("ended");
    m_options.recordings = {path};
    open();
    EXPECT_TRUE(leadBecomes(QStringLiteral("is closed"))) << lead().toStdString();
    EXPECT_TRUE(isSaid(QStringLiteral("changes are not listed"))) << "or it is no test";
}

TEST(RecordingFlaws, AreCountedInWords)
{
    monitor::recording::LoadedRecording loaded;
    loaded.end.whole = true;
    loaded.first = at_ms(0);
    loaded.history = std::make_shared<monitor::History>(monitor::HistoryOptions());
    EXPECT_EQ(gui::flawsOf(loaded), QString());
    loaded.left_out.samples = 1;
    EXPECT_EQ(gui::flawsOf(loaded), QStringLiteral("1 sample cannot be true and is left out"));
    loaded.left_out.samples = 2;
    EXPECT_EQ(gui::flawsOf(loaded), QStringLiteral("2 samples cannot be true and are left out"));
}

TEST_F(RecordingsEdge, WithNothingAttachedIsNotBegun)
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier);
    EXPECT_TRUE(isSaid(QStringLiteral("Nothing is attached that could be recorded")));
    EXPECT_FALSE(action("record")->isChecked());
    EXPECT_TRUE(savedFiles().isEmpty());
}

TEST_F(RecordingsEdge, OfARingThatNeverCameLeavesNoFileAndSaysSo)
{
    open();
    m_window->workbench().attach("ringscope-test-no-such-ring");
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier);
    ASSERT_TRUE(isSaid(QStringLiteral("Records all rings into ")));
    ASSERT_EQ(savedFiles().size(), 1);
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier);
    EXPECT_TRUE(isSaid(QStringLiteral("Nothing was recorded: no ring was there")));
    EXPECT_TRUE(savedFiles().isEmpty());
}

TEST_F(RecordingsEdge, ThatWasAskedForByNameIsThereAlsoWithoutASample)
{
    m_options.recordFile = m_data.filePath(QStringLiteral("asked.ringrec"));
    open();
    ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(m_options.recordFile); }, kWatchdogMs));
    ASSERT_TRUE(isSaid(QStringLiteral("Records all rings into ")));
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier);
    EXPECT_TRUE(isSaid(QStringLiteral("Nothing was recorded: no ring was there")));
    EXPECT_TRUE(QFile::exists(m_options.recordFile));
}

}  // namespace

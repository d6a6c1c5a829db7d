// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/small_disk.h"
#include "gui/window_test_support.h"

#include "gui/recordings/recording_parts.h"
#include "gui/workspaces/workspaces.h"

#include <QFile>

#include <functional>

/// Everything that the window writes for others, onto a disk that takes nothing.
namespace {

using gui_test::kWatchdogMs;
using gui_test::LiveRing;
using gui_test::SmallDisk;

struct Written {
    const char* name;
    void (*write)(gui::MainWindow& window, const QString& path);
};

class Disk : public gui_test::WindowTest, public testing::WithParamInterface<Written> {
protected:
    void SetUp() override
    {
        if (!m_disk.isThere()) {
            GTEST_SKIP() << "no file system of our own here: " << m_disk.whyNot();
        }
        openAtTwoConsumers(m_ring);
        ASSERT_TRUE(QTest::qWaitFor(
            [&] {
                const gui::RingSession& session = *m_window->workbench().current();
                return session.reading()->sampled_at - *session.firstSample()
                    > std::chrono::milliseconds(500)
                    && plot()->frames() > 0;
            },
            kWatchdogMs));
    }
    void write() { GetParam().write(*m_window, path()); }
    [[nodiscard]] QString path() const { return m_disk.file(GetParam().name); }
    [[nodiscard]] bool isSaid(const char* words) const
    {
        return QTest::qWaitFor(
            [&] { return messages().join(u'\n').contains(QLatin1String(words)); }, kWatchdogMs);
    }

    SmallDisk m_disk;
    LiveRing m_ring;
};

TEST_P(Disk, ThatIsFullIsNamedAndNothingIsLeftOnIt)
{
    m_disk.fill();
    write();
    EXPECT_TRUE(isSaid("No space left on device")) << messages().join(u'\n').toStdString();
    EXPECT_EQ(m_disk.files(), QStringList{QStringLiteral("filler")});
}

TEST_P(Disk, ThatIsFullKeepsTheFileThatWasThere)
{
    QFile mine(path());
    ASSERT_TRUE(mine.open(QIODevice::WriteOnly));
    mine.write("mine");
    mine.close();
    m_disk.fill();
    write();
    EXPECT_TRUE(QTest::qWaitFor([&] { return !messages().isEmpty(); }, kWatchdogMs));
    ASSERT_TRUE(mine.open(QIODevice::ReadOnly));
    EXPECT_EQ(mine.readAll(), "mine");
    EXPECT_EQ(m_disk.files().size(), 2) << m_disk.files().join(u' ').toStdString();
}

TEST_P(Disk, ThatIsReadOnlyIsNamed)
{
    m_disk.setReadOnly();
    write();
    EXPECT_TRUE(isSaid("Read-only file system")) << messages().join(u'\n').toStdString();
}

INSTANTIATE_TEST_SUITE_P(Window, Disk,
    testing::Values(Written{"a.png",
                        [](gui::MainWindow& window, const QString& path) {
                            window.recordings().exports().exportPng(path);
                        }},
        Written{"a.svg",
            [](gui::MainWindow& window, const QString& path) {
                window.recordings().exports().exportSvg(path);
            }},
        Written{"a.csv",
            [](gui::MainWindow& window, const QString& path) {
                window.recordings().exports().exportCsv(path);
            }},
        Written{"a.json",
            [](gui::MainWindow& window, const QString& path) {
                window.recordings().exports().exportSnapshot(path);
            }},
        Written{"a.ringrec",
            [](gui::MainWindow& window, const QString& path) {
                window.recordings().saving().save({}, path);
            }},
        Written{"a.workspace",
            [](gui::MainWindow& window, const QString& path) {
                window.findChild<gui::Workspaces*>()->save(path);
            }}),
    [](const testing::TestParamInfo<Written>& tested) {
        return std::string(tested.param.name).substr(2);
    });

}  // namespace

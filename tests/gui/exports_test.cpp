// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_test_support.h"

#include "gui/plots/plot_picture.h"
#include "gui/recordings/recording_parts.h"

#include "monitor/recorded_ring.h"

#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImage>

#include <nlohmann/json.hpp>

#include <csignal>
#include <fstream>
#include <functional>
#include <sys/resource.h>

namespace {

using gui_test::kWatchdogMs;

constexpr std::int64_t kSecond = 1000;

class ExportTest : public gui_test::WindowTest {
protected:
    /// A ring of a recording: cp_1 stalls at 20 of 60 s.
    void openRecording()
    {
        m_writer = monitor::test::record_ring(
            fileOf("run.ringrec").toStdString(), {"orders", 60 * kSecond, 20 * kSecond});
        m_options.recordings = {fileOf("run.ringrec")};
        open();
        ASSERT_TRUE(QTest::qWaitFor(
            [&] { return m_window->workbench().current() != nullptr && plot()->frames() > 0; },
            kWatchdogMs));
    }
    [[nodiscard]] QString fileOf(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name));
    }
    [[nodiscard]] gui::ExportCommands& exports() const { return m_window->recordings().exports(); }
    [[nodiscard]] bool isSaid(const QString& words) const
    {
        return QTest::qWaitFor([&] { return messages().join(u'\n').contains(words); }, kWatchdogMs);
    }
    [[nodiscard]] static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
        return file.readAll();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<monitor::recording::RecordingWriter> m_writer;
};

TEST_F(ExportTest, APictureOfThePlotsHasTwiceTheirPixels)
{
    openRecording();
    const QSize seen = plot()->pictureSize();
    EXPECT_GT(seen.height(), plot()->height()) << "a head above";
    exports().exportPng(fileOf("plots.png"));
    ASSERT_TRUE(isSaid(QStringLiteral("Wrote the plots")));
    const QImage image(fileOf("plots.png"));
    EXPECT_EQ(image.size(), seen * 2);
}

TEST_F(ExportTest, APictureSaysWhatItShows)
{
    openRecording();
    const gui::PlotPicture picture(*plot(), *m_window->workbench().current());
    EXPECT_EQ(picture.title(), QStringLiteral("orders, 4096 × 64 B"));
    EXPECT_TRUE(picture.subtitle().contains(QStringLiteral("recorded in run.ringrec")))
        << picture.subtitle().toStdString();
    const QString svg = QString::fromUtf8(picture.svg());
    for (const char* words :
        {"orders, 4096", "recorded in run.ringrec", "cp_0", "cp_1", "moment"}) {
        EXPECT_TRUE(svg.contains(QLatin1String(words))) << words;
    }
}

TEST_F(ExportTest, ADrawingIsOfLinesAndLettersNotOfPixels)
{
    openRecording();
    exports().exportSvg(fileOf("plots.svg"));
    ASSERT_TRUE(isSaid(QStringLiteral("Wrote the plots")));
    const QByteArray svg = contentOf(fileOf("plots.svg"));
    EXPECT_TRUE(svg.startsWith("<?xml"));
    EXPECT_TRUE(svg.trimmed().endsWith("</svg>"));
    EXPECT_FALSE(svg.contains("<image")) << "no pixels in it";
    EXPECT_GT(svg.count("<text"), 10);
}

TEST_F(ExportTest, SamplesOfTheTimeInViewAreRowsAsRingctlHasThem)
{
    openRecording();
    const auto view = m_window->recordings().recordings().current()->view();
    const double first = std::chrono::duration<double>(view.first.time_since_epoch()).count();
    plot()->setWindowSeconds(2);
    plot()->zoomTo(first + 19, first + 21.16);  // 2 s, and the room after them
    exports().exportCsv(fileOf("samples.csv"));
    ASSERT_TRUE(isSaid(QStringLiteral("samples to"))) << messages().join(u'\n').toStdString();
    const QList<QByteArray> lines = contentOf(fileOf("samples.csv")).trimmed().split('\n');
    EXPECT_EQ(lines.first(),
        "time_s,ring,published,events_per_s,used,free,consumer,sequence,lag_events,lag_percent,"
        "lag_s,consumer_events_per_s,state");
    EXPECT_NEAR(double(lines.size() - 1), 400, 4) << "two consumers, 200 samples";
    EXPECT_TRUE(lines[1].startsWith("0.000000,orders,190")) << lines[1].toStdString();
    EXPECT_TRUE(lines.last().contains(",cp_1,19990,1")) << lines.last().toStdString();
}

TEST_F(ExportTest, ASnapshotIsThatOfRingctl)
{
    openRecording();
    exports().exportSnapshot(fileOf("ring.json"));
    ASSERT_TRUE(isSaid(QStringLiteral("Wrote the snapshot")));
    const auto json = nlohmann::json::parse(contentOf(fileOf("ring.json")).toStdString());
    EXPECT_EQ(json.at("schema"), "ringscope.ring/1");
    EXPECT_EQ(json.at("consumers").at(1).at("id"), "cp_1");
    EXPECT_EQ(json.at("capacity"), 4096);
}

TEST_F(ExportTest, APictureIsCopied)
{
    openRecording();
    const QSize seen = plot()->pictureSize();
    action("copyPicture")->trigger();
    EXPECT_EQ(QGuiApplication::clipboard()->image().size(), seen * 2);
}

struct Exported {
    const char* name;
    void (gui::ExportCommands::*write)(const QString& path);
};

class EveryExport : public ExportTest, public testing::WithParamInterface<Exported> {
protected:
    void write(const QString& path) { (exports().*GetParam().write)(path); }
};

TEST_P(EveryExport, LeavesAFileThatIsThereAsItIsAndSaysWhy)
{
    openRecording();
    const QString path = fileOf(GetParam().name);
    std::ofstream(path.toStdString()) << "mine";
    write(path);
    EXPECT_TRUE(isSaid(path + QStringLiteral(": there already")));
    EXPECT_EQ(contentOf(path), "mine");
}

TEST_P(EveryExport, OnAFullDiskLeavesNothingAndSaysWhy)
{
    openRecording();
    const QDir folder(m_folder.path());
    const QStringList before = folder.entryList(QDir::Files | QDir::Hidden);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit usual{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &usual), 0);
    const rlimit full{100, usual.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &full), 0);
    write(fileOf(GetParam().name));
    const bool said = isSaid(QStringLiteral("File too large"));
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &usual), 0);
    EXPECT_TRUE(said) << messages().join(u'\n').toStdString();
    EXPECT_EQ(folder.entryList(QDir::Files | QDir::Hidden), before);
}

TEST_P(EveryExport, IntoAFolderThatTakesNothingSaysWhy)
{
    openRecording();
    write(QStringLiteral("/proc/") + QLatin1String(GetParam().name));
    EXPECT_TRUE(isSaid(QStringLiteral("/proc/") + QLatin1String(GetParam().name)))
        << messages().join(u'\n').toStdString();
    write(fileOf("no/such/folder"));
    EXPECT_TRUE(isSaid(QStringLiteral("No such file or directory")));
}

INSTANTIATE_TEST_SUITE_P(Export, EveryExport,
    testing::Values(Exported{"a.png", &gui::ExportCommands::exportPng},
        Exported{"a.svg", &gui::ExportCommands::exportSvg},
        Exported{"a.csv", &gui::ExportCommands::exportCsv},
        Exported{"a.json", &gui::ExportCommands::exportSnapshot}),
    [](const testing::TestParamInfo<Exported>& tested) {
        return std::string(tested.param.name).substr(2);
    });

}  // namespace

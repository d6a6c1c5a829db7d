// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_test_support.h"

#include "gui/window/about_box.h"

#include <ringlib/layout.h>

#include <QClipboard>
#include <QDir>
#include <QPushButton>

namespace {

using gui_test::kWatchdogMs;
using gui_test::LiveRing;

class About : public gui_test::WindowTest {
protected:
    gui::AboutBox& openAbout()
    {
        action("about")->trigger();
        auto* box = part<gui::AboutBox>("about");
        EXPECT_NE(box, nullptr);
        return *box;
    }
};

TEST_F(About, HasTheVersionsTheMachineAndTheRingsToBeCopied)
{
    LiveRing ring;
    ring.startProducer();
    open();
    m_window->attach(ring.shownName());
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return m_window->workbench().current()->firstSample().has_value(); }, kWatchdogMs));
    gui::AboutBox& box = openAbout();
    EXPECT_FALSE(box.isModal());
    const QString line = QStringLiteral("%1: layout %2.%3, 1024 × 64 B")
                             .arg(ring.shownName())
                             .arg(ringlib::layout::kMajor)
                             .arg(ringlib::layout::kMinor);
    EXPECT_TRUE(QTest::qWaitFor([&] { return box.text().contains(line); }, kWatchdogMs))
        << box.text().toStdString();
    for (const char* words : {"ringscope ", "ringlib: reads layout ", "Qt 6.", "QCustomPlot 2.",
             "Linux ", "page size: ", "/dev/shm: ", "sampling: 100 Hz", "history: "}) {
        EXPECT_TRUE(box.text().contains(QString::fromUtf8(words), Qt::CaseInsensitive))
            << words << " is not in " << box.text().toStdString();
    }
    QTest::mouseClick(
        box.findChild<QPushButton*>(QStringLiteral("copyDiagnostics")), Qt::LeftButton);
    EXPECT_EQ(QApplication::clipboard()->text(), box.text());
}

TEST_F(About, NamesNoFileOfTheUser)
{
    open();
    const QString file = QDir::homePath() + QStringLiteral("/secret/ring-of-mine");
    m_window->attach(file);
    gui::AboutBox& box = openAbout();
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return box.text().contains(QStringLiteral("a ring in a file: ")); }, kWatchdogMs))
        << box.text().toStdString();
    EXPECT_FALSE(box.text().contains(QDir::homePath()));
    EXPECT_FALSE(box.text().contains(QStringLiteral("ring-of-mine")));
}

TEST_F(About, GoesWithEscapeAndComesBack)
{
    open();
    QTest::keyClick(&openAbout(), Qt::Key_Escape);
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return part<gui::AboutBox>("about") == nullptr; }, kWatchdogMs));
    EXPECT_TRUE(openAbout().isVisible());
}

}  // namespace

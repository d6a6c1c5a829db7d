// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/readings.h"
#include "gui/tables/event_log.h"

#include <QAbstractItemModelTester>

#include <gtest/gtest.h>

namespace {

using gui::EventLog;
using gui_test::at;

void add(EventLog& log, double seconds, const QString& text)
{
    log.add({{"orders", {}, at(seconds)}, gui::EventKind::Note, {}, {}, text});
}

QStringList textsOf(const EventLog& log)
{
    QStringList texts;
    for (int row = 0; row < log.rowCount(); ++row) {
        texts.append(log.loggedEvent(row).text);
    }
    return texts;
}

TEST(EventLog, IsInTheOrderOfTheTimesAtWhichItHappened)
{
    EventLog log;
    const QAbstractItemModelTester tester(
        &log, QAbstractItemModelTester::FailureReportingMode::Warning);
    add(log, 10, QStringLiteral("first"));
    add(log, 15.5, QStringLiteral("last"));
    add(log, 14.1, QStringLiteral("a note of before"));
    add(log, 14.1, QStringLiteral("another"));
    EXPECT_EQ(textsOf(log).join(u','), QStringLiteral("first,a note of before,another,last"));
}

TEST(EventLog, ThatIsFullForgetsWhatItWasToldFirstAndNotARecordingThatIsOpened)
{
    EventLog log;
    const int most = static_cast<int>(EventLog::kEventsMax);
    for (int i = 0; i < most; ++i) {
        add(log, 1000 + i, QStringLiteral("live"));
    }
    add(log, 10, QStringLiteral("recorded long ago"));
    EXPECT_EQ(log.rowCount(), most);
    EXPECT_EQ(log.loggedEvent(0).text, QStringLiteral("recorded long ago"));
    EXPECT_EQ(log.loggedEvent(1).moment.at, at(1001));
}

}  // namespace

// SPDX-License-Identifier: GPL-3.0-or-later
#include "two_lines.h"

#include <QApplication>

#include <gtest/gtest.h>

namespace {

using namespace Qt::StringLiterals;
using widgets::twoLines;

class TwoLines : public testing::Test {
protected:
    [[nodiscard]] int width(const QString& text) const { return m_metrics.horizontalAdvance(text); }

    const QFontMetrics m_metrics{QApplication::font()};
};

TEST_F(TwoLines, AreOneWhereTheTextFits)
{
    const QString text = u"stopped by a signal"_s;
    EXPECT_EQ(twoLines(text, m_metrics, width(text)), QStringList{text});
}

TEST_F(TwoLines, EndAtAWordAndLoseNothingThatFits)
{
    const QString text = u"pid 4121, stopped by a signal for 3.6 s"_s;
    EXPECT_EQ(twoLines(text, m_metrics, width(u"pid 4121, stopped by a"_s)),
        (QStringList{u"pid 4121, stopped by a"_s, u"signal for 3.6 s"_s}));
}

TEST_F(TwoLines, AreElidedInTheSecond)
{
    const QString text = u"a b "_s + QString(400, u'c') + u" the end"_s;
    const QStringList lines = twoLines(text, m_metrics, width(u"a b ccccc"_s));
    ASSERT_EQ(lines.size(), 2);
    EXPECT_EQ(lines[0], u"a b"_s);
    EXPECT_TRUE(lines[1].endsWith(QChar(0x2026))) << lines[1].toStdString();
    EXPECT_LE(width(lines[1]), width(u"a b ccccc"_s));
}

TEST_F(TwoLines, AreOneThatIsElidedWhereNoWordFits)
{
    const QStringList lines = twoLines(QString(400, u'c'), m_metrics, width(u"cccc"_s));
    ASSERT_EQ(lines.size(), 1);
    EXPECT_LE(width(lines[0]), width(u"cccc"_s));
    EXPECT_EQ(twoLines(u"cc dd"_s, m_metrics, 0).size(), 1);
}

}  // namespace

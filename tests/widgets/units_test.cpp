// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/units.h"

#include <gtest/gtest.h>

#include <limits>

namespace {

using namespace widgets;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TEST(Units, CountsHaveANarrowSpaceEveryThreeDigits)
{
    EXPECT_EQ(countText(0), u"0");
    EXPECT_EQ(countText(999), u"999");
    EXPECT_EQ(countText(4096), u"4\u202F096");
    EXPECT_EQ(countText(1048576), u"1\u202F048\u202F576");
    EXPECT_EQ(countText(std::numeric_limits<quint64>::max()),
        u"18\u202F446\u202F744\u202F073\u202F709"
        u"\u202F551\u202F615");
}

TEST(Units, RatesChangeTheirPrefixBeforeTheyShowAThousand)
{
    EXPECT_EQ(rateText(0), u"0");
    EXPECT_EQ(rateText(0.4), u"0");
    EXPECT_EQ(rateText(850), u"850");
    EXPECT_EQ(rateText(999.4), u"999");
    EXPECT_EQ(rateText(999.6), u"1.0\u202Fk");
    EXPECT_EQ(rateText(9870), u"9.9\u202Fk");
    EXPECT_EQ(rateText(2.1e6), u"2.1\u202FM");
    EXPECT_EQ(rateText(99.94e3), u"99.9\u202Fk");
    EXPECT_EQ(rateText(99.96e3), u"100\u202Fk");
    EXPECT_EQ(rateText(200e3), u"200\u202Fk");
    EXPECT_EQ(rateText(999.4e3), u"999\u202Fk");
    EXPECT_EQ(rateText(999.96e3), u"1.0\u202FM");
    EXPECT_EQ(rateText(3.2e9), u"3.2\u202FG");
}

TEST(Units, ARateThatFallsHasAMinusAndNoHyphen)
{
    EXPECT_EQ(rateText(-850), u"\u2212850");
    EXPECT_EQ(rateText(-0.4), u"0");
}

TEST(Units, DurationsHaveTheUnitThatGivesThreeDigits)
{
    EXPECT_EQ(durationText(0), u"0");
    EXPECT_EQ(durationText(420e-6), u"420 µs");
    EXPECT_EQ(durationText(0.031), u"31 ms");
    EXPECT_EQ(durationText(0.9996), u"1.00 s");
    EXPECT_EQ(durationText(3.61), u"3.61 s");
    EXPECT_EQ(durationText(14.2), u"14.2 s");
    EXPECT_EQ(durationText(41.2), u"41 s");
    EXPECT_EQ(durationText(125), u"2 min 05 s");
    EXPECT_EQ(durationText(3 * 3600 + 7 * 60), u"3 h 07 min");
    EXPECT_EQ(durationText(-3.2), u"\u22123.20 s");
}

TEST(Units, ARunningClockKeepsOneDecimal)
{
    EXPECT_EQ(clockText(0), u"0.0 s");
    EXPECT_EQ(clockText(3.21), u"3.2 s");
    EXPECT_EQ(clockText(14), u"14.0 s");
    EXPECT_EQ(clockText(130), u"2 min 10 s");
}

TEST(Units, BoundsAreSaidAsSuch)
{
    EXPECT_EQ(moreThanText(120), u"> 120 s");
    EXPECT_EQ(moreThanText(1.5), u"> 1.5 s");
    EXPECT_EQ(moreThanText(3600), u"> 1 h 00 min");
    EXPECT_EQ(lessThanText(0.01), u"< 10 ms");
}

TEST(Units, PercentHasTheDecimalsThatWereAskedFor)
{
    EXPECT_EQ(percentText(100), u"100.0");
    EXPECT_EQ(percentText(7.62), u"7.6");
    EXPECT_EQ(percentText(99.6, 0), u"100");
}

TEST(Units, TicksSayNoZerosThatSayNothing)
{
    EXPECT_EQ(tickText(0), u"0");
    EXPECT_EQ(tickText(50), u"50");
    EXPECT_EQ(tickText(2.5), u"2.5");
    EXPECT_EQ(tickText(5000), u"5\u202Fk");
    EXPECT_EQ(tickText(2.5e6), u"2.5\u202FM");
}

TEST(Units, TimesAreToldRelativeToNow)
{
    EXPECT_EQ(relativeTimeText(-3.2, 2), u"\u22123.20 s");
    EXPECT_EQ(relativeTimeText(1.8, 2), u"+1.80 s");
    EXPECT_EQ(relativeTimeText(0, 2), u"now");
    EXPECT_EQ(relativeTimeText(-0.004, 2), u"now");
    EXPECT_EQ(relativeTimeText(-5, 0), u"\u22125 s");
}

TEST(Units, NoTextEverSaysNanOrInfinity)
{
    for (const double value : {kNan, kInfinity, -kInfinity}) {
        for (const QString& text : {rateText(value), durationText(value), clockText(value),
                 moreThanText(value), lessThanText(value), percentText(value), tickText(value),
                 relativeTimeText(value, 1)}) {
            EXPECT_EQ(text, u"–") << value;
        }
    }
}

TEST(Units, ForeignTextStaysOneHarmlessLine)
{
    EXPECT_EQ(visibleText(u"orders"_qs), u"orders");
    EXPECT_EQ(visibleText(u"a\nb\tc\u001b[31m"_qs), u"a\\x0ab\\x09c\\x1b[31m");
    EXPECT_EQ(visibleText(u"\u202Egnp"_qs), u"\\u202egnp");
    EXPECT_EQ(visibleText(u"a\u2028b"_qs), u"a\\x2028b");
    EXPECT_EQ(visibleText(u"Füllstand"_qs), u"Füllstand");
}

TEST(Units, MemoryIsInDecimalMegabytes)
{
    EXPECT_EQ(megabytesText(84'000'000), u"84 MB");
}

}  // namespace

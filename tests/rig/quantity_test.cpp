// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/quantity.h"

#include <gtest/gtest.h>
#include <limits>
#include <string>

namespace rig {
namespace {

using namespace std::chrono_literals;

// What people type that is nearly a number, and must never be taken for half of one.
constexpr std::string_view kNoNumbers[] = {"", " ", "4096 ", " 4096", "4096\n", "1e3", "0x400",
    "-1", "+1", "1.5", "1,5", "1_000", "4k2", "4 k", "k", "Ki", "4K", "4m", "4ki", "4KiB", "4B",
    "nan", "inf", "max", "18446744073709551616", "99999999999999999999999", "１"};

TEST(Count, IsAPlainNumber)
{
    EXPECT_EQ(parse_count("0"), 0U);
    EXPECT_EQ(parse_count("64"), 64U);
    EXPECT_EQ(parse_count("007"), 7U);
    EXPECT_EQ(parse_count("18446744073709551615"), std::numeric_limits<std::uint64_t>::max());
}

TEST(Count, HasDecimalAndBinaryUnits)
{
    EXPECT_EQ(parse_count("3k"), 3'000U);
    EXPECT_EQ(parse_count("20M"), 20'000'000U);
    EXPECT_EQ(parse_count("4Ki"), 4'096U);
    EXPECT_EQ(parse_count("1Mi"), 1'048'576U);
}

TEST(Count, RefusesWhatIsNotUnderstoodToItsLastCharacter)
{
    for (const std::string_view text : kNoNumbers) {
        EXPECT_FALSE(parse_count(text)) << "'" << text << "'";
    }
    EXPECT_FALSE(parse_count(std::string_view("64\0", 3)));
}

TEST(Count, RefusesWhatDoesNotFitAfterItsUnit)
{
    EXPECT_EQ(parse_count("18446744073709551k"), 18'446'744'073'709'551'000U);
    EXPECT_FALSE(parse_count("18446744073709552k"));
    EXPECT_EQ(parse_count("17592186044415Mi"), 17'592'186'044'415U << 20U);
    EXPECT_FALSE(parse_count("17592186044416Mi"));
}

TEST(Duration, HasAUnit)
{
    EXPECT_EQ(parse_duration("7ns"), 7ns);
    EXPECT_EQ(parse_duration("50us"), 50us);
    EXPECT_EQ(parse_duration("250ms"), 250ms);
    EXPECT_EQ(parse_duration("5s"), 5s);
    EXPECT_EQ(parse_duration("2m"), 2min);
    EXPECT_EQ(parse_duration("24h"), 24h);
    EXPECT_EQ(parse_duration("0s"), 0s);
}

TEST(Duration, RefusesANumberWithoutItsUnitAndAUnitWithoutItsNumber)
{
    for (const std::string_view text : {"", "5", "s", "5 s", "5s ", " 5s", "-5s", "+5s", "1.5s",
             "1e3s", "0x5s", "5sec", "5S", "5M", "5d", "5µs", "5ss", "nan", "inf"}) {
        EXPECT_FALSE(parse_duration(text)) << "'" << text << "'";
    }
}

TEST(Duration, RefusesWhatDoesNotFitInNanoseconds)
{
    EXPECT_EQ(parse_duration("9223372036854775807ns"), std::chrono::nanoseconds::max());
    EXPECT_FALSE(parse_duration("9223372036854775808ns"));
    EXPECT_EQ(parse_duration("2562047h"), 2'562'047h);
    EXPECT_FALSE(parse_duration("2562048h"));
    EXPECT_FALSE(parse_duration("5124096h"));  // beyond 64 bits too
}

TEST(RateText, IsEventsPerSecondOrMax)
{
    EXPECT_EQ(parse_rate("1"), Rate{1U});
    EXPECT_EQ(parse_rate("200k"), Rate{200'000U});
    EXPECT_EQ(parse_rate("max"), Rate{});
    EXPECT_TRUE(parse_rate("max")->is_max());
    EXPECT_FALSE(parse_rate("1M")->is_max());
}

TEST(RateText, RefusesNothingAtAll)
{
    for (const std::string_view text : {"0", "0k", "", "MAX", "max ", "1e6", "-1", "1M/s"}) {
        EXPECT_FALSE(parse_rate(text)) << "'" << text << "'";
    }
}

TEST(DurationRangeText, IsOneTimeOrTwo)
{
    EXPECT_EQ(parse_duration_range("2us"), (DurationRange{2us, 2us}));
    EXPECT_EQ(parse_duration_range("1us..5us"), (DurationRange{1us, 5us}));
    EXPECT_EQ(parse_duration_range("1us..1us"), (DurationRange{1us, 1us}));
    EXPECT_EQ(parse_duration_range("500ns..1ms"), (DurationRange{500ns, 1ms}));
}

TEST(DurationRangeText, RefusesTheLongerFirstAndHalves)
{
    for (const std::string_view text : {"5us..1us", "1us..", "..1us", "..", "1us...5us", "1..5us",
             "1us..5us..9us", "1us-5us", "1us .. 5us"}) {
        EXPECT_FALSE(parse_duration_range(text)) << "'" << text << "'";
    }
}

}  // namespace
}  // namespace rig

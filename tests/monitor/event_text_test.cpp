// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/event_text.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstring>
#include <limits>

namespace monitor {
namespace {

using ringlib::EventField;
using ringlib::FieldType;

template <typename T>
std::array<std::byte, sizeof(T)> bytes_of(const T& value)
{
    std::array<std::byte, sizeof(T)> bytes{};
    std::memcpy(bytes.data(), &value, sizeof(T));
    return bytes;
}

template <typename T>
std::string text_of(FieldType type, const T& value, std::uint32_t count = 1)
{
    return field_text({"f", type, 0, count}, bytes_of(value));
}

template <typename T>
nlohmann::ordered_json json_of(FieldType type, const T& value, std::uint32_t count = 1)
{
    return field_json({"f", type, 0, count}, bytes_of(value));
}

TEST(EventText, ReadsEveryType)
{
    EXPECT_EQ(text_of(FieldType::U8, std::uint8_t{255}), "255");
    EXPECT_EQ(text_of(FieldType::U16, std::uint16_t{65535}), "65535");
    EXPECT_EQ(text_of(FieldType::U32, ~std::uint32_t{0}), "4294967295");
    EXPECT_EQ(text_of(FieldType::U64, ~std::uint64_t{0}), "18446744073709551615");
    EXPECT_EQ(text_of(FieldType::I8, std::int8_t{-128}), "-128");
    EXPECT_EQ(text_of(FieldType::I16, std::int16_t{-2}), "-2");
    EXPECT_EQ(text_of(FieldType::I32, std::int32_t{-3}), "-3");
    EXPECT_EQ(
        text_of(FieldType::I64, std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
    EXPECT_EQ(text_of(FieldType::F32, 0.1F), "0.1");
    EXPECT_EQ(text_of(FieldType::F64, 1e300), "1e+300");
    EXPECT_EQ(text_of(FieldType::Bool, std::uint8_t{7}), "true");
    EXPECT_EQ(text_of(FieldType::Bool, std::uint8_t{0}), "false");
    EXPECT_EQ(text_of(FieldType::Bytes, std::uint16_t{0xff0a}, 2), "0aff");
    EXPECT_EQ(text_of(FieldType::U16, std::array<std::uint16_t, 3>{1, 2, 3}, 3), "[1, 2, 3]");
}

TEST(EventText, SaysWhatIsNoNumber)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    EXPECT_EQ(text_of(FieldType::F64, nan), "nan");
    EXPECT_EQ(json_of(FieldType::F64, nan), "nan");
    EXPECT_EQ(json_of(FieldType::F64, -infinity), "-inf");
    EXPECT_EQ(json_of(FieldType::F64, 0.5), 0.5);
}

TEST(EventText, EscapesCharactersAndCutsTheZerosBehindThem)
{
    const std::array<char, 8> text{'a', '\0', '\n', '\x9b', 'z', 0, 0, 0};
    EXPECT_EQ(text_of(FieldType::Char, text, 8), "\"a\\x00\\x0a\\x9bz\"");
    EXPECT_EQ(text_of(FieldType::Char, std::array<char, 4>{}, 4), "\"\"");
    EXPECT_EQ(json_of(FieldType::Char, std::array<char, 2>{'o', 'k'}, 2), "ok");
}

TEST(EventText, MakesADateOfWhatCanBeNothingElse)
{
    EXPECT_EQ(time_text(0), "0.000000000 s");
    EXPECT_EQ(time_text(12'345'678'901'234), "12345.678901234 s");
    EXPECT_EQ(time_text(999'999'999'999'999'999), "999999999.999999999 s");
    EXPECT_EQ(time_text(1'000'000'000'000'000'000), "2001-09-09T01:46:40.000000000Z");
    EXPECT_EQ(time_text(1'764'039'032'123'456'789), "2025-11-25T02:50:32.123456789Z");
    EXPECT_EQ(time_text(~std::uint64_t{0}), "2554-07-21T23:34:33.709551615Z");
}

TEST(EventText, DumpsSixteenBytesALine)
{
    std::array<std::byte, 18> bytes{};
    bytes[0] = std::byte{'A'};
    bytes[17] = std::byte{0x1b};
    EXPECT_EQ(hex_dump(bytes, " "),
        " 000000  41 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |A...............|\n"
        " 000010  00 1b                                             |..|\n");
    EXPECT_EQ(hex_dump({}, ""), "");
}

}  // namespace
}  // namespace monitor

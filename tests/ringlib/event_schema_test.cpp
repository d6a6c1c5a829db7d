// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/event_schema.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <gtest/gtest.h>
#include <vector>

namespace ringlib {
namespace {

enum class Side : std::uint8_t { Buy, Sell };
enum class Delta : std::int32_t { None };

struct Tick {
    std::uint64_t sequence;
    double price;
    std::uint64_t sent_ns;
};
const EventSchema kTickSchema = describe_event<Tick>()
                                    .field("sequence", &Tick::sequence)
                                    .field("price", &Tick::price)
                                    .field("sent", &Tick::sent_ns, FieldType::TimeNs);

struct Everything {
    std::uint8_t u8;
    std::uint16_t u16;
    std::uint32_t u32;
    std::uint64_t u64;
    std::int8_t i8;
    std::int16_t i16;
    std::int32_t i32;
    std::int64_t i64;
    float f32;
    double f64;
    bool flag;
    char letter;
    std::byte raw;
    Side side;
    Delta delta;
    std::array<char, 5> text;
    std::byte blob[7];  // NOLINT(*-avoid-c-arrays): events have such members
    std::array<std::array<std::uint16_t, 3>, 2> table;
    Side sides[2][2];  // NOLINT(*-avoid-c-arrays): the same
    const std::int32_t fixed = 0;
};

struct Inner {
    int number;
};
// What cannot be a field does not compile; these are the questions the compiler asks.
static_assert(detail::kIsFieldMember<std::uint8_t> && detail::kIsFieldMember<const double>);
static_assert(detail::kIsFieldMember<
                  std::array<char, 4>> && detail::kIsFieldMember<decltype(Everything::sides)>);
static_assert(!detail::kIsFieldMember<Inner> && !detail::kIsFieldMember<std::array<Inner, 2>>);
static_assert(!detail::kIsFieldMember<int*> && !detail::kIsFieldMember<void()>);
static_assert(!detail::kIsFieldMember<long double> && !detail::kIsFieldMember<std::array<int, 0>>);
static_assert(detail::FieldTypeFor<std::uint64_t>::fits(FieldType::TimeNs));
static_assert(detail::FieldTypeFor<std::array<std::uint8_t, 8>>::fits(FieldType::Char));
static_assert(!detail::FieldTypeFor<std::uint32_t>::fits(FieldType::TimeNs));
static_assert(!detail::FieldTypeFor<std::uint64_t>::fits(FieldType::Bytes));

TEST(EventSchema, ReadsTypeOffsetAndCountOffTheMember)
{
    const EventSchema schema = describe_event<Everything>()
                                   .field("u8", &Everything::u8)
                                   .field("u16", &Everything::u16)
                                   .field("u32", &Everything::u32)
                                   .field("u64", &Everything::u64)
                                   .field("i8", &Everything::i8)
                                   .field("i16", &Everything::i16)
                                   .field("i32", &Everything::i32)
                                   .field("i64", &Everything::i64)
                                   .field("f32", &Everything::f32)
                                   .field("f64", &Everything::f64)
                                   .field("flag", &Everything::flag)
                                   .field("letter", &Everything::letter)
                                   .field("raw", &Everything::raw)
                                   .field("side", &Everything::side)
                                   .field("delta", &Everything::delta)
                                   .field("text", &Everything::text)
                                   .field("blob", &Everything::blob)
                                   .field("table", &Everything::table)
                                   .field("sides", &Everything::sides)
                                   .field("fixed", &Everything::fixed);
    const std::vector<EventField> expected = {
        {"u8", FieldType::U8, offsetof(Everything, u8)},
        {"u16", FieldType::U16, offsetof(Everything, u16)},
        {"u32", FieldType::U32, offsetof(Everything, u32)},
        {"u64", FieldType::U64, offsetof(Everything, u64)},
        {"i8", FieldType::I8, offsetof(Everything, i8)},
        {"i16", FieldType::I16, offsetof(Everything, i16)},
        {"i32", FieldType::I32, offsetof(Everything, i32)},
        {"i64", FieldType::I64, offsetof(Everything, i64)},
        {"f32", FieldType::F32, offsetof(Everything, f32)},
        {"f64", FieldType::F64, offsetof(Everything, f64)},
        {"flag", FieldType::Bool, offsetof(Everything, flag)},
        {"letter", FieldType::Char, offsetof(Everything, letter)},
        {"raw", FieldType::Bytes, offsetof(Everything, raw)},
        {"side", FieldType::U8, offsetof(Everything, side)},
        {"delta", FieldType::I32, offsetof(Everything, delta)},
        {"text", FieldType::Char, offsetof(Everything, text), 5},
        {"blob", FieldType::Bytes, offsetof(Everything, blob), 7},
        {"table", FieldType::U16, offsetof(Everything, table), 6},
        {"sides", FieldType::U8, offsetof(Everything, sides), 4},
        {"fixed", FieldType::I32, offsetof(Everything, fixed)},
    };
    EXPECT_EQ(schema.fields, expected);
}

TEST(EventSchema, TakesAnotherTypeOfTheSameSize)
{
    const EventField sent{"sent", FieldType::TimeNs, offsetof(Tick, sent_ns)};
    EXPECT_EQ(kTickSchema.fields.back(), sent);
    const EventSchema schema
        = describe_event<Everything>().field("table", &Everything::table, FieldType::I16);
    EXPECT_EQ(schema.fields.front().type, FieldType::I16);
    EXPECT_EQ(schema.fields.front().count, 6U);
}

TEST(EventSchema, NamesItsTypesAndKnowsTheirSizes)
{
    EXPECT_EQ(to_string(FieldType::U8), "U8");
    EXPECT_EQ(to_string(FieldType::TimeNs), "TimeNs");
    EXPECT_EQ(to_string(static_cast<FieldType>(14)), "unknown");
    EXPECT_EQ(size_of(FieldType::F32), 4U);
    EXPECT_EQ(size_of(FieldType::TimeNs), 8U);
    EXPECT_EQ(size_of(static_cast<FieldType>(14)), 0U);
}

}  // namespace
}  // namespace ringlib

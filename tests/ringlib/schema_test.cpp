// SPDX-License-Identifier: MIT OR Apache-2.0
#include "either_backend.h"
#include "ringlib/crc32c.h"
#include "schema_section.h"

#include <cstring>
#include <functional>
#include <span>
#include <unistd.h>

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
    std::byte blob[7];  // NOLINT(*-avoid-c-arrays): a kind of member that events have
    std::array<std::array<std::uint16_t, 3>, 2> table;
    Side sides[2][2];  // NOLINT(*-avoid-c-arrays)
    const std::int32_t fixed = 0;
};

struct Inner {
    int number;
};
// What cannot be a field does not compile; these are the questions the compiler asks.
static_assert(detail::kIsFieldMember<std::uint8_t> && detail::kIsFieldMember<const double>);
static_assert(detail::kIsFieldMember<std::array<char, 4>> && detail::kIsFieldMember<int[2][3]>);
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

class Schema : public EitherBackend {
protected:
    [[nodiscard]] std::optional<EventSchema> observed() const
    {
        return RingObserver::attach(ring()).value().schema();
    }
    /// A ring with the schema of Tick that nobody holds any more.
    void leave_a_ring() const
    {
        ASSERT_TRUE(producer<Tick>().with_event_schema(kTickSchema).build_producer());
    }
};

TEST_P(Schema, ReachesObserversAndTapsAsItWasDeclared)
{
    const auto producer
        = this->producer<Tick>().with_event_schema(kTickSchema).build_producer().value();
    EXPECT_EQ(observed(), kTickSchema);
    EXPECT_EQ(RingTap::attach(ring()).value().schema(), kTickSchema);
}

TEST_P(Schema, TakesNoRoomInARingWithoutOne)
{
    const auto producer = this->producer<Tick>().with_event_schema({}).build_producer().value();
    EXPECT_EQ(memory().header().schema_size, 0U);
    EXPECT_FALSE(observed());
    EXPECT_FALSE(RingTap::attach(ring()).value().schema());
}

TEST_P(Schema, StaysWhatItWasWhenTheRingIsTakenOver)
{
    leave_a_ring();
    memory().producer().stream_end.store(0);  // as if its producer had died
    const EventSchema other = describe_event<Tick>().field("other", &Tick::price);
    const auto second = producer<Tick>().with_event_schema(other).build_producer().value();
    EXPECT_EQ(memory().producer().epoch.load(), 2U);
    EXPECT_EQ(observed(), kTickSchema);
}

TEST_P(Schema, IsTheNewOneWhenTheRingIsRecreated)
{
    leave_a_ring();
    memory().producer().stream_end.store(0);
    const EventSchema other = describe_event<Tick>().field("other", &Tick::price);
    const auto second = producer<Tick>()
                            .with_event_schema(other)
                            .on_existing(OnExisting::Recreate)
                            .build_producer()
                            .value();
    EXPECT_EQ(observed(), other);
}

TEST_P(Schema, DoesNotComeInTheWayOfEvents)
{
    auto producer = this->producer<Tick>().with_event_schema(kTickSchema).build_producer().value();
    auto consumer = this->consumer<Tick>().build_consumer().value();
    for (std::uint64_t i = 0; i < 40; ++i) {
        ASSERT_TRUE(producer.try_publish([&](Tick& event) { event = {i, 0.5, ~i}; }));
        const auto event = consumer.try_consume_next();
        ASSERT_TRUE(event);
        EXPECT_EQ(event->event.sequence, i);
        EXPECT_EQ(event->event.sent_ns, ~i);
    }
    EXPECT_EQ(observed(), kTickSchema);
}

struct Refusal {
    EventSchema schema;
    std::vector<std::string> said;
};

EventSchema many_fields(std::size_t n)
{
    EventSchema schema;
    for (std::size_t i = 0; i < n; ++i) {
        schema.fields.push_back({"field " + std::to_string(i), FieldType::U8, 0});
    }
    return schema;
}

TEST_P(Schema, IsRefusedAtBirthWithBothValuesAndNothingIsLeft)
{
    const std::vector<Refusal> refusals = {
        {{{{"", FieldType::U8, 0}}}, {"0 characters", "1 to 47"}},
        {{{{std::string(48, 'x'), FieldType::U8, 0}}}, {"48 characters", "1 to 47"}},
        {{{{"a\nb", FieldType::U8, 0}}}, {"a\\x0ab", "printable"}},
        {{{{"\xc3\xa4", FieldType::U8, 0}}}, {"\\xc3\\xa4", "printable"}},
        {{{{"a", static_cast<FieldType>(14), 0}}}, {"type 14", "13"}},
        {{{{"a", FieldType::U8, 0, 0}}}, {"0 elements", "1 or more"}},
        {{{{"a", FieldType::U64, 17}}}, {"byte 25", "24"}},
        {{{{"a", FieldType::U8, 0, 25}}}, {"byte 25", "24"}},
        {{{{"a", FieldType::U64, 0, UINT32_MAX}}}, {"byte 34359738360", "24"}},
        {{{{"a", FieldType::U8, UINT32_MAX}}}, {"byte 4294967296", "24"}},
        {{{{"a", FieldType::U8, 0}, {"b", FieldType::U8, 1}, {"a", FieldType::U8, 2}}}, {"'a'"}},
        {many_fields(257), {"257", "256"}},
    };
    for (const Refusal& refusal : refusals) {
        const auto producer
            = this->producer<Tick>().with_event_schema(refusal.schema).build_producer();
        ASSERT_FALSE(producer) << refusal.said.front();
        EXPECT_EQ(producer.error().code, Errc::InvalidConfig);
        for (const std::string& said : refusal.said) {
            EXPECT_NE(producer.error().detail.find(said), std::string::npos)
                << producer.error().detail;
        }
        EXPECT_FALSE(std::filesystem::exists(file()));
        EXPECT_FALSE(std::filesystem::exists(lock_file()));
    }
}

TEST_P(Schema, MayGoToTheLimits)
{
    EventSchema schema = many_fields(254);
    schema.fields.push_back({std::string(47, '~'), FieldType::U64, 16});
    schema.fields.push_back({" ", FieldType::Char, 0, 24});
    const auto producer = this->producer<Tick>().with_event_schema(schema).build_producer();
    ASSERT_TRUE(producer) << producer.error().message();
    EXPECT_EQ(observed(), schema);
}

TEST_P(Schema, ThatNoProducerWroteGivesNothing)
{
    leave_a_ring();
    const Segment memory = this->memory();
    std::array<std::byte, layout::schema_size(3)> good{};
    ASSERT_EQ(memory.header().schema_size, good.size());
    std::memcpy(good.data(), memory.schema(), good.size());
    auto& head = *reinterpret_cast<layout::SchemaHead*>(memory.schema());
    auto* fields = reinterpret_cast<layout::SchemaField*>(memory.schema() + sizeof(head));
    const std::vector<std::function<void()>> damages = {
        [&] { head.field_count = 0; },
        [&] { head.field_count = 4; },
        [&] { head.field_count = 257; },
        [&] { head.field_count = ~std::uint32_t{0}; },
        [&] { fields[1].type = 14; },
        [&] { fields[1].type = 256; },
        [&] { fields[1].offset = 17; },
        [&] { fields[1].offset = ~std::uint32_t{0}; },
        [&] { fields[1].count = 0; },
        [&] { fields[1].count = ~std::uint32_t{0}; },
        [&] { fields[1].name.fill('x'); },
        [&] { fields[1].name[0] = '\0'; },
        [&] { fields[1].name[2] = '\x1b'; },
        [&] { fields[1].name[2] = '\x80'; },
        [&] { fields[1].name = fields[0].name; },
    };
    for (std::size_t i = 0; i < damages.size(); ++i) {
        damages[i]();
        EXPECT_FALSE(observed()) << i;
        std::memcpy(memory.schema(), good.data(), good.size());
        EXPECT_EQ(observed(), kTickSchema) << i;
    }
    head.field_count = 2;  // fewer than there is room for: as a later version might write it
    EXPECT_EQ(observed()->fields.size(), 2U);
}

TEST_P(Schema, InASectionOfAnotherSizeGivesNothing)
{
    leave_a_ring();
    const Segment memory = this->memory();
    auto& header
        = *reinterpret_cast<layout::RingHeader*>(memory.schema() - memory.header().schema_offset);
    const auto say = [&](std::uint64_t size) {
        header.schema_size = size;
        header.crc32c = crc32c(
            std::as_bytes(std::span(&header, 1)).first(offsetof(layout::RingHeader, crc32c)));
    };
    for (const std::uint64_t size : {0U, 1U, 63U, 64U, 255U}) {
        say(size);
        EXPECT_FALSE(observed()) << size;
    }
    say(4096);
    EXPECT_EQ(observed(), kTickSchema);
}

TEST_P(Schema, InACutFileGivesNothing)
{
    leave_a_ring();
    auto observer = RingObserver::attach(ring()).value();
    const std::uint64_t offset = memory().header().schema_offset;
    for (const std::uint64_t size : {offset + 255, offset + 64, offset + 3, std::uint64_t{0}}) {
        ASSERT_EQ(::truncate(file().c_str(), static_cast<off_t>(size)), 0);
        EXPECT_FALSE(observer.schema()) << size;
    }
}

TEST_P(Schema, OfAnyWordsLiesInsideTheEventOrIsNone)
{
    leave_a_ring();
    const Segment memory = this->memory();
    auto observer = RingObserver::attach(ring()).value();
    AnyWords words;
    for (int round = 0; round < 2000; ++round) {
        const std::uint64_t at = words.next() % layout::schema_size(3);
        memory.schema()[at] = static_cast<std::byte>(words.next() >> (words.next() % 2 * 60));
        const auto schema = observer.schema();
        for (const EventField& field : schema.value_or(EventSchema{}).fields) {
            EXPECT_LE(
                field.offset + std::uint64_t{size_of(field.type)} * field.count, sizeof(Tick));
            EXPECT_NE(size_of(field.type), 0U);
        }
        if (!schema && round % 4 == 3) {  // so that many rounds begin with a good one
            write_schema(memory.schema(), kTickSchema);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    Rings, Schema, ::testing::Values(Backend::Shm, Backend::Mmap), backend_name);

}  // namespace
}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "each_backend.h"
#include "ringlib/crc32c.h"
#include "schema_section.h"

#include <cstring>
#include <functional>
#include <span>
#include <unistd.h>

namespace ringlib {
namespace {

struct Trade {
    std::uint64_t sequence;
    double price;
    std::uint64_t sent_ns;
};
const EventSchema kTradeSchema = describe_event<Trade>()
                                     .field("sequence", &Trade::sequence)
                                     .field("price", &Trade::price)
                                     .field("sent", &Trade::sent_ns, FieldType::TimeNs);

class Schema : public EachBackend {
protected:
    [[nodiscard]] std::optional<EventSchema> observed() const
    {
        return RingObserver::attach(ring()).value().schema();
    }
    /// A ring with the schema of Trade that nobody holds any more.
    void leave_a_ring() const
    {
        ASSERT_TRUE(
            lasting_producer_builder<Trade>().with_event_schema(kTradeSchema).build_producer());
    }
};

TEST_P(Schema, ReachesObserversAndTapsAsItWasDeclared)
{
    const auto producer = lasting_producer_builder<Trade>()
                              .with_event_schema(kTradeSchema)
                              .build_producer()
                              .value();
    EXPECT_EQ(observed(), kTradeSchema);
    EXPECT_EQ(RingTap::attach(ring()).value().schema(), kTradeSchema);
}

TEST_P(Schema, TakesNoRoomInARingWithoutOne)
{
    const auto producer
        = lasting_producer_builder<Trade>().with_event_schema({}).build_producer().value();
    EXPECT_EQ(memory().header().schema_size, 0U);
    EXPECT_FALSE(observed());
    EXPECT_FALSE(RingTap::attach(ring()).value().schema());
}

TEST_P(Schema, StaysWhatItWasWhenTheRingIsTakenOver)
{
    leave_a_ring();
    memory().producer().stream_end.store(0);  // as if its producer had died
    const EventSchema other = describe_event<Trade>().field("other", &Trade::price);
    const auto second
        = lasting_producer_builder<Trade>().with_event_schema(other).build_producer().value();
    EXPECT_EQ(memory().producer().epoch.load(), 2U);
    EXPECT_EQ(observed(), kTradeSchema);
}

TEST_P(Schema, IsTheNewOneWhenTheRingIsRecreated)
{
    leave_a_ring();
    memory().producer().stream_end.store(0);
    const EventSchema other = describe_event<Trade>().field("other", &Trade::price);
    const auto second = lasting_producer_builder<Trade>()
                            .with_event_schema(other)
                            .on_existing(OnExisting::Recreate)
                            .build_producer()
                            .value();
    EXPECT_EQ(observed(), other);
}

TEST_P(Schema, DoesNotComeInTheWayOfEvents)
{
    auto producer = lasting_producer_builder<Trade>()
                        .with_event_schema(kTradeSchema)
                        .build_producer()
                        .value();
    auto consumer = consumer_builder<Trade>().build_consumer().value();
    for (std::uint64_t i = 0; i < 40; ++i) {
        ASSERT_TRUE(producer.try_publish([&](Trade& event) { event = {i, 0.5, ~i}; }));
        const auto event = consumer.try_consume_next();
        ASSERT_TRUE(event);
        EXPECT_EQ(event->event.sequence, i);
        EXPECT_EQ(event->event.sent_ns, ~i);
    }
    EXPECT_EQ(observed(), kTradeSchema);
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
            = lasting_producer_builder<Trade>().with_event_schema(refusal.schema).build_producer();
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
    const auto producer
        = lasting_producer_builder<Trade>().with_event_schema(schema).build_producer();
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
        EXPECT_EQ(observed(), kTradeSchema) << i;
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
    EXPECT_EQ(observed(), kTradeSchema);
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
                field.offset + std::uint64_t{size_of(field.type)} * field.count, sizeof(Trade));
            EXPECT_NE(size_of(field.type), 0U);
        }
        if (!schema && round % 4 == 3) {  // so that many rounds begin with a good one
            write_schema(memory.schema(), kTradeSchema);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    Each, Schema, ::testing::Values(Backend::Shm, Backend::Mmap), backend_name);

}  // namespace
}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "each_backend.h"

#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace ringlib {
namespace {

struct Reading {
    std::uint64_t value;
    std::array<char, 92> text;
};

void publish(Producer<Reading>& producer, int n)
{
    for (int i = 0; i < n; ++i) {
        const auto next = static_cast<std::uint64_t>(producer.last_published_sequence() + 1);
        ASSERT_TRUE(producer.publish([&](Reading& event) {
            event.value = next;
            event.text.fill(static_cast<char>('a' + next % 26));
        }));
    }
}

Reading decoded(const EventBytes& bytes)
{
    Reading event{};
    EXPECT_EQ(bytes.size(), sizeof(event));
    std::memcpy(&event, bytes.data(), std::min(bytes.size(), sizeof(event)));
    return event;
}

class Tap : public EachBackend {
protected:
    static Errc code(const Expected<EventBytes>& event)
    {
        return event ? Errc::Os : event.error().code;
    }
    static std::string detail(const Expected<EventBytes>& event)
    {
        return event ? "" : event.error().detail;
    }
};

TEST_P(Tap, GivesEveryEventOfTheRingByteForByte)
{
    auto producer = lasting_producer_builder<Reading>().build_producer().value();
    publish(producer, 8);
    auto tap = RingTap::attach(ring());
    ASSERT_TRUE(tap);
    for (Sequence sequence = 7; sequence >= 0; --sequence) {
        const auto bytes = tap->read(sequence);
        ASSERT_TRUE(bytes) << bytes.error().message();
        EXPECT_EQ(decoded(*bytes).value, static_cast<std::uint64_t>(sequence));
        EXPECT_EQ(decoded(*bytes).text.back(), static_cast<char>('a' + sequence));
    }
}

TEST_P(Tap, SaysNotPublishedHoweverFarAndNamesBothSequences)
{
    auto producer = lasting_producer_builder<Reading>().build_producer().value();
    auto tap = RingTap::attach(ring()).value();
    EXPECT_EQ(code(tap.read(0)), Errc::NotPublished);
    EXPECT_EQ(tap.last_published().value(), kNoSequence);
    publish(producer, 3);
    EXPECT_EQ(tap.last_published().value(), 2);
    for (const Sequence asked : {Sequence{3}, Sequence{1'000'000}, INT64_MAX}) {
        const auto event = tap.read(asked);
        EXPECT_EQ(code(event), Errc::NotPublished);
        EXPECT_NE(detail(event).find("sequence " + std::to_string(asked) + ","), std::string::npos);
        EXPECT_NE(detail(event).find("published is 2"), std::string::npos);
    }
}

TEST_P(Tap, SaysNotPublishedForANegativeSequence)
{
    auto producer = lasting_producer_builder<Reading>().build_producer().value();
    publish(producer, 3);
    auto tap = RingTap::attach(ring()).value();
    EXPECT_EQ(code(tap.read(kNoSequence)), Errc::NotPublished);
    EXPECT_EQ(code(tap.read(INT64_MIN)), Errc::NotPublished);
    EXPECT_NE(detail(tap.read(-7)).find("sequence -7,"), std::string::npos);
}

TEST_P(Tap, SaysOverwrittenOnceTheLimitHasPassedTheSlot)
{
    auto producer = lasting_producer_builder<Reading>().build_producer().value();
    publish(producer, 8);
    auto tap = RingTap::attach(ring()).value();
    EXPECT_TRUE(tap.read(0));
    publish(producer, 1);
    const auto gone = tap.read(0);
    EXPECT_EQ(code(gone), Errc::Overwritten);
    EXPECT_NE(detail(gone).find("sequence 0,"), std::string::npos);
    EXPECT_NE(detail(gone).find("exists is 1"), std::string::npos);
    EXPECT_EQ(decoded(tap.read(1).value()).value, 1U);
    EXPECT_EQ(decoded(tap.read(8).value()).value, 8U);
}

TEST_P(Tap, BelievesNoSlotThatWasOnceHandedOutAgain)
{
    auto producer = lasting_producer_builder<Reading>().build_producer().value();
    publish(producer, 8);
    auto tap = RingTap::attach(ring()).value();
    {
        auto claim = producer.try_claim_batch(4);
        ASSERT_TRUE(claim);
        (*claim)[3].value = 4711;  // given up: sequence 3 is spoilt, and nothing was published
    }
    EXPECT_EQ(tap.last_published().value(), 7);
    EXPECT_EQ(code(tap.read(3)), Errc::Overwritten);
    EXPECT_EQ(decoded(tap.read(4).value()).value, 4U);
}

TEST_P(Tap, ReadsSequencesBeyondThirtyTwoBits)
{
    auto producer = lasting_producer_builder<Reading>().build_producer().value();
    publish(producer, 8);
    const std::uint64_t count = (std::uint64_t{1} << 32U) + 4;
    memory().producer().published.store(count);
    memory().producer().write_limit.store(count);
    auto tap = RingTap::attach(ring()).value();
    EXPECT_EQ(decoded(tap.read(static_cast<Sequence>(count) - 1).value()).value, 3U);
    EXPECT_EQ(decoded(tap.read(static_cast<Sequence>(count) - 8).value()).value, 4U);
    EXPECT_EQ(code(tap.read(static_cast<Sequence>(count) - 9)), Errc::Overwritten);
    EXPECT_EQ(code(tap.read(3)), Errc::Overwritten);
}

TEST_P(Tap, GatesNobodyAndChangesNotOneByte)
{
    auto producer = lasting_producer_builder<Reading>().build_producer().value();
    publish(producer, 6);
    auto tap = RingTap::attach(ring()).value();
    const std::string before = contents();
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(tap.read(i % 6));
    }
    EXPECT_EQ(contents(), before);
    publish(producer, 100);
    EXPECT_EQ(decoded(tap.read(105).value()).value, 105U);
}

TEST_P(Tap, ReadsACopyWithoutALockFile)
{
    {
        auto producer = lasting_producer_builder<Reading>().build_producer().value();
        publish(producer, 20);
    }
    const std::string copy = (directory() / "copy").string();
    std::filesystem::copy_file(file(), copy);
    auto tap = RingTap::attach(copy);
    ASSERT_TRUE(tap) << tap.error().message();
    EXPECT_EQ(tap->last_published().value(), 19);
    EXPECT_EQ(decoded(tap->read(19).value()).value, 19U);
    EXPECT_EQ(code(tap->read(11)), Errc::Overwritten);
    EXPECT_FALSE(std::filesystem::exists(directory() / ".copy.lock"));
}

TEST_P(Tap, SaysReplacedWhenAnotherRingHasTheName)
{
    std::optional producer = lasting_producer_builder<Reading>().build_producer().value();
    publish(*producer, 1);
    auto tap = RingTap::attach(ring()).value();
    producer.reset();
    const auto second = lasting_producer_builder<Reading>().build_producer().value();
    EXPECT_EQ(code(tap.read(0)), Errc::Replaced);
    EXPECT_EQ(tap.last_published().error().code, Errc::Replaced);
}

TEST_P(Tap, ReadsOnFromARingThatWasUnlinkedInUse)
{
    auto producer = lasting_producer_builder<Reading>().build_producer().value();
    auto tap = RingTap::attach(ring()).value();
    ::unlink(file().c_str());
    publish(producer, 4);
    EXPECT_EQ(decoded(tap.read(3).value()).value, 3U);
}

TEST_P(Tap, SaysTruncatedInsteadOfDying)
{
    std::uint64_t producer_offset = 0;
    std::uint64_t events_offset = 0;
    {
        auto producer = lasting_producer_builder<Reading>().build_producer().value();
        publish(producer, 8);
        producer_offset = memory().header().producer_offset;
        events_offset = memory().header().events_offset;
    }
    auto tap = RingTap::attach(ring()).value();
    ASSERT_TRUE(tap.read(7));
    for (const std::uint64_t size : {events_offset + 990, events_offset, producer_offset + 8,
             producer_offset + 7, std::uint64_t{0}}) {
        ASSERT_EQ(::truncate(file().c_str(), static_cast<off_t>(size)), 0);
        EXPECT_EQ(code(tap.read(7)), Errc::Truncated) << size;
    }
    EXPECT_EQ(tap.last_published().error().code, Errc::Truncated);
}

TEST_P(Tap, StillKnowsTheLastSequenceWhenTheRestIsCutOff)
{
    {
        auto producer = lasting_producer_builder<Reading>().build_producer().value();
        publish(producer, 8);
    }
    auto tap = RingTap::attach(ring()).value();
    const auto cut
        = memory().header().producer_offset + offsetof(layout::ProducerBlock, write_limit);
    ASSERT_EQ(::truncate(file().c_str(), static_cast<off_t>(cut)), 0);
    EXPECT_EQ(tap.last_published().value(), 7);
    EXPECT_EQ(code(tap.read(7)), Errc::Truncated);
}

TEST_P(Tap, SaysCorruptForCountsThatNoRingCanHold)
{
    auto producer = lasting_producer_builder<Reading>().build_producer().value();
    publish(producer, 8);
    auto tap = RingTap::attach(ring()).value();
    struct Counts {
        std::uint64_t published, limit;
    };
    const Segment kept = memory();
    for (const Counts counts : {Counts{~std::uint64_t{0}, 8}, Counts{layout::kCountMax + 1, 8},
             Counts{8, 7}, Counts{8, 0}, Counts{8, 17}, Counts{8, ~std::uint64_t{0}}}) {
        kept.producer().published.store(counts.published);
        kept.producer().write_limit.store(counts.limit);
        EXPECT_EQ(code(tap.read(7)), Errc::Corrupt) << counts.published << " " << counts.limit;
    }
    kept.producer().published.store(8);
    kept.producer().write_limit.store(16);  // a claim of the whole ring
    EXPECT_EQ(code(tap.read(7)), Errc::Overwritten);
    kept.producer().write_limit.store(15);
    EXPECT_TRUE(tap.read(7));
}

TEST_P(Tap, SurvivesAnyWordInTheSections)
{
    {
        const auto producer = lasting_producer_builder<Reading>().build_producer().value();
    }
    auto tap = RingTap::attach(ring()).value();
    const Segment memory = this->memory();
    auto* const begin = reinterpret_cast<std::uint64_t*>(&memory.slot(0));
    auto* const end = reinterpret_cast<std::uint64_t*>(memory.events());
    AnyWords words;
    for (int round = 0; round < 50; ++round) {
        for (auto* word = begin; word != end; ++word) {
            *word = round % 2 == 0 ? words.next() : words.next() >> 60U;
        }
        for (Sequence sequence = -1; sequence < 20; ++sequence) {
            const auto event = tap.read(sequence);
            if (event) {
                EXPECT_EQ(event->size(), sizeof(Reading));
            }
        }
    }
}

TEST_P(Tap, RefusesAbsentRingsAndBadNames)
{
    EXPECT_EQ(RingTap::attach(ring()).error().code, Errc::NotFound);
    EXPECT_EQ(RingTap::attach("a b").error().code, Errc::InvalidName);
}

INSTANTIATE_TEST_SUITE_P(Each, Tap, ::testing::Values(Backend::Shm, Backend::Mmap), backend_name);

}  // namespace
}  // namespace ringlib

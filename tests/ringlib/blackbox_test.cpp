// SPDX-License-Identifier: MIT OR Apache-2.0
#include "each_backend.h"

#include <algorithm>
#include <cstring>
#include <unistd.h>

namespace ringlib {
namespace {

class Blackbox : public EachBackend {
protected:
    [[nodiscard]] std::vector<HappeningRecord> happenings() const
    {
        return RingObserver::attach(ring()).value().happenings().value();
    }
    [[nodiscard]] std::vector<RingHappening> kinds() const
    {
        std::vector<RingHappening> kinds;
        for (const HappeningRecord& record : happenings()) {
            kinds.push_back(record.what);
        }
        return kinds;
    }
    void leave_a_ring() const { ASSERT_TRUE(lasting_producer_builder().build_producer()); }
};

TEST_P(Blackbox, TellsTheLifeOfARingOldestFirst)
{
    {
        auto producer = lasting_producer_builder().build_producer().value();
        ASSERT_TRUE(producer.try_publish([](Tick&) {}));
        auto consumer = consumer_builder("reader").start_at(StartAt::Oldest).build_consumer();
        ASSERT_TRUE(consumer->try_consume_next());
        consumer->detach();
        ASSERT_TRUE(producer.try_publish([](Tick&) {}));
    }
    memory().producer().stream_end.store(0);  // as if the producer had died without a word
    const auto second = lasting_producer_builder().build_producer().value();
    const auto records = happenings();
    ASSERT_EQ(kinds(),
        (std::vector{RingHappening::Created, RingHappening::Joined, RingHappening::Left,
            RingHappening::Closed, RingHappening::TakenOver}));
    EXPECT_EQ(records[0].slot, std::nullopt);
    EXPECT_EQ(records[1].slot, 0U);
    EXPECT_EQ(records[1].consumer_id, "reader");
    EXPECT_EQ(records[1].value, 0U);
    EXPECT_EQ(records[2].consumer_id, "reader");
    EXPECT_EQ(records[2].value, 1U);
    EXPECT_EQ(records[3].value, 2U);
    EXPECT_EQ(records[3].consumer_id, "");
    EXPECT_EQ(records[4].value, 2U);
    EXPECT_NE(records[0].time_ns, 0U);
    EXPECT_TRUE(std::is_sorted(records.begin(), records.end(),
        [](const auto& a, const auto& b) { return a.time_ns < b.time_ns; }));
}

TEST_P(Blackbox, NamesWhoWasPutOut)
{
    auto producer = lasting_producer_builder().build_producer().value();
    const auto first = consumer_builder("first").build_consumer().value();
    const auto second = consumer_builder("second").build_consumer().value();
    ASSERT_TRUE(producer.evict("second"));
    const HappeningRecord record = happenings().back();
    EXPECT_EQ(record.what, RingHappening::Evicted);
    EXPECT_EQ(record.slot, 1U);
    EXPECT_EQ(record.consumer_id, "second");
}

TEST_P(Blackbox, KeepsTheLast64)
{
    const auto producer = lasting_producer_builder().build_producer().value();
    for (int i = 0; i < 40; ++i) {
        auto consumer = consumer_builder("cp_" + std::to_string(i)).build_consumer().value();
    }
    const auto kinds = this->kinds();
    ASSERT_EQ(kinds.size(), 64U);
    EXPECT_EQ(memory().blackbox().written.load(), 81U);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        EXPECT_EQ(kinds[i], i % 2 == 0 ? RingHappening::Joined : RingHappening::Left) << i;
    }
    const auto records = happenings();
    for (std::size_t i = 1; i < records.size(); ++i) {
        EXPECT_LE(records[i - 1].time_ns, records[i].time_ns) << i;
    }
}

TEST_P(Blackbox, LeavesOutWhatIsBeingWritten)
{
    leave_a_ring();
    ASSERT_EQ(kinds(), (std::vector{RingHappening::Created, RingHappening::Closed}));
    memory().blackbox().records[0].kind.store(0);
    EXPECT_EQ(kinds(), std::vector{RingHappening::Closed});
}

TEST_P(Blackbox, IsEmptyWhereNothingWasWritten)
{
    leave_a_ring();
    std::memset(static_cast<void*>(&memory().blackbox()), 0, sizeof(layout::Blackbox));
    EXPECT_TRUE(happenings().empty());
}

TEST_P(Blackbox, ShowsStrangeKindsAsUnknownAndStrangeSlotsAsNone)
{
    leave_a_ring();
    const Segment memory = this->memory();
    auto& damaged = memory.blackbox().records[0];
    for (const std::uint32_t kind : {std::uint32_t{1000}, ~std::uint32_t{0}, 0x80000001U}) {
        damaged.kind.store(kind);
        EXPECT_EQ(kinds().front(), RingHappening::Unknown) << kind;
    }
    damaged.kind.store(static_cast<std::uint32_t>(layout::Happening::Joined));
    for (const std::uint32_t slot : {std::uint32_t{64}, ~std::uint32_t{0}, 0x80000000U}) {
        damaged.slot.store(slot);
        EXPECT_EQ(happenings().front().what, RingHappening::Joined);
        EXPECT_EQ(happenings().front().slot, std::nullopt) << slot;
        EXPECT_EQ(happenings().front().consumer_id, "") << slot;
    }
    damaged.slot.store(63);
    EXPECT_EQ(happenings().front().slot, 63U);
}

TEST_P(Blackbox, EscapesTheIdInAHostileSlot)
{
    leave_a_ring();
    const Segment memory = this->memory();
    memory.blackbox().records[0].kind.store(static_cast<std::uint32_t>(layout::Happening::Joined));
    for (auto& word : memory.slot(0).identity.id_text) {
        word.store(0x1b1b1b1b1b1b1b1bULL);  // 32 escape characters and no end
    }
    const std::string id = happenings().front().consumer_id;
    EXPECT_EQ(id.size(), 4U * layout::kIdBytes);
    EXPECT_EQ(id.substr(0, 8), "\\x1b\\x1b");
}

TEST_P(Blackbox, SurvivesAnyWords)
{
    leave_a_ring();
    auto observer = RingObserver::attach(ring()).value();
    const Segment memory = this->memory();
    auto* const begin = reinterpret_cast<std::uint64_t*>(&memory.slot(0));
    auto* const end = reinterpret_cast<std::uint64_t*>(memory.events());
    AnyWords words;
    for (int round = 0; round < 50; ++round) {
        for (auto* word = begin; word != end; ++word) {
            *word = round % 2 == 0 ? words.next() : words.next() >> 61U;
        }
        const auto records = observer.happenings();
        ASSERT_TRUE(records);
        EXPECT_LE(records->size(), 64U);
    }
}

TEST_P(Blackbox, SaysTruncatedInsteadOfDying)
{
    leave_a_ring();
    auto observer = RingObserver::attach(ring()).value();
    const std::uint64_t offset = memory().header().blackbox_offset;
    for (const std::uint64_t size : {offset + 1000, offset, std::uint64_t{600}, std::uint64_t{0}}) {
        ASSERT_EQ(::truncate(file().c_str(), static_cast<off_t>(size)), 0);
        EXPECT_EQ(observer.happenings().error().code, Errc::Truncated) << size;
    }
}

TEST_P(Blackbox, OfARingThatWasReplacedCanStillBeRead)
{
    leave_a_ring();
    auto observer = RingObserver::attach(ring()).value();
    const auto second = lasting_producer_builder().build_producer().value();
    RingSnapshot snapshot;
    ASSERT_EQ(observer.snapshot(snapshot).error().code, Errc::Replaced);
    EXPECT_EQ(observer.happenings().value().back().what, RingHappening::Closed);
}

TEST(RingHappening, HasANameForEachKind)
{
    EXPECT_EQ(to_string(RingHappening::Unknown), "Unknown");
    EXPECT_EQ(to_string(RingHappening::TakenOver), "TakenOver");
    EXPECT_EQ(to_string(RingHappening::JoinRefused), "JoinRefused");
    EXPECT_EQ(to_string(RingHappening::Failed), "Failed");
    EXPECT_EQ(to_string(static_cast<RingHappening>(200)), "Unknown");
}

INSTANTIATE_TEST_SUITE_P(
    Each, Blackbox, ::testing::Values(Backend::Shm, Backend::Mmap), backend_name);

}  // namespace
}  // namespace ringlib

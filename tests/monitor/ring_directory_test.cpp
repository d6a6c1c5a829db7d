// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_directory.h"

#include "support/temporary_ring.h"

#include <ringlib/ringlib.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sys/stat.h>
#include <thread>

namespace monitor {
namespace {

using namespace std::chrono_literals;

struct Tick {
    std::uint64_t value;
};

std::optional<RingListing> find(const std::vector<RingListing>& rings, const std::string& ring)
{
    const auto found = std::find_if(rings.begin(), rings.end(),
        [&](const RingListing& listing) { return listing.ring == ring; });
    return found == rings.end() ? std::nullopt : std::optional(*found);
}

ringlib::Producer<Tick> make_ring_in(const std::filesystem::path& file)
{
    return ringlib::build_mmap_single_producer<Tick>(file, 8).build_producer().value();
}

void write(const std::filesystem::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary) << bytes;
}

/// Those of `rings` that lie in `directory`.
std::vector<RingListing> inside(
    const std::vector<RingListing>& rings, const std::filesystem::path& directory)
{
    std::vector<RingListing> found;
    std::copy_if(rings.begin(), rings.end(), std::back_inserter(found),
        [&](const RingListing& listing) { return listing.path.parent_path() == directory; });
    return found;
}

TEST(RingDirectory, ListsARingInSharedMemoryWithItsPlaces)
{
    const ringtest::TemporaryRing ring;
    auto producer
        = ringlib::build_shared_single_producer<Tick>(ring.name(), 8).build_producer().value();
    auto consumer = ringlib::attach_shared_consumer<Tick>(ring.name(), 8)
                        .with_consumer_id("cp_0")
                        .build_consumer()
                        .value();
    for (int i = 0; i < 5; ++i) {
        ASSERT_TRUE(producer.try_publish([](Tick&) {}));
    }
    ASSERT_TRUE(consumer.try_consume_next());
    RingDirectory directory;
    const auto listed = find(directory.refresh(Clock::now()), ring.name());
    ASSERT_TRUE(listed);
    EXPECT_EQ(listed->path, ring.file());
    EXPECT_EQ(listed->backend, ringlib::Backend::Shm);
    EXPECT_EQ(listed->state, RingWord::Live);
    EXPECT_EQ(listed->capacity, 8U);
    EXPECT_EQ(listed->event_size, sizeof(Tick));
    EXPECT_EQ(listed->producer_pid, ::getpid());
    EXPECT_EQ(listed->producer_presence, ringlib::Presence::Alive);
    EXPECT_EQ(listed->consumers, 1U);
    EXPECT_EQ(listed->sequence, 4);
    EXPECT_EQ(listed->used, 4U);
    EXPECT_FALSE(listed->events_per_s);
}

/// A ring in shared memory that "cp_0" has never read from, filled up.
class FullRing : public testing::Test {
protected:
    FullRing()
    {
        for (int i = 0; i < 8; ++i) {
            EXPECT_TRUE(m_producer.try_publish([](Tick&) {}));
        }
    }
    [[nodiscard]] RingListing look()
    {
        return find(m_directory.refresh(Clock::now()), m_ring.name()).value();
    }

    ringtest::TemporaryRing m_ring;
    ringlib::Producer<Tick> m_producer
        = ringlib::build_shared_single_producer<Tick>(m_ring.name(), 8).build_producer().value();
    ringlib::Consumer<Tick> m_consumer = ringlib::attach_shared_consumer<Tick>(m_ring.name(), 8)
                                             .with_consumer_id("cp_0")
                                             .build_consumer()
                                             .value();
    RingDirectory m_directory;
};

TEST_F(FullRing, IsHeldOnceNobodyMovedBetweenTwoLooks)
{
    EXPECT_FALSE(look().held_for) << "one look at a producer that only tries tells nothing";
    const RingListing held = look();
    ASSERT_TRUE(held.held_for);
    EXPECT_EQ(held.state, RingWord::Live);
    EXPECT_EQ(held.gating, "cp_0");
    EXPECT_NE(
        held.reason.find(" by cp_0 (pid " + std::to_string(::getpid()) + ")"), std::string::npos)
        << held.reason;
    ASSERT_TRUE(m_consumer.try_consume_next());
    EXPECT_FALSE(look().held_for);
    EXPECT_FALSE(look().held_for);
}

TEST_F(FullRing, IsHeldAtTheFirstLookWhereTheProducerSaysSo)
{
    std::thread blocked([this] { EXPECT_TRUE(m_producer.publish([](Tick&) {})); });
    const auto first_look = [this] {
        RingDirectory directory;
        return find(directory.refresh(Clock::now()), m_ring.name()).value();
    };
    RingListing held = first_look();
    while (!held.held_for) {
        held = first_look();
    }
    EXPECT_TRUE(m_consumer.try_consume_next());
    blocked.join();
    EXPECT_GE(*held.held_for, kHeldMin);
    EXPECT_EQ(held.gating, "cp_0");
}

TEST(RingDirectory, KnowsARateFromTheSecondLookOnAndIdlenessAfterTwoSeconds)
{
    const ringtest::TemporaryDirectory place;
    const auto file = place.path() / "ring";
    auto producer = make_ring_in(file);
    RingDirectory directory({place.path()});
    const auto begun = Clock::now();
    directory.refresh(begun);
    ASSERT_TRUE(producer.try_publish([](Tick&) {}));
    auto listed = find(directory.refresh(Clock::now()), file);
    ASSERT_TRUE(listed);
    EXPECT_GT(listed->events_per_s.value_or(0), 0);
    EXPECT_EQ(listed->state, RingWord::Live);
    listed = find(directory.refresh(Clock::now() + RingDirectory::kIdleAfter), file);
    ASSERT_TRUE(listed);
    EXPECT_EQ(listed->events_per_s, 0);
    EXPECT_EQ(listed->state, RingWord::Idle);
    EXPECT_NE(listed->reason, "");
}

TEST(RingDirectory, TellsAClosedRingFromAnOrphan)
{
    const ringtest::TemporaryDirectory place;
    make_ring_in(place.path() / "closed").close();
    {
        const auto gone = make_ring_in(place.path() / "copied");
        std::filesystem::copy_file(place.path() / "copied", place.path() / "copy");
    }
    RingDirectory directory({place.path()});
    const auto& rings = directory.refresh(Clock::now());
    EXPECT_EQ(find(rings, place.path() / "closed")->state, RingWord::Closed);
    EXPECT_EQ(find(rings, place.path() / "copy")->state, RingWord::Orphan);
}

TEST(RingDirectory, LeavesOutTenThousandForeignFiles)
{
    const ringtest::TemporaryDirectory place;
    write(place.path() / "empty", "");
    write(place.path() / "words", "some words");
    for (int i = 0; i < 5000; ++i) {
        const auto number = std::to_string(i);
        std::filesystem::create_hard_link(
            place.path() / "empty", place.path() / ("empty-" + number));
        std::filesystem::create_hard_link(
            place.path() / "words", place.path() / ("words-" + number));
    }
    const auto producer = make_ring_in(place.path() / "ring");
    RingDirectory directory({place.path()});
    const auto rings = inside(directory.refresh(Clock::now()), place.path());
    ASSERT_EQ(rings.size(), 1U);
    EXPECT_EQ(rings[0].ring, place.path() / "ring");
}

TEST(RingDirectory, PassesByWhateverIsPlantedThere)
{
    const ringtest::TemporaryDirectory place;
    const auto producer = make_ring_in(place.path() / "ring");
    ASSERT_EQ(::mkfifo((place.path() / "fifo").c_str(), 0600), 0);
    std::filesystem::create_directory(place.path() / "directory");
    std::filesystem::create_symlink(place.path() / "ring", place.path() / "symlink");
    std::filesystem::create_symlink("/dev/zero", place.path() / "endless");
    std::filesystem::create_symlink("nowhere", place.path() / "dangling");
    write(place.path() / "garbage", std::string(100'000, '\xa5'));
    write(place.path() / ".hidden", "RINGLIB1");
    RingDirectory directory({place.path()});
    const auto rings = inside(directory.refresh(Clock::now()), place.path());
    ASSERT_EQ(rings.size(), 1U);
    EXPECT_EQ(rings[0].ring, place.path() / "ring");
}

TEST(RingDirectory, ShowsDamagedRingsWithTheReason)
{
    const ringtest::TemporaryDirectory place;
    {
        const auto producer = make_ring_in(place.path() / "whole");
        std::filesystem::copy_file(place.path() / "whole", place.path() / "short");
        std::filesystem::copy_file(place.path() / "whole", place.path() / "changed");
    }
    std::filesystem::resize_file(place.path() / "short", 5000);
    {
        std::fstream changed(
            place.path() / "changed", std::ios::in | std::ios::out | std::ios::binary);
        changed.seekp(40);
        changed.put('\x7f');
    }
    write(place.path() / "magic-only", "RINGLIB1");
    RingDirectory directory({place.path()});
    const auto& rings = directory.refresh(Clock::now());
    EXPECT_FALSE(find(rings, place.path() / "magic-only"));  // too short to be anything
    for (const std::string name : {"short", "changed"}) {
        const auto listed = find(rings, place.path() / name);
        ASSERT_TRUE(listed) << name;
        EXPECT_NE(listed->state, RingWord::Live) << name;
        EXPECT_FALSE(listed->attachable()) << name;
        EXPECT_NE(listed->reason, "") << name;
    }
    EXPECT_EQ(find(rings, place.path() / "short")->state, RingWord::Truncated);
    EXPECT_EQ(find(rings, place.path() / "changed")->state, RingWord::Incompatible);
}

TEST(RingDirectory, ShowsARingOnceHoweverOftenItsDirectoryIsNamed)
{
    const ringtest::TemporaryDirectory place;
    const auto producer = make_ring_in(place.path() / "ring");
    RingDirectory directory({place.path(), place.path() / "", place.path() / "."});
    const auto& rings = directory.refresh(Clock::now());
    EXPECT_EQ(std::count_if(rings.begin(), rings.end(),
                  [](const RingListing& listing) { return listing.path.filename() == "ring"; }),
        1);
    EXPECT_TRUE(std::is_sorted(rings.begin(), rings.end(),
        [](const RingListing& a, const RingListing& b) { return a.ring < b.ring; }));
}

TEST(RingDirectory, SeesADirectoryThatIsGoneAsAnEmptyOne)
{
    RingDirectory directory({"/nowhere/at/all"});
    EXPECT_TRUE(inside(directory.refresh(Clock::now()), "/nowhere/at/all").empty());
}

}  // namespace
}  // namespace monitor

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/sampled_ring.h"
#include "support/temporary_ring.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <unistd.h>

namespace monitor::test {
namespace {

using namespace std::chrono_literals;

TEST(SamplerOfAName, WaitsForARingThatIsNotThereYet)
{
    const ringtest::TemporaryRing ring;
    Sampler sampler(quick());
    sampler.watch(ring.name());
    const auto waiting = wait_for(sampler, RingWord::Waiting);
    ASSERT_TRUE(waiting);
    EXPECT_FALSE(waiting->attached);
    const auto producer = make_producer(ring.name());
    EXPECT_TRUE(wait_for(sampler, RingWord::Live));
}

TEST(SamplerOfAName, SaysReplacedAndGoesOnWithTheNewRing)
{
    const ringtest::TemporaryRing ring;
    std::optional first = make_producer(ring.name());
    Sampler sampler(quick());
    sampler.watch(ring.name());
    ASSERT_TRUE(wait_for(sampler, RingWord::Live));
    ASSERT_EQ(std::rename(ring.file().c_str(), (ring.file() + "-away").c_str()), 0);
    ::unlink((ring.file() + "-away").c_str());
    ::unlink(ring.lock_file().c_str());
    const auto second = make_producer(ring.name());
    const auto replaced = wait_for(sampler, RingWord::Replaced);
    ASSERT_TRUE(replaced);
    EXPECT_NE(replaced->reason, "");
    const auto next = wait_for(
        sampler, [](const RingReading& r) { return r.attached && r.instance_number == 2; });
    ASSERT_TRUE(next);
    EXPECT_NE(next->instance, replaced->instance);
}

TEST(SamplerOfAName, SaysThatARingWasRemovedOnceNobodyHoldsIt)
{
    const ringtest::TemporaryRing ring;
    std::optional producer = make_producer(ring.name());
    Sampler sampler(quick());
    sampler.watch(ring.name());
    ASSERT_TRUE(wait_for(sampler, RingWord::Live));
    producer->close();
    producer.reset();
    const auto closed = wait_for(sampler, [](const RingReading& r) { return !r.attached; });
    ASSERT_TRUE(closed);
    EXPECT_EQ(closed->state, RingWord::Closed);
    EXPECT_FALSE(ring.exists());
}

TEST(SamplerOfAName, SaysThatTheNameOfARingInUseWasRemovedAndThatItIsBack)
{
    const ringtest::TemporaryDirectory place;
    const std::string name = (place.path() / "orders").string();
    const auto producer
        = ringlib::build_mmap_single_producer<Tick>(name, kCapacity).build_producer().value();
    Sampler sampler(quick());
    sampler.watch(name);
    const auto named = [](const RingReading& reading) { return reading.attached && reading.named; };
    ASSERT_TRUE(wait_for(sampler, named));
    std::filesystem::rename(name, name + ".away");
    const auto reading = wait_for(sampler, [](const RingReading& one) { return !one.named; });
    ASSERT_TRUE(reading);
    EXPECT_TRUE(reading->attached);
    EXPECT_EQ(reading->instance_number, 1U);
    std::filesystem::rename(name + ".away", name);
    EXPECT_TRUE(wait_for(sampler, named));
}

TEST(SamplerOfAName, ReadsOnFromARingThatWasUnlinkedInUse)
{
    const ringtest::TemporaryRing ring;
    auto producer = make_producer(ring.name());
    Sampler sampler(quick());
    sampler.watch(ring.name());
    ASSERT_TRUE(wait_for(sampler, RingWord::Live));
    ASSERT_EQ(::unlink(ring.file().c_str()), 0);
    publish(producer, 7);
    EXPECT_TRUE(wait_for(
        sampler, [](const RingReading& r) { return r.attached && r.producer.sequence == 6; }));
}

TEST(SamplerOfAName, SaysTruncatedAndKeepsTheNumbers)
{
    const ringtest::TemporaryDirectory place;
    const auto file = place.path() / "ring";
    const auto copy = (place.path() / "copy").string();
    {
        auto producer
            = ringlib::build_mmap_single_producer<Tick>(file, kCapacity).build_producer().value();
        publish(producer, 50);
        std::filesystem::copy_file(file, copy);
    }
    Sampler sampler(quick());
    sampler.watch(copy);
    ASSERT_TRUE(wait_for(sampler, [](const RingReading& r) { return r.attached; }));
    std::filesystem::resize_file(copy, 4096);
    const auto truncated = wait_for(sampler, RingWord::Truncated);
    ASSERT_TRUE(truncated);
    EXPECT_NE(truncated->reason.find(copy), std::string::npos);
    EXPECT_EQ(truncated->producer.sequence, 49);
    std::filesystem::remove(copy);
    EXPECT_TRUE(wait_for(sampler, RingWord::Waiting));
}

TEST(SamplerOfAName, SaysIncompatibleForWhatIsNoRing)
{
    const ringtest::TemporaryRing ring;
    std::FILE* file = std::fopen(ring.file().c_str(), "w");
    ASSERT_NE(file, nullptr);
    std::fputs("not a ring at all", file);
    std::fclose(file);
    Sampler sampler(quick());
    sampler.watch(ring.name());
    const auto reading = wait_for(sampler, RingWord::Incompatible);
    ASSERT_TRUE(reading);
    EXPECT_NE(reading->reason, "");
}

TEST(SamplerOfAName, ForgetsARingThatIsNoLongerWatched)
{
    const ringtest::TemporaryRing ring;
    const ringtest::TemporaryRing other;
    const auto producer = make_producer(ring.name());
    const auto second = make_producer(other.name());
    Sampler sampler(quick());
    sampler.watch(ring.name());
    sampler.watch(other.name());
    sampler.watch(other.name());
    ASSERT_TRUE(wait_for(sampler, [&](const RingReading& r) { return r.ring == ring.name(); }));
    sampler.unwatch(ring.name());
    const auto asked = Clock::now();
    // The tick under way may still look at it; those after the next reading of the other do not.
    ASSERT_TRUE(wait_for(sampler, [&](const RingReading& r) {
        return r.ring == other.name() && r.sampled_at > asked + 5ms;
    }));
    std::vector<RingReading> readings;
    sampler.take_readings(readings);
    ASSERT_TRUE(wait_for(sampler, [&](const RingReading& r) { return r.ring == other.name(); }));
    for (const auto& reading : readings) {
        EXPECT_EQ(reading.ring, other.name());
    }
}

}  // namespace
}  // namespace monitor::test

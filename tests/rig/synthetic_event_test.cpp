// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/synthetic_event.h"

#include <cstring>
#include <gtest/gtest.h>

namespace rig {
namespace {

template <std::size_t Bytes>
SyntheticEvent<Bytes> filled(std::uint64_t sequence = 41, std::uint32_t epoch = 3)
{
    SyntheticEvent<Bytes> event{};
    fill_event(event, sequence, epoch, 123'456'789);
    return event;
}

TEST(SyntheticEvent, IsIntactInEverySize)
{
    for (const std::size_t size : kEventSizes) {
        EXPECT_TRUE(with_event_size(size, []<std::size_t Bytes>() {
            return is_intact(filled<Bytes>());
        })) << size;
        EXPECT_EQ(with_event_size(
                      size, []<std::size_t Bytes>() { return sizeof(SyntheticEvent<Bytes>); }),
            size);
    }
}

TEST(SyntheticEvent, SaysWhatItIs)
{
    const auto event = filled<64>();
    EXPECT_EQ(event.sequence, 41U);
    EXPECT_EQ(event.epoch, 3U);
    EXPECT_EQ(event.published_ns, 123'456'789U);
}

TEST(SyntheticEvent, IsNotIntactWithOneBitFlippedAnywhere)
{
    const auto flip_each = []<std::size_t Bytes>() {
        std::size_t unnoticed = 0;
        for (std::size_t bit = 0; bit < Bytes * 8; ++bit) {
            auto event = filled<Bytes>();
            std::array<unsigned char, Bytes> bytes{};
            std::memcpy(bytes.data(), &event, Bytes);
            bytes.at(bit / 8) ^= static_cast<unsigned char>(1U << bit % 8);
            std::memcpy(&event, bytes.data(), Bytes);
            unnoticed += is_intact(event) ? 1U : 0U;
        }
        return unnoticed;
    };
    for (const std::size_t size : kEventSizes) {
        EXPECT_EQ(with_event_size(size, flip_each), 0U) << size;
    }
}

// What a torn slot looks like: the beginning of one event, the rest of the one a lap before.
TEST(SyntheticEvent, IsNotIntactWhenItIsMadeOfTwo)
{
    const auto tear_at_each_word = []<std::size_t Bytes>() {
        std::size_t unnoticed = 0;
        for (std::size_t cut = 8; cut < Bytes; cut += 8) {
            auto event = filled<Bytes>(41);
            const auto newer = filled<Bytes>(41 + 4096);
            std::memcpy(&event, &newer, cut);
            unnoticed += is_intact(event) ? 1U : 0U;
        }
        return unnoticed;
    };
    for (const std::size_t size : kEventSizes) {
        EXPECT_EQ(with_event_size(size, tear_at_each_word), 0U) << size;
    }
}

TEST(SyntheticEvent, DiffersBetweenSequencesAndEpochs)
{
    EXPECT_NE(filled<64>(1, 1).words, filled<64>(2, 1).words);
    EXPECT_NE(filled<64>(1, 1).words, filled<64>(1, 2).words);
}

TEST(SyntheticEvent, IsNotIntactWhenItWasNeverWritten)
{
    EXPECT_FALSE(is_intact(SyntheticEvent<32>{}));
    EXPECT_FALSE(is_intact(SyntheticEvent<4096>{}));
}

TEST(SyntheticEvent, HasEightSizes)
{
    std::size_t sizes = 0;
    for (std::uint64_t bytes = 0; bytes <= 10'000; ++bytes) {
        sizes += is_event_size(bytes) ? 1U : 0U;
    }
    EXPECT_EQ(sizes, kEventSizes.size());
    EXPECT_FALSE(is_event_size(8192));
}

}  // namespace
}  // namespace rig

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "header.h"

#include "ringlib/crc32c.h"

#include <cstring>
#include <functional>
#include <gtest/gtest.h>

namespace ringlib {
namespace {

using layout::RingHeader;

RingHeader sound_header()
{
    return *make_header(
        "r", {.capacity = 8, .event = {64, 8, "trade"}, .consumer_slots = 4, .label = "orders"});
}

void repair_checksum(RingHeader& header)
{
    std::array<std::byte, sizeof(RingHeader)> bytes{};
    std::memcpy(bytes.data(), &header, sizeof(header));
    header.crc32c = crc32c(std::span(bytes).first(offsetof(RingHeader, crc32c)));
}

TEST(Header, IsSoundWhenMade)
{
    const RingHeader header = sound_header();
    EXPECT_TRUE(check_header("r", header, header.total_size));
    EXPECT_EQ(text_field(header.label), "orders");
    EXPECT_EQ(header.events_offset % layout::kPage, 0U);
}

TEST(Header, IsRefusedWithAnySingleBitFlipped)
{
    const RingHeader sound = sound_header();
    for (std::size_t bit = 0; bit < sizeof(RingHeader) * 8; ++bit) {
        std::array<unsigned char, sizeof(RingHeader)> bytes{};
        std::memcpy(bytes.data(), &sound, sizeof(sound));
        bytes.at(bit / 8) = static_cast<unsigned char>(bytes.at(bit / 8) ^ (1U << (bit % 8)));
        RingHeader flipped{};
        std::memcpy(&flipped, bytes.data(), sizeof(flipped));
        EXPECT_FALSE(check_header("r", flipped, sound.total_size)) << "bit " << bit;
    }
}

// With the checksum repaired, so that the checks behind it are reached.
TEST(Header, IsRefusedWithAnyHostileField)
{
    constexpr std::uint64_t kHuge = ~std::uint64_t{0};
    const std::vector<std::function<void(RingHeader&)>> damages = {
        [](RingHeader& h) { h.capacity = 0; },
        [](RingHeader& h) { h.capacity = 12; },
        [](RingHeader& h) { h.capacity = std::uint64_t{1} << 31U; },
        [](RingHeader& h) { h.capacity = 16; },
        [](RingHeader& h) { h.event_size = 0; },
        [](RingHeader& h) { h.event_size = kHuge; },
        [](RingHeader& h) { h.event_align = 3; },
        [](RingHeader& h) { h.event_align = 8192; },
        [](RingHeader& h) { h.event_stride = 0; },
        [](RingHeader& h) { h.event_stride = kHuge; },
        [](RingHeader& h) { h.consumer_slots = 0; },
        [](RingHeader& h) { h.consumer_slots = 257; },
        [](RingHeader& h) { h.consumer_slots = 5; },
        [](RingHeader& h) { h.slot_stride = 0; },
        [](RingHeader& h) { h.slot_stride = 520; },
        [](RingHeader& h) { h.slot_stride = kHuge - 127; },
        [](RingHeader& h) { h.ready_offset = 0; },
        [](RingHeader& h) { h.slots_offset = 0; },
        [](RingHeader& h) { h.slots_offset = 4097; },
        [](RingHeader& h) { h.slots_offset = kHuge - 4095; },
        [](RingHeader& h) { h.producer_offset = h.slots_offset; },
        [](RingHeader& h) { h.producer_size = 0; },
        [](RingHeader& h) { h.producer_size = kHuge; },
        [](RingHeader& h) {  // a file with a hole in it: an observer must not read all of that
            constexpr std::uint64_t kHole = std::uint64_t{1} << 36U;
            h.producer_size += kHole;
            h.counters_offset += kHole;
            h.blackbox_offset += kHole;
            h.events_offset += kHole;
            h.total_size += kHole;
        },
        [](RingHeader& h) { h.counters_offset += 4096; },
        [](RingHeader& h) { h.counters_offset = kHuge - 4095; },
        [](RingHeader& h) { h.counters_size = 128; },
        [](RingHeader& h) { h.blackbox_offset = h.events_offset; },
        [](RingHeader& h) { h.blackbox_size = kHuge; },
        [](RingHeader& h) {
            h.histograms_size = kHuge;
            h.histograms_offset = h.blackbox_offset + 4096;
        },
        [](RingHeader& h) {
            h.schema_size = 4096;
            h.schema_offset = h.events_offset;
        },
        [](RingHeader& h) { h.events_offset += 4096; },
        [](RingHeader& h) { h.events_size = 0; },
        [](RingHeader& h) { h.total_size += 4096; },
        [](RingHeader& h) { h.total_size = 0; },
        [](RingHeader& h) { h.reserved.at(3) = 1; },
        [](RingHeader& h) { h.features_incompat = 1; },
        [](RingHeader& h) { h.page_size = 65536; },
        [](RingHeader& h) { h.line_size = 64; },
        [](RingHeader& h) { h.byte_order = 0x04030201; },
        [](RingHeader& h) { h.layout_major = 2; },
        [](RingHeader& h) { h.header_size = 256; },
    };
    for (std::size_t i = 0; i < damages.size(); ++i) {
        RingHeader header = sound_header();
        const std::uint64_t file_size = header.total_size;
        damages.at(i)(header);
        repair_checksum(header);
        EXPECT_FALSE(check_header("r", header, file_size)) << "damage " << i;
    }
}

TEST(Header, RefusesHistogramsThatAreTooFewForTheSlots)
{
    RingHeader header = *make_header("r",
        {.capacity = 8,
            .event = {64, 8, {}},
            .consumer_slots = 4,
            .label = {},
            .histograms_size = layout::histograms_size(4)});
    EXPECT_TRUE(check_header("r", header, header.total_size));
    header.histograms_size -= 1;
    repair_checksum(header);
    const auto checked = check_header("r", header, header.total_size);
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, Errc::Corrupt);
    EXPECT_NE(checked.error().detail.find("histograms"), std::string::npos);
}

TEST(Header, ReadsANewerMinorVersionAndUnknownCompatibleFeatures)
{
    RingHeader header = sound_header();
    header.layout_minor = 7;
    header.features_compat = 0xff;
    header.reserved.at(0) = 1;
    repair_checksum(header);
    EXPECT_TRUE(check_header("r", header, header.total_size));
}

TEST(Header, SaysBothSizesOfATruncatedFile)
{
    const RingHeader header = sound_header();
    const auto checked = check_header("r", header, header.total_size - 1);
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, Errc::Truncated);
    EXPECT_NE(
        checked.error().detail.find(std::to_string(header.total_size - 1)), std::string::npos);
    EXPECT_NE(checked.error().detail.find(std::to_string(header.total_size)), std::string::npos);
}

TEST(Header, RefusesACapacityThatIsNoPowerOfTwoInRange)
{
    for (const std::uint64_t capacity : {0ULL, 1ULL, 3ULL, 1ULL << 31U, 1ULL << 63U, ~0ULL}) {
        const auto header = make_header(
            "r", {.capacity = capacity, .event = {8, 8, {}}, .consumer_slots = 1, .label = {}});
        ASSERT_FALSE(header) << capacity;
        EXPECT_EQ(header.error().code, Errc::InvalidCapacity);
        EXPECT_NE(header.error().detail.find(std::to_string(capacity)), std::string::npos);
    }
}

TEST(Header, ComparesEventNamesOnlyWhenBothAreDeclared)
{
    const RingHeader header = sound_header();
    EXPECT_TRUE(check_shape("r", header, 8, {64, 8, "trade"}));
    EXPECT_TRUE(check_shape("r", header, 8, {64, 8, ""}));
    EXPECT_EQ(check_shape("r", header, 8, {64, 8, "quote"}).error().code, Errc::EventMismatch);
    EXPECT_EQ(check_shape("r", header, 8, {56, 8, "trade"}).error().code, Errc::EventMismatch);
    EXPECT_EQ(check_shape("r", header, 8, {64, 64, "trade"}).error().code, Errc::EventMismatch);
    EXPECT_EQ(check_shape("r", header, 16, {64, 8, "trade"}).error().code, Errc::CapacityMismatch);
}

TEST(EventStride, PacksSmallEventsAndKeepsLargeOnesOnTheirLines)
{
    EXPECT_EQ(layout::event_stride(1, 1), 1U);
    EXPECT_EQ(layout::event_stride(8, 8), 8U);
    EXPECT_EQ(layout::event_stride(24, 8), 32U);
    EXPECT_EQ(layout::event_stride(33, 1), 64U);
    EXPECT_EQ(layout::event_stride(64, 8), 64U);
    EXPECT_EQ(layout::event_stride(65, 8), 128U);
    EXPECT_EQ(layout::event_stride(8, 4096), 4096U);
}

}  // namespace
}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "hostile/hostile_ring.h"

#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <iterator>
#include <ostream>

namespace ringtest {
namespace {

using ringlib::Errc;
using ringlib::layout::RingHeader;

/// A ring as another version, machine or boot would have made it.
struct Foreign {
    const char* name;
    std::function<void(RingHeader&)> change;
    std::optional<Errc> observer;  ///< how it is refused; nothing: it is taken
    std::optional<Errc> consumer;
    std::optional<Errc> producer;
    std::vector<std::string> said{};  ///< in the message of whoever is refused
};

void PrintTo(const Foreign& foreign, std::ostream* out)
{
    *out << foreign.name;
}

class ForeignLayout : public testing::TestWithParam<Foreign> {
protected:
    [[nodiscard]] std::string foreign_bytes() const
    {
        RingHeader header = m_ring.header();
        GetParam().change(header);
        repair_checksum(std::as_writable_bytes(std::span(&header, 1)));
        return bytes_of(header) + m_ring.sound().substr(sizeof(header));
    }
    template <typename Attached>
    void expect(const Attached& attached, std::optional<Errc> refusal) const
    {
        const std::string bytes = foreign_bytes();
        if (!refusal) {
            EXPECT_TRUE(attached) << (attached ? "" : attached.error().message());
            return;
        }
        ASSERT_FALSE(attached);
        EXPECT_EQ(attached.error().code, *refusal) << attached.error().message();
        for (const auto& part : GetParam().said) {
            EXPECT_NE(attached.error().message().find(part), std::string::npos)
                << attached.error().message();
        }
        EXPECT_TRUE(m_ring.bytes() == bytes) << "the file was changed";
    }

    HostileRing m_ring;
};

TEST_P(ForeignLayout, IsTakenOrRefusedByItsVersionAndFlagsAndLeftAsItIs)
{
    m_ring.put(foreign_bytes());
    expect(ringlib::RingObserver::attach(m_ring.file()), GetParam().observer);
    expect(ringlib::RingTap::attach(m_ring.file()), GetParam().observer);
    expect(m_ring.consume(), GetParam().consumer);
    if (!GetParam().consumer) {
        m_ring.put(foreign_bytes());
    }
    expect(m_ring.produce(), GetParam().producer);
}

std::vector<Foreign> foreign_layouts()
{
    constexpr auto kVersion = Errc::VersionMismatch;
    return {
        {"Own", [](RingHeader&) {}, {}, {}, {}},
        {"LaterMinor", [](RingHeader& h) { h.layout_minor = 7; }, {}, {}, {}},
        {"LaterMinorInReservedBytes",
            [](RingHeader& h) {
                h.layout_minor = 1;
                h.reserved.fill(0xff);
            },
            {}, {}, {}},
        {"CompatibleFeature", [](RingHeader& h) { h.features_compat = 0x80000001; }, {}, {}, {}},
        {"ReadOnlyFeature", [](RingHeader& h) { h.features_ro_compat = 0x80; }, {}, kVersion,
            kVersion, {"features"}},
        {"IncompatibleFeature", [](RingHeader& h) { h.features_incompat = 0x40; }, kVersion,
            kVersion, kVersion, {"features 64"}},
        {"LaterMajor", [](RingHeader& h) { h.layout_major = 2; }, kVersion, kVersion, kVersion,
            {"2.0", "1.x"}},
        {"EarlierMajor",
            [](RingHeader& h) {
                h.layout_major = 0;
                h.layout_minor = 9;
            },
            kVersion, kVersion, kVersion, {"0.9", "1.x"}},
        {"OtherByteOrder", [](RingHeader& h) { h.byte_order = 0x04030201; }, kVersion, kVersion,
            kVersion, {"byte order"}},
        {"LargerPages", [](RingHeader& h) { h.page_size = 65536; }, kVersion, kVersion, kVersion,
            {"65536", "4096"}},
        {"ShorterLines", [](RingHeader& h) { h.line_size = 64; }, kVersion, kVersion, kVersion,
            {"64", "128"}},
        {"Of32Bits", [](RingHeader& h) { h.header_size = 256; }, Errc::Corrupt, Errc::Corrupt,
            Errc::Corrupt},
        // Its owners are dead whatever the locks say, and its events were never promised to last.
        {"OtherBoot", [](RingHeader& h) { h.boot_id.fill(0x5a); }, {}, Errc::StaleBoot, {},
            {"5a5a", "start one"}},
    };
}

INSTANTIATE_TEST_SUITE_P(Each, ForeignLayout, testing::ValuesIn(foreign_layouts()),
    [](const auto& instance) { return std::string(instance.param.name); });

// Made once by layout 1.0, and kept: whatever comes later has to read it.
TEST(RingOfLayout1, IsReadWithAllItsSections)
{
    const HostileRing place;
    std::ifstream golden(GOLDEN_RING, std::ios::binary);
    place.put(std::string(std::istreambuf_iterator<char>(golden), {}));
    auto observer = ringlib::RingObserver::attach(place.file());
    ASSERT_TRUE(observer) << observer.error().message();
    EXPECT_EQ(observer->info().capacity, 8U);
    EXPECT_EQ(observer->info().event_size, 8U);
    ringlib::RingSnapshot snapshot;
    ASSERT_TRUE(observer->snapshot(snapshot));
    EXPECT_EQ(snapshot.producer.sequence, 10);
    EXPECT_EQ(observer->schema().value().fields.at(0).name, "value");
    std::vector<ringlib::LatencySnapshot> latencies;
    ASSERT_TRUE(observer->latencies(latencies));
    EXPECT_EQ(latencies.at(0).max_ns, 1'000U);
    EXPECT_EQ(observer->happenings().value().at(0).what, ringlib::RingHappening::Created);
    const auto event = ringlib::RingTap::attach(place.file()).value().read(10);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->at(0), std::byte{10});
}

TEST(RingOfAnotherBoot, IsCreatedAnewByItsProducerEachTime)
{
    for (int i = 0; i < 20; ++i) {
        const HostileRing ring;
        RingHeader header = ring.header();
        header.boot_id[static_cast<std::size_t>(i) % header.boot_id.size()] ^= 1;
        repair_checksum(std::as_writable_bytes(std::span(&header, 1)));
        ring.write(0, bytes_of(header));
        ASSERT_EQ(ring.consume().error().code, Errc::StaleBoot);
        const auto producer = ring.produce();
        ASSERT_TRUE(producer);
        EXPECT_EQ(producer->last_published_sequence(), -1);
        const auto now = ringlib::RingObserver::attach(ring.file());
        ASSERT_TRUE(now);
        EXPECT_NE(now->info().instance, header.instance);
        EXPECT_TRUE(ring.consume());
    }
}

struct Half {
    std::uint32_t value;
};
struct alignas(64) Aligned {
    std::uint64_t value;
};

TEST(WrongEvent, IsRefusedWithBothValuesForEveryPairOfSizeAndAlignment)
{
    const HostileRing ring;
    const auto refused = [&](const auto& attached, const std::string& ours) {
        ASSERT_FALSE(attached);
        EXPECT_EQ(attached.error().code, Errc::EventMismatch);
        const std::string said = attached.error().message();
        EXPECT_NE(said.find("8 and 8"), std::string::npos) << said;
        EXPECT_NE(said.find(ours), std::string::npos) << said;
        EXPECT_TRUE(ring.bytes() == ring.sound());
    };
    refused(ringlib::attach_mmap_consumer<Half>(ring.file(), 8).build_consumer(), "4 and 4");
    refused(ringlib::attach_mmap_consumer<Aligned>(ring.file(), 8).build_consumer(), "64 and 64");
    refused(ringlib::build_mmap_single_producer<Half>(ring.file(), 8).build_producer(), "4 and 4");
    refused(
        ringlib::build_mmap_single_producer<Aligned>(ring.file(), 8).build_producer(), "64 and 64");
}

}  // namespace
}  // namespace ringtest

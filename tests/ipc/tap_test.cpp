// SPDX-License-Identifier: MIT OR Apache-2.0
#include "checked_event.h"
#include "ipc_support.h"
#include "ringlib/ringlib.h"

#include <chrono>
#include <cstring>
#include <gtest/gtest.h>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <sys/vfs.h>

namespace {

using ringlib::Errc;
using ringlib::RingTap;
using ringlib::Sequence;
using ringtest::CheckedEvent;

constexpr long kTmpfs = 0x01021994;

long file_system_of(const std::string& file)
{
    struct statfs status { };
    return ::statfs(file.c_str(), &status) == 0 ? static_cast<long>(status.f_type) : 0;
}

std::string hex(long number)
{
    std::ostringstream text;
    text << "0x" << std::hex << number;
    return text.str();
}

struct Tally {
    int accepted = 0;
    int torn = 0;
    int overwritten = 0;
    int other = 0;  // errors that a running ring has no reason for
};

void read_one(RingTap& tap, Sequence sequence, Tally& tally)
{
    const auto bytes = tap.read(sequence);
    if (!bytes) {
        (bytes.error().code == Errc::Overwritten ? tally.overwritten : tally.other) += 1;
        return;
    }
    CheckedEvent event{};
    if (bytes->size() == sizeof(event)) {
        std::memcpy(&event, bytes->data(), sizeof(event));
    }
    ++tally.accepted;
    tally.torn += event.is(sequence) ? 0 : 1;
}

constexpr int kAccepted = 400'000;
constexpr std::uint64_t kCapacity = 8192;

// Three of four reads go for the quarter of the ring that is overwritten next.
Tally race(const std::string& ring)
{
    Tally tally;
    auto tap = RingTap::attach(ring);
    if (!tap) {
        ADD_FAILURE() << tap.error().message();
        return tally;
    }
    std::mt19937_64 random(1);
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(50);
    while (tally.accepted < kAccepted && std::chrono::steady_clock::now() < give_up) {
        const auto last = tap->last_published();
        if (!last) {
            ++tally.other;
            continue;
        }
        const std::uint64_t reach = random() % 4 != 0 ? kCapacity / 4 : kCapacity;
        const Sequence oldest = *last + 1 - static_cast<Sequence>(kCapacity);
        const Sequence wanted = oldest + static_cast<Sequence>(random() % reach);
        if (wanted >= 0) {
            read_one(*tap, wanted, tally);
        }
    }
    return tally;
}

void expect_no_torn_event(const std::string& ring, const std::string& file)
{
    auto producer
        = ringtest::peer({"produce", ring, std::to_string(kCapacity), "0", "=32", "yield", "0"});
    ASSERT_EQ(producer.read_line(), "ready -1");
    std::cout << "the ring lies on a file system of type " << hex(file_system_of(file))
              << (file_system_of(file) == kTmpfs ? " (tmpfs)\n" : "\n");
    const Tally tally = race(ring);
    std::cout << "accepted " << tally.accepted << ", torn " << tally.torn << ", overwritten "
              << tally.overwritten << ", other " << tally.other << '\n';
    producer.signal(SIGTERM);
    EXPECT_EQ(producer.wait().code, 0);
    EXPECT_EQ(tally.accepted, kAccepted);
    EXPECT_EQ(tally.torn, 0);
    EXPECT_EQ(tally.other, 0);
    EXPECT_GT(tally.overwritten, kAccepted / 100) << "no race: the producer hardly ran";
}

TEST(TapRace, GivesNoTornEventOfARingInSharedMemory)
{
    const ringtest::TemporaryRing ring;
    expect_no_torn_event(ring.name(), ring.file());
}

TEST(TapRace, GivesNoTornEventOfARingOnADisk)
{
    const ringtest::TemporaryDirectory directory(RING_DIRECTORY);
    const std::string file = (directory.path() / "tap.ring").string();
    if (file_system_of(RING_DIRECTORY) == kTmpfs) {
        GTEST_SKIP() << RING_DIRECTORY " is no disk but tmpfs; build elsewhere to race on a disk";
    }
    expect_no_torn_event(file, file);
}

}  // namespace

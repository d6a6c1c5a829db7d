// SPDX-License-Identifier: MIT OR Apache-2.0
#include "hostile/flipping_ring.h"
#include "hostile/header_bits.h"
#include "hostile/lock_race.h"
#include "hostile/vanishing_ring.h"

#include <gtest/gtest.h>

#include <iostream>

namespace ringtest {
namespace {

constexpr std::uint64_t kSeed = 20260101;

/// With the figures in the output, also of what passes.
void expect_good(const Outcome& outcome)
{
    std::cout << outcome.figures << '\n';
    EXPECT_EQ(outcome.bad, 0U) << outcome.figures;
}

TEST(HostileMemory, AHeaderWithAnyBitFlippedIsRefusedByEverybodyAndLeftAlone)
{
    const Outcome outcome = attach_with_each_header_bit_flipped();
    expect_good(outcome);
    EXPECT_EQ(outcome.tried, 4096U);
}

TEST(HostileMemory, AHeaderWithSeveralBytesChangedIsRefusedByEverybodyAndLeftAlone)
{
    expect_good(attach_with_random_header_bytes(rounds(10'000), kSeed));
}

TEST(HostileMemory, ThatChangesMeanwhileIsRefusedOrSeenAsItOnceWas)
{
    expect_good(flip_ring_while_attaching(rounds(2'000), kSeed));
}

TEST(HostileMemory, ThatVanishesWhileItIsReadIsAnAnswer)
{
    expect_good(read_vanishing_ring(rounds(500), kSeed));
}

TEST(HostileMemory, ALockFileThatIsRemovedByItsHoldersNeverHasTwo)
{
    expect_good(lock_while_lock_files_go(rounds(2'000)));
}

}  // namespace
}  // namespace ringtest

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/mailbox.h"

#include <gtest/gtest.h>

#include <thread>

namespace monitor {
namespace {

TEST(Mailbox, GivesEverythingOnceAndInOrder)
{
    Mailbox<int> box(4);
    std::vector<int> taken{99};
    box.take_all(taken);
    EXPECT_TRUE(taken.empty());
    box.push(1);
    box.push(2);
    box.take_all(taken);
    EXPECT_EQ(taken, (std::vector{1, 2}));
    box.take_all(taken);
    EXPECT_TRUE(taken.empty());
    EXPECT_EQ(box.dropped(), 0U);
}

TEST(Mailbox, DropsTheOldestWhenFullAndCountsIt)
{
    Mailbox<int> box(3);
    for (int i = 0; i < 11; ++i) {
        box.push(i);
    }
    std::vector<int> taken;
    box.take_all(taken);
    EXPECT_EQ(taken, (std::vector{8, 9, 10}));
    EXPECT_EQ(box.dropped(), 8U);
    for (int i = 0; i < 4; ++i) {
        box.push(i);
    }
    box.take_all(taken);
    EXPECT_EQ(taken, (std::vector{1, 2, 3}));
    EXPECT_EQ(box.dropped(), 9U);
}

TEST(Mailbox, HoldsOneEvenWhenAskedToHoldNone)
{
    Mailbox<int> box(0);
    box.push(1);
    box.push(2);
    std::vector<int> taken;
    box.take_all(taken);
    EXPECT_EQ(taken, std::vector{2});
    EXPECT_EQ(box.dropped(), 1U);
}

TEST(Mailbox, LosesNothingUncountedBetweenTwoThreads)
{
    constexpr int kPushed = 100'000;
    Mailbox<int> box(64);
    std::jthread giver([&] {
        for (int i = 0; i < kPushed; ++i) {
            box.push(i);
        }
    });
    std::vector<int> taken;
    std::uint64_t count = 0;
    int last = -1;
    while (last != kPushed - 1) {
        box.take_all(taken);
        for (const int value : taken) {
            ASSERT_GT(value, last);
            last = value;
        }
        count += taken.size();
        std::this_thread::yield();
    }
    EXPECT_EQ(count + box.dropped(), static_cast<std::uint64_t>(kPushed));
}

}  // namespace
}  // namespace monitor

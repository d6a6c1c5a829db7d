// SPDX-License-Identifier: MIT OR Apache-2.0
#include "waiter.h"

#include <gtest/gtest.h>

namespace {

using namespace ringlib;

class WaiterTest : public ::testing::Test {
protected:
    /// Waits for so many rounds until what it waits for is there.
    void wait_for(unsigned rounds)
    {
        for (unsigned round = 0; round < rounds; ++round) {
            m_waiter.wait(round, std::chrono::nanoseconds::max(), false, [] { return true; });
        }
    }
    [[nodiscard]] unsigned spins() const { return m_waiter.spins(); }

private:
    layout::Word32 m_gate{0};
    layout::Word64 m_cell{0};
    Waiter m_waiter{WaitStrategy::block(), m_gate, std::chrono::milliseconds(1),
        {.parks = Counter(m_cell), .unparks = Counter(m_cell), .late_wakes = Counter(m_cell)}};
};

TEST_F(WaiterTest, SpinsLessWhereItSpinsInVainUntilItHardlyDoes)
{
    const unsigned at_first = spins();
    for (int wait = 0; wait < 20; ++wait) {
        wait_for(at_first + 2);  // beyond the spins: what came, came while it yielded
    }
    EXPECT_LE(spins(), at_first / 20);
    EXPECT_GT(spins(), 0U);
}

TEST_F(WaiterTest, SpinsAsEverOnceItsSpinsAreAnswered)
{
    const unsigned at_first = spins();
    for (int wait = 0; wait < 20; ++wait) {
        wait_for(at_first + 2);
    }
    for (int wait = 0; wait < 20; ++wait) {
        wait_for(1);
    }
    EXPECT_EQ(spins(), at_first);
}

}  // namespace

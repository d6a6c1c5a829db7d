// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/layout.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <vector>

namespace ringlib::layout {
namespace {

TEST(Layout, KeepsTheWordsOfDifferentWritersOnLinesOfTheirOwn)
{
    // Of a slot: everybody's word, the owner's cursor, the identity.
    std::vector<std::size_t> lines = {offsetof(ConsumerSlot, word) / kLine,
        offsetof(ConsumerSlot, cursor) / kLine, offsetof(ConsumerSlot, identity) / kLine};
    EXPECT_EQ(std::adjacent_find(lines.begin(), lines.end()), lines.end());
    EXPECT_EQ(sizeof(ConsumerSlot) % kLine, 0U);  // and of two slots
    // Of the producer: what is published, what is announced, who sleeps on either side, the rest.
    lines = {offsetof(ProducerBlock, published) / kLine,
        offsetof(ProducerBlock, write_limit) / kLine, offsetof(ProducerBlock, data_gate) / kLine,
        offsetof(ProducerBlock, space_gate) / kLine, offsetof(ProducerBlock, epoch) / kLine,
        offsetof(ProducerBlock, owner) / kLine, offsetof(ProducerBlock, liveness) / kLine};
    EXPECT_EQ(std::adjacent_find(lines.begin(), lines.end()), lines.end());
    EXPECT_EQ(sizeof(CounterCell) % kLine, 0U);
    EXPECT_EQ(kLine, 128U);
}

}  // namespace
}  // namespace ringlib::layout

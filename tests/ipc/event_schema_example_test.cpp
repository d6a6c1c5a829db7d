// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ipc_support.h"

#include <gtest/gtest.h>

namespace {

TEST(EventSchemaExample, PrintsTheFieldsOfAnotherProcessByName)
{
    const ringtest::TemporaryRing ring;
    ringtest::ChildProcess producer({EVENT_SCHEMA_EXAMPLE, "publish", ring.name()}, "");
    ASSERT_EQ(producer.read_line(), "published 3");
    const auto shown = ringtest::ChildProcess({EVENT_SCHEMA_EXAMPLE, "show", ring.name()}).wait();
    EXPECT_EQ(shown.code, 0);
    EXPECT_EQ(shown.output,
        "sequence 2\n"
        "symbol RNG\n"
        "price 101.5\n"
        "sizes 20 30\n"
        "sell 1\n"
        "sent 1700000000000000002 ns\n");
    producer.signal(SIGTERM);
    producer.wait();
}

}  // namespace

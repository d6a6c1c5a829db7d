// SPDX-License-Identifier: MIT OR Apache-2.0
#include "support/child_process.h"
#include "support/temporary_ring.h"

#include <ringlib/ringlib.h>

#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

// The memory of a ring is documented well enough for a program that shares no line with the
// library.

namespace {

struct Order {
    std::uint64_t id;
};

ringtest::ChildProcess::Outcome list_cursors(const std::string& file)
{
    return ringtest::ChildProcess({"/usr/bin/env", "python3", LIST_CURSORS, file}).wait();
}

TEST(ListCursors, FindsInTheMemoryWhatTheEndpointsSay)
{
    const ringtest::TemporaryRing ring;
    auto producer = ringlib::build_shared_single_producer<Order>(ring.name(), 64).build_producer();
    ASSERT_TRUE(producer) << producer.error().message();
    const auto attach = [&](const char* id) {
        return ringlib::attach_shared_consumer<Order>(ring.name(), 64)
            .with_consumer_id(id)
            .build_consumer();
    };
    auto fast = attach("fast");
    auto slow = attach("slow");
    ASSERT_TRUE(fast && slow);
    for (std::uint64_t id = 0; id < 10; ++id) {
        ASSERT_TRUE(producer->publish([&](Order& order) { order.id = id; }));
    }
    ASSERT_EQ(fast->process_available([](const Order&, ringlib::Sequence) {}), 10U);
    ASSERT_EQ(slow->process_available([](const Order&, ringlib::Sequence) {}, 4), 4U);
    const std::string pid = std::to_string(::getpid());
    const auto listed = list_cursors(ring.file());
    EXPECT_EQ(listed.code, 0);
    EXPECT_EQ(listed.output,
        "64 slots of 8 B, 10 events published\n"
        "fast ACTIVE pid "
            + pid + " consumed 10 lag 0\nslow ACTIVE pid " + pid + " consumed 4 lag 6\n");
}

TEST(ListCursors, RefusesWhatIsNoRing)
{
    EXPECT_EQ(list_cursors("/proc/self/exe").code, 69);
    EXPECT_EQ(list_cursors("/dev/shm/ringtest-there-is-none").code, 66);
}

}  // namespace

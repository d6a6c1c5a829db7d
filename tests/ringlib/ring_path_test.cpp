// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ring_path.h"

#include <gtest/gtest.h>

namespace ringlib {
namespace {

TEST(RingPath, AcceptsTheGrammarAndDropsOneSlash)
{
    EXPECT_EQ(shm_ring("/orders")->name, "orders");
    EXPECT_EQ(shm_ring("0.a_b-C")->file, "/dev/shm/0.a_b-C");
    EXPECT_EQ(shm_ring("orders")->lock_file(), "/dev/shm/.orders.lock");
    EXPECT_TRUE(shm_ring(std::string(200, 'a')));
}

TEST(RingPath, RefusesEverythingElseAndQuotesTheGrammar)
{
    using namespace std::string_literals;
    for (const std::string& name : {""s, "/"s, "."s, ".."s, "//a"s, "a/b"s, "-a"s, ".a"s, "_a"s,
             "a b"s, "a\n"s, "a\0b"s, "\xc3\xa4"s, std::string(201, 'a')}) {
        const auto path = shm_ring(name);
        ASSERT_FALSE(path) << name;
        EXPECT_EQ(path.error().code, Errc::InvalidName);
        EXPECT_NE(
            path.error().message().find("[A-Za-z0-9][A-Za-z0-9._-]{0,199}"), std::string::npos);
    }
}

TEST(RingPath, TakesANameWithASlashFurtherInForAPath)
{
    EXPECT_EQ(any_ring("./orders")->backend, Backend::Mmap);
    EXPECT_EQ(any_ring("a/b")->backend, Backend::Mmap);
    EXPECT_EQ(any_ring("/orders")->backend, Backend::Shm);
    EXPECT_EQ(any_ring("/tmp/orders")->lock_file(), "/tmp/.orders.lock");
    EXPECT_FALSE(any_ring("/tmp/.."));
}

TEST(ConsumerId, HasOneTo31PlainCharacters)
{
    EXPECT_TRUE(is_consumer_id("cp_0"));
    EXPECT_TRUE(is_consumer_id(std::string(31, 'x')));
    for (const std::string id : {"", "a b", "a/b", "\x1b", "\xc3\xa4"}) {
        EXPECT_FALSE(is_consumer_id(id));
    }
    EXPECT_FALSE(is_consumer_id(std::string(32, 'x')));
}

}  // namespace
}  // namespace ringlib

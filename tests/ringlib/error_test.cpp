// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/error.h"

#include <gtest/gtest.h>

namespace ringlib {
namespace {

TEST(Error, SaysTheRingTheKindAndTheDetail)
{
    const Error error{.code = Errc::CapacityMismatch,
        .os_errno = 0,
        .detail = "capacity: ring 8, program 4",
        .missing = {},
        .alert = {},
        .ring = "orders"};
    EXPECT_EQ(error.message(), "orders: another capacity: capacity: ring 8, program 4");
}

TEST(Error, ShowsControlCharactersInsteadOfObeyingThem)
{
    const Error error{.code = Errc::InvalidName,
        .os_errno = 0,
        .detail = "'\x1b]0;x\a\n'",
        .missing = {},
        .alert = {},
        .ring = {}};
    EXPECT_EQ(error.message(), "invalid ring name: '\\x1b]0;x\\x07\\x0a'");
}

TEST(Error, NamesEveryCode)
{
    for (int i = 0; i <= static_cast<int>(Errc::HandlerFailed); ++i) {
        EXPECT_FALSE(to_string(static_cast<Errc>(i)).empty());
    }
    EXPECT_EQ(to_string(Errc::InvalidName), "InvalidName");
    EXPECT_EQ(to_string(Errc::Replaced), "Replaced");
    EXPECT_EQ(to_string(Errc::HandlerFailed), "HandlerFailed");
}

}  // namespace
}  // namespace ringlib

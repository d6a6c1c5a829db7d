// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/crc32c.h"

#include <gtest/gtest.h>
#include <string_view>
#include <vector>

namespace ringlib {
namespace {

std::span<const std::byte> bytes_of(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

TEST(Crc32c, GivesTheCheckValueOfTheCatalogue)
{
    EXPECT_EQ(crc32c(bytes_of("123456789")), 0xE3069283U);
}

TEST(Crc32c, IsZeroOfNothing)
{
    EXPECT_EQ(crc32c({}), 0U);
}

TEST(Crc32c, ContinuesWhereItStopped)
{
    const std::string_view text = "the quick brown fox jumps over the lazy dog";
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        EXPECT_EQ(crc32c(bytes_of(text.substr(cut)), crc32c(bytes_of(text.substr(0, cut)))),
            crc32c(bytes_of(text)));
    }
}

}  // namespace
}  // namespace ringlib

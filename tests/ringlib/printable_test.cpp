// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/printable.h"

#include <gtest/gtest.h>

namespace ringlib {
namespace {

TEST(Printable, LeavesWhatIsPrintableAscii)
{
    EXPECT_EQ(printable("plain ~"), "plain ~");
    EXPECT_EQ(printable("orders.1-a_b"), "orders.1-a_b");
}

TEST(Printable, LeavesNothingThatATerminalObeys)
{
    EXPECT_EQ(printable("\x1b[31m"), "\\x1b[31m");
    EXPECT_EQ(printable("a\nb\tc\x7f"), "a\\x0ab\\x09c\\x7f");
    EXPECT_EQ(printable("\xc3\xa4"), "\\xc3\\xa4");
    EXPECT_EQ(
        printable("\x1b]0;x\x07\n\x7f\xe2\x80\xa8"), "\\x1b]0;x\\x07\\x0a\\x7f\\xe2\\x80\\xa8");
    EXPECT_EQ(printable(std::string_view("\0", 1)), "\\x00");
}

}  // namespace
}  // namespace ringlib

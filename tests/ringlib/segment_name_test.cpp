// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/segment_name.h"

#include <algorithm>
#include <cctype>
#include <gtest/gtest.h>

namespace ringlib {
namespace {

TEST(PortableShmSegmentName, IsTheSameForTheSameLabel)
{
    EXPECT_EQ(portable_shm_segment_name("demo"), portable_shm_segment_name("demo"));
    EXPECT_EQ(portable_shm_segment_name("demo").substr(0, 5), "demo_");
}

TEST(PortableShmSegmentName, DiffersForLabelsThatSanitiseAlike)
{
    EXPECT_NE(portable_shm_segment_name("a b"), portable_shm_segment_name("a_b"));
    EXPECT_NE(portable_shm_segment_name("a-long-label-that-is-cut-1"),
        portable_shm_segment_name("a-long-label-that-is-cut-2"));
}

TEST(PortableShmSegmentName, IsAShortNameForAnyLabel)
{
    for (const std::string label :
        {"", "-", "../../etc/passwd", "\x01\xff", "ein Name mit Leerzeichen", "..."}) {
        const std::string name = portable_shm_segment_name(label);
        EXPECT_LE(name.size(), 30U) << label;
        EXPECT_TRUE(std::isalnum(static_cast<unsigned char>(name.front()))) << name;
        EXPECT_TRUE(std::all_of(name.begin(), name.end(), [](unsigned char c) {
            return std::isalnum(c) || c == '.' || c == '_' || c == '-';
        })) << name;
    }
}

}  // namespace
}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/line_reader.h"

#include "rig/descriptor.h"
#include "test_pipe.h"

#include <fcntl.h>
#include <gtest/gtest.h>

namespace rig {
namespace {

using Lines = std::vector<std::string>;
using ringtest::TestPipe;

TEST(LineReader, ReadsNothingWhereNothingIs)
{
    const TestPipe pipe;
    LineReader reader;
    EXPECT_EQ(reader.read_available(pipe.reader()), Lines{});
    EXPECT_FALSE(reader.at_end());
}

TEST(LineReader, PutsALineTogetherFromItsPieces)
{
    const TestPipe pipe;
    LineReader reader;
    ASSERT_TRUE(pipe.write("one\ntw"));
    EXPECT_EQ(reader.read_available(pipe.reader()), Lines{"one"});
    EXPECT_EQ(reader.remainder(), "tw");
    ASSERT_TRUE(pipe.write("o"));
    EXPECT_EQ(reader.read_available(pipe.reader()), Lines{});
    ASSERT_TRUE(pipe.write("\n\nthree\n"));
    EXPECT_EQ(reader.read_available(pipe.reader()), (Lines{"two", "", "three"}));
    EXPECT_EQ(reader.remainder(), "");
}

TEST(LineReader, ReadsMoreThanOneChunk)
{
    const TestPipe pipe;
    LineReader reader;
    std::string text;
    Lines expected;
    for (int i = 0; i < 3000; ++i) {
        expected.push_back("line " + std::to_string(i));
        text += expected.back() + '\n';
    }
    ASSERT_TRUE(pipe.write(text));
    EXPECT_EQ(reader.read_available(pipe.reader()), expected);
}

TEST(LineReader, KnowsTheEndAndKeepsWhatCameBeforeIt)
{
    TestPipe pipe;
    LineReader reader;
    ASSERT_TRUE(pipe.write("last\nunfinished"));
    pipe.close_writer();
    EXPECT_EQ(reader.read_available(pipe.reader()), Lines{"last"});
    EXPECT_TRUE(reader.at_end());
    EXPECT_EQ(reader.remainder(), "unfinished");
    EXPECT_EQ(reader.read_available(pipe.reader()), Lines{});
}

TEST(LineReader, IsAtTheEndOfADescriptorThatIsClosed)
{
    LineReader reader;
    EXPECT_EQ(reader.read_available(100'000), Lines{});
    EXPECT_TRUE(reader.at_end());
}

TEST(LineReader, ComesBackFromWhoeverWritesWithoutEnd)
{
    const Descriptor endless(::open("/dev/zero", O_RDONLY | O_CLOEXEC));
    LineReader reader;
    std::size_t bytes = 0;
    for (const std::string& line : reader.read_available(endless.get())) {
        bytes += line.size();
    }
    EXPECT_LE(bytes, 200'000U);
    EXPECT_FALSE(reader.at_end());
}

TEST(LineReader, CutsALineWithoutEnd)
{
    const TestPipe pipe;
    LineReader reader;
    const std::string piece(30'000, 'x');
    std::size_t longest = 0;
    for (int i = 0; i < 10; ++i) {
        ASSERT_TRUE(pipe.write(piece));
        for (const std::string& line : reader.read_available(pipe.reader())) {
            longest = std::max(longest, line.size());
        }
        ASSERT_LE(reader.remainder().size(), 70'000U);
    }
    EXPECT_GT(longest, 0U);
    EXPECT_LE(longest, 70'000U);
}

}  // namespace
}  // namespace rig

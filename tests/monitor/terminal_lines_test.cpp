// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/terminal_lines.h"

#include <gtest/gtest.h>

#include <map>

namespace monitor {
namespace {

TerminalStyle style_of(const std::map<std::string, std::string>& environment)
{
    return terminal_style([&](const char* name) -> const char* {
        const auto found = environment.find(name);
        return found == environment.end() ? nullptr : found->second.c_str();
    });
}

TEST(TerminalLines, WritesOnlyWhatChanged)
{
    TerminalLines lines({});
    const ScreenSize size{10, 3};
    EXPECT_EQ(lines.update({{{"one"}}, {{"two"}}}, size),
        "\x1b[0m\x1b[2J\x1b[1;1Hone\x1b[K\x1b[2;1Htwo\x1b[K");
    EXPECT_EQ(lines.update({{{"one"}}, {{"two"}}}, size), "");
    EXPECT_EQ(lines.update({{{"one"}}, {{"2"}}}, size), "\x1b[2;1H2\x1b[K");
    EXPECT_EQ(lines.update({{{"one"}}}, size), "\x1b[2;1H\x1b[K");
}

TEST(TerminalLines, WritesAllOfItOnAnotherScreen)
{
    TerminalLines lines({});
    const std::vector<Line> page{{{"one"}}};
    (void)lines.update(page, {10, 3});
    EXPECT_NE(lines.update(page, {11, 3}), "");
    lines.forget();
    EXPECT_NE(lines.update(page, {11, 3}), "");
}

TEST(TerminalLines, CutsALineAndErasesNothingBehindTheLastColumn)
{
    TerminalLines lines({});
    EXPECT_EQ(lines.update({{{"abcd"}, {"efgh"}}}, {6, 1}), "\x1b[0m\x1b[2J\x1b[1;1Habcde~");
    EXPECT_EQ(clipped("\u2713\u2713\u2713", 2), "\u2713~");
    EXPECT_EQ(clipped("abc", 3), "abc");
    EXPECT_EQ(clipped("abc", 0), "");
    EXPECT_EQ(width_of("\u25b2 x"), 3U);
}

TEST(TerminalLines, MarksALoudToneWithoutColorToo)
{
    TerminalLines lines({});
    EXPECT_NE(
        lines.update({{{"bad", Tone::Err}}}, {9, 1}).find("\x1b[1mbad\x1b[0m"), std::string::npos);
    TerminalStyle colors;
    colors.colors = TerminalStyle::Colors::All;
    TerminalLines colored(colors);
    EXPECT_NE(colored.update({{{"bad", Tone::Err}}}, {9, 1}).find("\x1b[1;38;2;255;138;124mbad"),
        std::string::npos);
}

TEST(TerminalStyle, FollowsTheEnvironment)
{
    using Colors = TerminalStyle::Colors;
    EXPECT_FALSE(style_of({}).addressable);
    EXPECT_FALSE(style_of({{"TERM", "dumb"}, {"COLORTERM", "truecolor"}}).addressable);
    EXPECT_EQ(style_of({{"TERM", "dumb"}, {"COLORTERM", "truecolor"}}).colors, Colors::None);
    EXPECT_EQ(style_of({{"TERM", "xterm"}}).colors, Colors::None);
    EXPECT_EQ(style_of({{"TERM", "xterm-256color"}}).colors, Colors::Some);
    EXPECT_EQ(style_of({{"TERM", "xterm"}, {"COLORTERM", "truecolor"}}).colors, Colors::All);
    EXPECT_EQ(style_of({{"TERM", "xterm-256color"}, {"NO_COLOR", "1"}}).colors, Colors::None);
    EXPECT_EQ(style_of({{"TERM", "xterm-256color"}, {"NO_COLOR", ""}}).colors, Colors::Some);
    EXPECT_TRUE(style_of({{"TERM", "x"}, {"LANG", "de_DE.UTF-8"}}).unicode);
    EXPECT_FALSE(style_of({{"TERM", "x"}, {"LC_ALL", "C"}, {"LANG", "de_DE.UTF-8"}}).unicode);
    EXPECT_TRUE(style_of({{"TERM", "x"}, {"COLORFGBG", "0;15"}}).light);
    EXPECT_FALSE(style_of({{"TERM", "x"}, {"COLORFGBG", "15;0"}}).light);
}

}  // namespace
}  // namespace monitor

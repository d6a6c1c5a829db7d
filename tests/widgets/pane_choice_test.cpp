// SPDX-License-Identifier: GPL-3.0-or-later
#include "pane_choice.h"

#include <gtest/gtest.h>

namespace {

using widgets::choosePanes;
using widgets::PaneChoice;
using widgets::PaneRoom;

const std::vector<widgets::Strip> kStrips{widgets::lagStrip(), widgets::throughputStrip(),
    widgets::timeLagStrip(0.01), widgets::freeStrip(4096)};

TEST(PaneChoice, ShowsEveryStripWhereThereIsRoom)
{
    const PaneChoice choice = choosePanes(kStrips, {600, 10, 50}, {});
    EXPECT_EQ(choice.shown, (std::vector<std::size_t>{0, 1, 2, 3}));
    EXPECT_FALSE(choice.stacked);
}

TEST(PaneChoice, StacksWhatMayBeStackedWhereThereIsLess)
{
    const PaneChoice choice = choosePanes(kStrips, {220, 10, 50}, {});
    EXPECT_EQ(choice.shown, (std::vector<std::size_t>{0, 1, 2}));
    EXPECT_TRUE(choice.stacked);
}

TEST(PaneChoice, ShowsTheOneInFront)
{
    const QString front = kStrips[3].title;
    EXPECT_EQ(
        choosePanes(kStrips, {220, 10, 50}, front).shown, (std::vector<std::size_t>{0, 1, 3}));
    EXPECT_EQ(choosePanes(kStrips, {220, 10, 50}, QStringLiteral("gone")).shown,
        (std::vector<std::size_t>{0, 1, 2}));
}

TEST(PaneChoice, NothingIsNoPane)
{
    EXPECT_TRUE(choosePanes({}, {600, 10, 50}, {}).shown.empty());
}

TEST(PaneChoice, OneAloneHasNothingToBeStackedWith)
{
    const PaneChoice choice = choosePanes({kStrips[0], kStrips[2]}, {20, 10, 50}, {});
    EXPECT_EQ(choice.shown.size(), 2U);
    EXPECT_FALSE(choice.stacked);
}

}  // namespace

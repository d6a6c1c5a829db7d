// SPDX-License-Identifier: GPL-3.0-or-later
#include "view_history.h"

#include <gtest/gtest.h>

namespace {

using widgets::TimeView;
using widgets::ViewHistory;
using Step = ViewHistory::Step;

TimeView::Place at(double edge)
{
    return {30, edge, edge, false};
}

TEST(ViewHistory, GoesBackAndForth)
{
    ViewHistory past;
    past.left(at(1), Step::Jump, 0);
    past.left(at(2), Step::Jump, 0);
    EXPECT_EQ(past.undo(at(3)), at(2));
    EXPECT_EQ(past.undo(at(2)), at(1));
    EXPECT_EQ(past.undo(at(1)), std::nullopt);
    EXPECT_EQ(past.redo(at(1)), at(2));
    EXPECT_EQ(past.redo(at(2)), at(3));
    EXPECT_EQ(past.redo(at(3)), std::nullopt);
}

TEST(ViewHistory, ANewWayForgetsTheOldOne)
{
    ViewHistory past;
    past.left(at(1), Step::Jump, 0);
    (void)past.undo(at(2));
    past.left(at(1), Step::Jump, 1);
    EXPECT_EQ(past.redo(at(5)), std::nullopt);
}

TEST(ViewHistory, NotchesThatFollowEachOtherAreOneStep)
{
    ViewHistory past;
    past.left(at(1), Step::Notch, 0);
    past.left(at(2), Step::Notch, 0.3);
    past.left(at(3), Step::Notch, 0.6);
    EXPECT_EQ(past.undo(at(4)), at(1));
    EXPECT_EQ(past.undo(at(1)), std::nullopt);
}

TEST(ViewHistory, ARestOrAJumpBeginsAnotherStep)
{
    ViewHistory past;
    past.left(at(1), Step::Notch, 0);
    past.left(at(2), Step::Notch, 2);
    past.left(at(3), Step::Jump, 2.1);
    past.left(at(4), Step::Notch, 2.2);
    for (const double edge : {4.0, 3.0, 2.0, 1.0}) {
        EXPECT_EQ(past.undo(at(edge + 1)), at(edge));
    }
}

TEST(ViewHistory, IsBounded)
{
    ViewHistory past;
    for (int i = 0; i < 1000; ++i)
        past.left(at(i), Step::Jump, i);
    std::size_t steps = 0;
    while (past.undo(at(1000)))
        ++steps;
    EXPECT_EQ(steps, ViewHistory::kDeepest);
}

}  // namespace

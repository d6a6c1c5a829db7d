// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/screen_fit.h"

#include <gtest/gtest.h>

namespace {

using gui::fitted;

constexpr QRect kRoom(0, 30, 1600, 970);  // below a panel
constexpr QMargins kFrame(2, 24, 3, 4);

TEST(ScreenFit, AWindowAndItsFrameAreWithinWhatTheScreenHasForThem)
{
    for (const QRect inner : {QRect(0, 0, 1600, 1000), QRect(2, 40, 1600, 1000),
             QRect(-300, -200, 2500, 1400), QRect(3000, 1500, 1200, 800)}) {
        const QRect fit = fitted(inner, kFrame, kRoom);
        EXPECT_TRUE(kRoom.contains(fit.marginsAdded(kFrame)))
            << fit.x() << ' ' << fit.y() << ' ' << fit.width() << ' ' << fit.height();
    }
    EXPECT_EQ(fitted({0, 0, 1600, 1000}, kFrame, kRoom).size(), QSize(1595, 942));
    EXPECT_EQ(fitted({3000, 1500, 1200, 800}, kFrame, kRoom).size(), QSize(1200, 800));
}

TEST(ScreenFit, AWindowThatIsSeenWhollyStaysAsItIs)
{
    const QRect inner(100, 100, 1200, 800);
    EXPECT_EQ(fitted(inner, kFrame, kRoom), inner);
    EXPECT_EQ(fitted(kRoom.marginsRemoved(kFrame), kFrame, kRoom), kRoom.marginsRemoved(kFrame));
}

}  // namespace

// SPDX-License-Identifier: GPL-3.0-or-later
#include "strip_painter.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QImage>
#include <QPainter>

#include <vector>

namespace {

using namespace Qt::StringLiterals;
using namespace widgets;

TEST(StripTitle, StaysWithinItsPaneAndKeepsEachTabInOrder)
{
    const StripTitle title{
        {{u"time lag"_s, false}, {u"free slots"_s, true}, {u"latency"_s, false}}, u"events"_s};
    for (int width = 180; width <= 600; width += 10) {
        const QRect pane(62, 10, width, 60);
        const std::vector<QRect> tabs = tabBoxes(title, QApplication::font(), pane);
        ASSERT_EQ(tabs.size(), 3U);
        EXPECT_LE(tabs.back().right(), pane.right()) << width;
        for (std::size_t i = 0; i < tabs.size(); ++i) {
            EXPECT_GT(tabs[i].width(), 10) << width << ", tab " << i;
            EXPECT_TRUE(i == 0 || tabs[i].left() > tabs[i - 1].right()) << width << ", tab " << i;
        }
    }
}

TEST(StripTitle, WhatIsSaidAboutTheLimitIsWithinThePaneWhereverTheLimitIs)
{
    constexpr QRect kPane(0, 40, 800, 60);
    const Theme theme = Theme::light();
    StripEvents events;
    events.held = {{60, {}, u"cp_1"_s, {}}};
    const StripScene scene{
        events, {0, 110, 0, 800}, 100, 100, true, false, theme, QApplication::font()};
    Strip strip;
    strip.limit = 100;
    strip.limitText = u"100 % = ring full"_s;
    for (const double top : {100.0, 104.0, 115.0, 200.0}) {
        QImage image(800, 140, QImage::Format_RGB32);
        image.fill(Qt::white);
        QImage blank = image;
        QPainter painter(&image);
        paintLimit(painter, scene, {strip, {0, top, false, 0}}, kPane);
        painter.end();
        const QRect above(0, 0, 800, kPane.top() - 2);  // the thick line may be half outside
        EXPECT_EQ(image.copy(above), blank.copy(above)) << top;
        EXPECT_NE(image, blank);
    }
}

}  // namespace

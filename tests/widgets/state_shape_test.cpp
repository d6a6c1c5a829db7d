// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state_shape.h"

#include "widgets/pictures.h"
#include "widgets/theme.h"

#include <gtest/gtest.h>

#include <QPainter>

#include <cstdlib>
#include <vector>

namespace {

using namespace widgets;

constexpr int kSide = 16;

/// All in the same colour, as if there was none.
QImage greyShape(StateShape shape, const Theme& look)
{
    QImage image(kSide, kSide, QImage::Format_RGB32);
    image.fill(look.base);
    QPainter painter(&image);
    paintStateShape(painter, image.rect(), shape, {look.grey, look.base});
    painter.end();
    return image.convertToFormat(QImage::Format_Grayscale8);
}

/// Share of the ink that lies elsewhere, 0 to 1.
double difference(const QImage& a, const QImage& b, int ground)
{
    double differs = 0;
    double ink = 0;
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const int first = qGray(a.pixel(x, y));
            const int second = qGray(b.pixel(x, y));
            differs += std::abs(first - second);
            ink += std::max(std::abs(first - ground), std::abs(second - ground));
        }
    }
    return differs / ink;
}

TEST(StateShape, EachIsToldFromTheOthersWithoutColour)
{
    for (const Theme* look : {&Theme::light(), &Theme::dark()}) {
        std::vector<QImage> shapes;
        for (int i = 0; i < kStateShapeCount; ++i)
            shapes.push_back(greyShape(static_cast<StateShape>(i), *look));
        const int ground = qGray(look->base.rgb());
        for (int a = 0; a < kStateShapeCount; ++a) {
            for (int b = a + 1; b < kStateShapeCount; ++b) {
                EXPECT_GE(difference(shapes[static_cast<std::size_t>(a)],
                              shapes[static_cast<std::size_t>(b)], ground),
                    0.12)
                    << a << " and " << b;
            }
        }
    }
}

int inked(StateShape shape)
{
    const QImage image = greyShape(shape, Theme::light());
    int dark = 0;
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x)
            dark += qGray(image.pixel(x, y)) < 180 ? 1 : 0;
    }
    return dark;
}

TEST(StateShape, WhatAsksForAttentionIsFilledAndWhatRestsIsAnOutline)
{
    constexpr int kHalfFilled = 75;  // of 256
    for (const StateShape loud : {StateShape::Stopped, StateShape::Stalled, StateShape::Gating,
             StateShape::FallingBehind, StateShape::High, StateShape::Fail, StateShape::Pass})
        EXPECT_GE(inked(loud), kHalfFilled) << static_cast<int>(loud);
    for (const StateShape quiet :
        {StateShape::Idle, StateShape::Ok, StateShape::OkSteady, StateShape::Starved,
            StateShape::CatchingUp, StateShape::SlowLeak, StateShape::Absent, StateShape::Unknown})
        EXPECT_LT(inked(quiet), kHalfFilled) << static_cast<int>(quiet);
}

TEST(StateShape, TheRingOfAPendingOneClosesWithTime)
{
    const auto ink = [](double fraction) {
        QImage image(32, 32, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintPendingShape(painter, image.rect(), {StateShape::High, fraction}, Qt::black);
        painter.end();
        return 32 * 32 - widgets_test::count(image, Qt::white);
    };
    EXPECT_LT(ink(0), ink(0.5));
    EXPECT_LT(ink(0.5), ink(1));
    EXPECT_EQ(ink(1), ink(7));
}

}  // namespace

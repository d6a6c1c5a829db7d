// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/type_scale.h"

#include <QFontInfo>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr double kDesignEm = 13;
constexpr int kSmallestText = 11;

}  // namespace

double em(const QFont& font)
{
    return QFontInfo(font).pixelSize();
}

int scaledPx(const QFont& font, double pixels)
{
    return std::max(1, static_cast<int>(std::lround(pixels * em(font) / kDesignEm)));
}

QFont scaledFont(const QFont& font, double factor, QFont::Weight weight)
{
    QFont scaled = font;
    scaled.setPixelSize(std::max(kSmallestText, static_cast<int>(std::lround(em(font) * factor))));
    scaled.setWeight(weight);
    return scaled;
}

}  // namespace widgets

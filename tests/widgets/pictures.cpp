// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pictures.h"

#include "widgets/theme.h"

#include <QApplication>
#include <QSet>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace widgets_test {

namespace {

double luminance(const QColor& color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

}  // namespace

void setLook(bool dark, int fontPixels)
{
    QFont font;
    font.setPixelSize(fontPixels);
    QApplication::setFont(font);
    widgets::applyTheme(dark ? widgets::Scheme::Dark : widgets::Scheme::Light);
}

void resetLook()
{
    setLook(false);
}

QImage picture(QWidget& widget, const QSize& size)
{
    widget.resize(size);
    return widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

int count(const QImage& image, const QColor& color)
{
    return count(image, color, image.rect());
}

int count(const QImage& image, const QColor& color, const QRect& within)
{
    int found = 0;
    for (int y = within.top(); y <= within.bottom(); ++y) {
        for (int x = within.left(); x <= within.right(); ++x)
            found += image.pixel(x, y) == color.rgb() ? 1 : 0;
    }
    return found;
}

int colors(const QImage& image)
{
    QSet<QRgb> seen;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            seen.insert(image.pixel(x, y));
    }
    return static_cast<int>(seen.size());
}

double contrast(const QColor& a, const QColor& b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}  // namespace widgets_test

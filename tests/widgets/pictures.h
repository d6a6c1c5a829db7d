// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>

class QWidget;

namespace widgets_test {

/// Theme and font of the application, as a program would set them.
void setLook(bool dark, int fontPixels = 13);
/// Of the platform again; for the end of a test that changed it.
void resetLook();

/// What the widget shows at that size, one pixel of the picture for one of the widget.
QImage picture(QWidget& widget, const QSize& size);
int count(const QImage& image, const QColor& color);
int count(const QImage& image, const QColor& color, const QRect& within);
/// How many different colours there are.
int colors(const QImage& image);
/// Ratio of luminances, 1 to 21.
double contrast(const QColor& a, const QColor& b);

}  // namespace widgets_test

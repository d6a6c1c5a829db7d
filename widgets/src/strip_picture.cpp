// SPDX-License-Identifier: GPL-3.0-or-later
#include "strip_plot_private.h"

#include "widgets/type_scale.h"

#include <QPainter>

namespace widgets {

namespace {

constexpr double kMargin = 12;
constexpr double kHead = 48;  // and what is around it
constexpr double kTitle = 1.15;

}  // namespace

QSize StripPlot::pictureSize() const
{
    return size() + QSize(0, scaledPx(font(), kHead));
}

void StripPlot::paintPicture(QPaintDevice& device, const PictureHead& head) const
{
    const Theme& t = theme(palette());
    const int margin = scaledPx(font(), kMargin);
    const int top = scaledPx(font(), kHead);
    d->updateReadout();
    d->isPicture = true;
    d->canvas->paintOnto(device, QPoint(0, top), [&](QPainter& painter) {
        painter.fillRect(QRect(QPoint(), pictureSize()), t.base);
        const auto write = [&](const QString& text, const QFont& font, const QColor& color, int y) {
            painter.setFont(font);
            painter.setPen(color);
            const QFontMetrics metrics(font);
            painter.drawText(margin, y + metrics.ascent(),
                metrics.elidedText(text, Qt::ElideRight, width() - 2 * margin));
            return y + metrics.height();
        };
        const int below
            = write(head.title, scaledFont(font(), kTitle, QFont::DemiBold), t.text, margin / 2);
        write(head.subtitle, scaledFont(font(), kSmallText), t.text3, below);
        painter.translate(d->readout->pos() + QPoint(0, top));
        d->readout->paint(painter);
    });
    d->isPicture = false;
}

}  // namespace widgets

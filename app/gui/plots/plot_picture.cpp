// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/plots/plot_picture.h"

#include "gui/parts/wall_clock.h"
#include "gui/recordings/recorded_view.h"
#include "gui/rings/ring_name.h"
#include "gui/rings/ring_session.h"

#include "widgets/strip_plot.h"
#include "widgets/units.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QSvgGenerator>

namespace gui {

namespace {

constexpr int kScale = 2;

QString tr(const char* text)
{
    return QCoreApplication::translate("PlotPicture", text);
}

}  // namespace

PlotPicture::PlotPicture(const widgets::StripPlot& plot, const RingSession& session)
    : m_plot(plot)
    , m_session(session)
{
}

QString PlotPicture::title() const
{
    const std::optional<monitor::RingReading>& reading = m_session.reading();
    const QString ring
        = shownText(m_session.recorded() != nullptr ? m_session.recordedRing() : m_session.ring());
    return reading && reading->capacity > 0
        ? tr("%1, %2 × %3 B").arg(ring).arg(reading->capacity).arg(reading->event_size)
        : ring;
}

QString PlotPicture::subtitle() const
{
    const double to = m_plot.viewedNow();
    const double from = to - m_plot.windowSeconds();
    QString text = tr("%1 to %2 (%3)")
                       .arg(dayAndTime(fromPlotSeconds(from)), timeOfDay(fromPlotSeconds(to), 1),
                           widgets::durationText(m_plot.windowSeconds()));
    if (const RecordedView* recorded = m_session.recorded()) {
        text += tr(", recorded in %1")
                    .arg(widgets::visibleText(QFileInfo(recorded->file).fileName()));
    }
    return text + tr(", ringscope %1").arg(QCoreApplication::applicationVersion());
}

QImage PlotPicture::image() const
{
    QImage image(m_plot.pictureSize() * kScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(kScale);
    m_plot.paintPicture(image, {title(), subtitle()});
    return image;
}

QByteArray PlotPicture::png() const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image().save(&buffer, "PNG");
    return bytes;
}

QByteArray PlotPicture::svg() const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator drawing;
    drawing.setOutputDevice(&buffer);
    const QSize size = m_plot.pictureSize();
    drawing.setSize(size);
    drawing.setViewBox(QRect(QPoint(), size));
    drawing.setTitle(title());
    drawing.setDescription(subtitle());
    m_plot.paintPicture(drawing, {title(), subtitle()});
    return bytes;
}

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stripes.h"

#include "widgets/pictures.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace widgets_test {

namespace {

constexpr double kPeriod = 0.01;
constexpr double kApart = 30;
constexpr int kReadoutWidth = 140;

}  // namespace

double Samples::value(qint64 index) const
{
    const auto found = m_other.find(index);
    return found == m_other.end() ? m_usual : found->second;
}

void Samples::spans(int source, double from, double to, std::vector<widgets::Span>& columns) const
{
    const double width = (to - from) / static_cast<double>(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const double start = from + width * static_cast<double>(i);
        for (auto k = static_cast<qint64>(std::ceil(start / kPeriod));
             static_cast<double>(k) * kPeriod < start + width; ++k) {
            if (k < 0 || static_cast<double>(k) * kPeriod > m_now)
                continue;
            const double v = value(k) + kApart * source;
            widgets::Span& column = columns[i];
            if (!column.valid)
                column = {v, v, v, v, true, false};
            column.min = std::min(column.min, v);
            column.max = std::max(column.max, v);
            column.last = v;
        }
    }
}

std::optional<double> Samples::valueAt(int source, double time) const
{
    if (time < 0)
        return std::nullopt;
    const double samples = std::min(time, m_now) / kPeriod;
    return value(static_cast<qint64>(std::floor(samples + 1e-6))) + kApart * source;
}

PlotOnScreen::PlotOnScreen(double usual)
    : m_samples(std::make_shared<Samples>(usual))
{
    resetLook();
    widgets::Strip lag = widgets::lagStrip();
    lag.series.push_back({QStringLiteral("cp_0"), 0, 0, false});
    m_plot.setSource(m_samples);
    m_plot.setStrips({lag});
    m_plot.resize(900, 400);
    m_plot.show();
    // Nobody points at its curves yet. (0, 0) would mean the middle.
    QTest::mouseMove(&m_plot, QPoint(1, 1));
    if (!QTest::qWaitForWindowExposed(&m_plot))
        qFatal("the plot never came to the screen");
    QApplication::processEvents();  // changes of font and palette are on their way
}

void PlotOnScreen::refresh(double now)
{
    m_samples->setNow(now);
    m_plot.refresh(now);
}

QWidget& PlotOnScreen::surface()
{
    return *m_plot.childAt(300, 150);
}

QImage PlotOnScreen::picture()
{
    return widgets_test::picture(m_plot, m_plot.size());
}

PlotOnScreen::Extent PlotOnScreen::curve()
{
    const QImage image = picture();
    const QRgb color = widgets::theme(m_plot.palette()).series(0).rgb();
    Extent extent{image.height(), -1};
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width() - kReadoutWidth; ++x) {
            if (image.pixel(x, y) != color)
                continue;
            extent.highest = std::min(extent.highest, y);
            extent.lowest = std::max(extent.lowest, y);
        }
    }
    return extent;
}

void PlotOnScreen::press(const QPoint& at, Qt::MouseButton button, Qt::KeyboardModifiers modifiers)
{
    QTest::mouseMove(&surface(), at);
    QTest::mousePress(&surface(), button, modifiers, at);
}

void PlotOnScreen::move(const QPoint& at)
{
    QTest::mouseMove(&surface(), at);
}

void PlotOnScreen::release(
    const QPoint& at, Qt::MouseButton button, Qt::KeyboardModifiers modifiers)
{
    QTest::mouseRelease(&surface(), button, modifiers, at);
}

void PlotOnScreen::wheel(const QPoint& at, int notches, Qt::KeyboardModifiers modifiers)
{
    constexpr int kNotch = 120;
    QWheelEvent event(at, surface().mapToGlobal(at), {}, QPoint(0, notches * kNotch), Qt::NoButton,
        modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&surface(), &event);
}

}  // namespace widgets_test

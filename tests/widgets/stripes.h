// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/strip_plot.h"

#include <QImage>

#include <map>
#include <memory>

namespace widgets_test {

/// 100 samples a second of one value, some of them another. Each source is above the one before.
class Samples : public widgets::SpanSource {
public:
    explicit Samples(double usual)
        : m_usual(usual)
    {
    }

    /// @param index of the sample, its time is a hundredth of that
    void set(qint64 index, double value) { m_other[index] = value; }
    /// Newest sample there is.
    void setNow(double now) { m_now = now; }
    void spans(
        int source, double from, double to, std::vector<widgets::Span>& columns) const override;
    [[nodiscard]] std::optional<double> valueAt(int source, double time) const override;

private:
    [[nodiscard]] double value(qint64 index) const;

    double m_usual;
    double m_now = 0;
    std::map<qint64, double> m_other;
};

/// A plot of one strip with one curve, on the screen.
class PlotOnScreen {
public:
    explicit PlotOnScreen(double usual = 10);

    [[nodiscard]] widgets::StripPlot& plot() { return m_plot; }
    [[nodiscard]] Samples& samples() { return *m_samples; }
    /// A frame at that time.
    void refresh(double now);
    /// What gets the mouse.
    [[nodiscard]] QWidget& surface();
    [[nodiscard]] QImage picture();
    /// Pixels from the upper edge of the widget to the highest and the lowest point of the curve.
    struct Extent {
        int highest = 0;
        int lowest = 0;
    };
    [[nodiscard]] Extent curve();
    void press(const QPoint& at, Qt::MouseButton button = Qt::LeftButton,
        Qt::KeyboardModifiers modifiers = {});
    void move(const QPoint& at);
    void release(const QPoint& at, Qt::MouseButton button = Qt::LeftButton,
        Qt::KeyboardModifiers modifiers = {});
    void wheel(const QPoint& at, int notches, Qt::KeyboardModifiers modifiers = {});

private:
    std::shared_ptr<Samples> m_samples;
    widgets::StripPlot m_plot;
};

}  // namespace widgets_test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gallery_data.h"

#include <QWidget>

#include <memory>

namespace widgets {
class StripPlot;
}  // namespace widgets

namespace gallery {

/// Every widget with made-up data, on one page.
class GalleryWindow : public QWidget {
    Q_OBJECT
public:
    explicit GalleryWindow(QWidget* parent = nullptr);

    /// One frame of the plot.
    void refresh(double now);
    [[nodiscard]] widgets::StripPlot* plot() const { return m_plot; }

private:
    QWidget* makeBench();
    widgets::StripPlot* makePlot();
    QWidget* makeTable();
    QWidget* makeRings();
    QWidget* makeShapes();
    QWidget* makeControls();
    QWidget* makeMessages();

    std::shared_ptr<MadeUpSource> m_source;
    widgets::StripPlot* m_plot = nullptr;
};

}  // namespace gallery

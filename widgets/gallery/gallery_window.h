// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace gallery {

/// Every widget with made-up data, on one page.
class GalleryWindow : public QWidget {
    Q_OBJECT
public:
    explicit GalleryWindow(QWidget* parent = nullptr);

private:
    QWidget* makeBench();
    QWidget* makePlot();
    QWidget* makeTable();
    QWidget* makeRings();
    QWidget* makeShapes();
    QWidget* makeControls();
    QWidget* makeMessages();
};

}  // namespace gallery

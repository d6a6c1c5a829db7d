// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QPoint;

namespace widgets {
class StripPlot;
}

namespace gui {

class Actions;

/// What keys and menus do to the plots.
class PlotCommands : public QObject {
    Q_OBJECT
public:
    /// @param plot and actions outlive it.
    PlotCommands(widgets::StripPlot& plot, const Actions& actions, QObject* parent);

private:
    void connectView();
    void connectMarkers();
    void connectStrips();
    void showMenu(const QPoint& globalPosition);
    /// The menu shows how the strip is that is pointed at.
    void showStripState();

    widgets::StripPlot& m_plot;
    const Actions& m_actions;
};

}  // namespace gui

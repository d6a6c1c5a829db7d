// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/plots/plot_commands.h"

#include "gui/commands/actions.h"

#include "widgets/strip_plot.h"

#include <QAction>
#include <QMenu>

namespace gui {

using widgets::StripPlot;

PlotCommands::PlotCommands(StripPlot& plot, const Actions& actions, QObject* parent)
    : QObject(parent)
    , m_plot(plot)
    , m_actions(actions)
{
    connectView();
    connectMarkers();
    connectStrips();
}

void PlotCommands::connectView()
{
    connect(m_actions.zoomIn, &QAction::triggered, &m_plot, &StripPlot::zoomIn);
    connect(m_actions.zoomOut, &QAction::triggered, &m_plot, &StripPlot::zoomOut);
    connect(m_actions.undoView, &QAction::triggered, &m_plot, &StripPlot::undoView);
    connect(m_actions.redoView, &QAction::triggered, &m_plot, &StripPlot::redoView);
}

void PlotCommands::connectMarkers()
{
    const auto mark = [this](StripPlot::Marker marker) {
        return [this, marker] { m_plot.setMarker(marker, m_plot.pointedTime()); };
    };
    connect(m_actions.markA, &QAction::triggered, this, mark(StripPlot::Marker::A));
    connect(m_actions.markB, &QAction::triggered, this, mark(StripPlot::Marker::B));
    connect(m_actions.note, &QAction::triggered, &m_plot, &StripPlot::askForNote);
}

void PlotCommands::connectStrips()
{
    connect(m_actions.logAxis, &QAction::triggered, this, [this] {
        m_plot.setLog(!m_plot.isLog());
        showStripState();
    });
    connect(m_actions.lockRange, &QAction::triggered, this, [this] {
        m_plot.lockRange(!m_plot.isRangeLocked());
        showStripState();
    });
    connect(m_actions.setRange, &QAction::triggered, &m_plot, &StripPlot::askForRange);
    connect(m_actions.resetLayout, &QAction::triggered, this, [this] {
        m_plot.setAxisSettings({});
        showStripState();
    });
    connect(m_actions.autoRange, &QAction::triggered, this, [this] { m_plot.lockRange(false); });
    connect(m_actions.nextStrip, &QAction::triggered, this, [this] {
        const QStringList stacked = m_plot.stackedStrips();
        if (!stacked.isEmpty()) {
            const auto at = stacked.indexOf(m_plot.shownStrips().constLast());
            m_plot.bringToFront(stacked[(at + 1) % stacked.size()]);
        }
    });
    connect(&m_plot, &StripPlot::menuRequested, this, &PlotCommands::showMenu);
}

void PlotCommands::showStripState()
{
    m_actions.logAxis->setChecked(m_plot.isLog());
    m_actions.lockRange->setChecked(m_plot.isRangeLocked());
}

void PlotCommands::showMenu(const QPoint& globalPosition)
{
    showStripState();
    QMenu menu(&m_plot);
    menu.addAction(m_plot.aimedStrip())->setEnabled(false);
    menu.addSeparator();
    menu.addActions(
        {m_actions.logAxis, m_actions.setRange, m_actions.lockRange, m_actions.autoRange});
    menu.addSeparator();
    menu.addActions({m_actions.markA, m_actions.markB, m_actions.note});
    menu.exec(globalPosition);
}

}  // namespace gui

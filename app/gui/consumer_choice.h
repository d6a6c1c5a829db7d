// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/workbench.h"

#include <QObject>

namespace widgets {
class StripPlot;
}

namespace gui {

class Actions;

/// Which consumer of the ring that is looked at is selected: by row, in the ring, by number key.
class ConsumerChoice : public QObject {
    Q_OBJECT
public:
    /// @param workbench, actions and plot outlive it.
    ConsumerChoice(
        Workbench& workbench, const Actions& actions, widgets::StripPlot& plot, QObject* parent);

    /// The number keys go to the consumers of `session`.
    void showKeys(const RingSession& session);

public Q_SLOTS:
    /// @param shownId as it is shown.
    void select(const QString& shownId);
    void clear();

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void selectNumber();
    void selectSeries(int series);
    void soloNumber();

private:
    Workbench& m_workbench;
    const Actions& m_actions;
    widgets::StripPlot& m_plot;
};

}  // namespace gui

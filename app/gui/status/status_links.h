// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/status/status_line.h"

#include <QObject>

namespace gui {

class Actions;
class RingPage;
class StatusReader;
class Workbench;
class WorkPanes;

/// From a part of the status bar to what says more about it.
class StatusLinks : public QObject {
    Q_OBJECT
public:
    /// All of them outlive it.
    struct Parts {
        Workbench& workbench;
        RingPage& page;
        WorkPanes& panes;
        StatusReader& reader;
        const Actions& actions;
    };
    StatusLinks(StatusLine& line, Parts parts, QWidget& window);

private:
    void open(StatusLine::Part part);
    void showProof();

    const Parts m_parts;
    QWidget& m_window;
};

}  // namespace gui

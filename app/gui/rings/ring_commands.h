// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/clock.h"

#include <QObject>

namespace gui {

class Actions;
class RingPage;
class Selection;
class Workbench;

/// What keys and menus do to the ring that is looked at, and to the view of it.
class RingCommands : public QObject {
    Q_OBJECT
public:
    /// All of them outlive it.
    struct Parts {
        Workbench& workbench;
        RingPage& page;
        Selection& selection;
        const Actions& actions;
    };
    /// @param window time that a view shows after a reset
    RingCommands(Parts parts, monitor::Duration window, QObject* parent);

private:
    void connectView();
    void connectRing();
    void resetView();
    void copyDiagnosis();
    void copyCommand();
    void clearHistory();

    const Parts m_parts;
    const monitor::Duration m_window;
};

}  // namespace gui

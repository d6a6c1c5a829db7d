// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rig/demo.h"
#include "gui/rig/our_rig.h"
#include "gui/tables/journal.h"

#include "widgets/state_shape.h"

#include <QObject>

#include <functional>

class QMainWindow;

namespace gui {

class FaultCommands;
class FaultsPane;
class HealButton;
class RigActions;
class RigDocks;
class RigPane;
class Selection;

/// What the desk works on; all of it outlives the desk.
struct DeskParts {
    Workbench& workbench;
    OurRig& rig;
    Demo& demo;
    Journal& journal;
    Selection& selection;
    std::function<void(widgets::Tone, const QString&)> say;  ///< one line above what is shown
};

/// Everything of the window that is about its own rig: panes, menus, buttons, and what they do.
class RigDesk : public QObject {
    Q_OBJECT
public:
    /// @param window has its tool bar and its menus already.
    RigDesk(QMainWindow& window, DeskParts parts);

    [[nodiscard]] RigActions& actions() { return *m_actions; }

public Q_SLOTS:
    void showForm();
    /// Every pane in its place.
    void arrange();
    /// There is no room for panes beside the plots: they come when they are asked for.
    void setNarrow(bool narrow);

private Q_SLOTS:
    void showStage();
    void showStatus();
    void takeOver(const QString& consumer);
    void noteEvent(const rig::LiveEvent& event);
    void refuse(const QString& why);
    void startPreset();
    void fillInLikeRing();
    void startTopology(const rig::Topology& topology);
    void pinTarget();
    void chooseTarget(const std::string& worker);
    void showTarget();

private:
    void makeMenus(QMainWindow& window) const;
    void extendToolBar(QMainWindow& window);
    void connectCommands();
    void connectPane();
    void followSelection();
    void copyCommand(const std::string& worker);

    DeskParts m_parts;
    RigActions* m_actions;
    RigPane* m_pane;
    FaultsPane* m_faults;
    FaultCommands* m_commands;
    RigDocks* m_docks = nullptr;
    HealButton* m_heal = nullptr;
    unsigned m_looks = 0;
    std::string m_followed;  ///< the selected consumer that the target followed last
};

}  // namespace gui

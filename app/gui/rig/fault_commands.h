// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rig/our_rig.h"
#include "gui/rig/rig_actions.h"

#include <QObject>

namespace gui {

class FaultsPane;

/// The commands of the faults: to the target that the pane says, for the time that it says.
class FaultCommands : public QObject {
    Q_OBJECT
public:
    /// All of them outlive it.
    FaultCommands(OurRig& rig, const RigActions& actions, FaultsPane& pane, QObject* parent);

    /// Which of them can be, and which are in force.
    void showRig();
    /// Lets it stand until it is resumed; if it stands, resumes it.
    void pauseOrResume(const std::string& worker);

Q_SIGNALS:
    void refused(const QString& why);

private:
    void strike(const RigActions::FaultChoice& choice);
    [[nodiscard]] rig::Fault aimed(const RigActions::FaultChoice& choice) const;
    [[nodiscard]] bool canStrike(const rig::Fault& offered) const;
    void rejoin();
    void healTarget();

    OurRig& m_rig;
    const RigActions& m_actions;
    FaultsPane& m_pane;
};

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rig/faults/fault.h"

#include <QList>
#include <QObject>

#include <vector>

class QAction;

namespace gui {

struct ActionWords;

/// Every command about the rig of the window and its faults, once.
class RigActions : public QObject {
    Q_OBJECT
public:
    explicit RigActions(QObject* parent);

    QAction* newRig = nullptr;  ///< shows the form
    QAction* likeRing = nullptr;  ///< the form, filled in from the ring that is looked at
    std::vector<QAction*> presets;  ///< data: its number
    QAction* startAll = nullptr;  ///< whoever does not run
    QAction* stopAll = nullptr;
    QAction* stopRig = nullptr;
    QAction* pauseTarget = nullptr;  ///< like the next three: of the target of the faults
    QAction* stopTarget = nullptr;
    QAction* restartTarget = nullptr;
    QAction* copyCommand = nullptr;

    /// A fault as it is offered; the target and the duration are chosen elsewhere.
    struct FaultChoice {
        rig::Fault fault;
        QAction* action = nullptr;
        bool lasts = false;  ///< for the time chosen; else until it is healed
    };
    std::vector<FaultChoice> faults;
    QAction* rejoin = nullptr;  ///< brings back who is gone; else a fault
    QList<QAction*> usual;  ///< have a button each; pressed, while such a fault is in force
    QAction* healTarget = nullptr;
    QAction* healAll = nullptr;

    QAction* inspect = nullptr;  ///< checkable, with the next: which panes are there
    QAction* handle = nullptr;

    [[nodiscard]] QAction* actionOf(rig::FaultKind kind) const;

private:
    void makeRigActions();
    void makeWorkerActions();
    void makeFaultActions();
    void makeHealActions();
    void offer(rig::Fault fault, const ActionWords& words);
    void offerForATime(rig::Fault fault, const ActionWords& words);
    void chooseUsual();
    void makePerspectives();
};

}  // namespace gui

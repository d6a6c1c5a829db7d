// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/workbench.h"

#include <QObject>

namespace gui {

class Actions;

/// Which consumer of the ring that is looked at is selected: by row, in the ring, by number key.
class ConsumerChoice : public QObject {
    Q_OBJECT
public:
    /// @param workbench and actions outlive it.
    ConsumerChoice(Workbench& workbench, const Actions& actions, QObject* parent);

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

private:
    Workbench& m_workbench;
    const Actions& m_actions;
};

}  // namespace gui

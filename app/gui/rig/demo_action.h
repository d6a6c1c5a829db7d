// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rig/demo.h"

#include <QObject>

class QAction;

namespace gui {

/// The command that starts the demo, and stops it while it runs.
class DemoAction : public QObject {
    Q_OBJECT
public:
    /// @param demo outlives it.
    DemoAction(Demo& demo, QAction& action, QObject* parent);

private Q_SLOTS:
    void toggle();
    void showStage();

private:
    Demo& m_demo;
    QAction& m_action;
};

}  // namespace gui

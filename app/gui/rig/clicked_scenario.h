// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/errand.h"

#include <QObject>
#include <QString>

class QAction;
class QWidget;

namespace gui {

class OurRig;

/// The command that saves what was done to our rig by hand as a scenario file.
class ClickedScenario : public QObject {
    Q_OBJECT
public:
    /// The rig and the action outlive it.
    /// @param window under the file dialog.
    ClickedScenario(OurRig& rig, QAction& action, QWidget& window, QObject* parent);

    /// Replaces a file of that name when the new one is whole.
    void saveTo(const QString& file);

Q_SIGNALS:
    void saved(const QString& file);
    void failed(const QString& why);

private:
    void updateAction();
    void choosePlace();

    OurRig& m_rig;
    QAction& m_action;
    QWidget& m_window;
    Errand m_errand;
};

}  // namespace gui

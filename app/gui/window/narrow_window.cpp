// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/narrow_window.h"

#include "gui/commands/actions.h"
#include "gui/rig/rig_desk.h"

#include "widgets/type_scale.h"

#include <QEvent>
#include <QMainWindow>
#include <QToolBar>
#include <QToolButton>

namespace gui {

NarrowWindow::NarrowWindow(QMainWindow& window, const Actions& actions, RigDesk& desk)
    : QObject(&window)
    , m_window(window)
    , m_desk(desk)
{
    const auto* bar = window.findChild<QToolBar*>(QStringLiteral("toolBar"));
    for (QAction* action : {actions.freeze, actions.record, actions.saveLast}) {
        m_signs.push_back(qobject_cast<QToolButton*>(bar->widgetForAction(action)));
    }
    window.installEventFilter(this);
    fit();
}

bool NarrowWindow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show) {
        fit();
    }
    return QObject::eventFilter(watched, event);
}

void NarrowWindow::fit()
{
    const bool narrow = m_window.width() < widgets::scaledPx(m_window.font(), kWidth);
    for (QToolButton* sign : m_signs) {
        sign->setToolButtonStyle(narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    }
    m_desk.setNarrow(narrow);
}

}  // namespace gui

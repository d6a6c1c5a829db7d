// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/space_key.h"

#include <QAbstractButton>
#include <QKeyEvent>

namespace gui {

bool SpaceKeyForButtons::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space
        && qobject_cast<QAbstractButton*>(watched) != nullptr) {
        event->accept();  // the key goes to the button, not to the shortcut
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace gui

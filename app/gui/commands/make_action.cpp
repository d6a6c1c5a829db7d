// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/commands/make_action.h"

#include <QAction>

namespace gui {

QAction* makeAction(QObject* parent, const ActionWords& words, const QList<QKeySequence>& keys)
{
    auto* action = new QAction(words.text, parent);
    action->setObjectName(QLatin1String(words.name));
    action->setShortcuts(keys);
    const QString key
        = keys.isEmpty() ? QString() : keys.first().toString(QKeySequence::NativeText);
    action->setToolTip(key.isEmpty() ? words.tip : QStringLiteral("%1 (%2)").arg(words.tip, key));
    return action;
}

}  // namespace gui

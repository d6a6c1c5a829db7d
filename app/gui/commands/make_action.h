// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

class QAction;
class QObject;

namespace gui {

struct ActionWords {
    const char* name;  ///< of the object
    QString text;
    QString tip;
};

/// A command; its tool tip names its key.
QAction* makeAction(
    QObject* parent, const ActionWords& words, const QList<QKeySequence>& keys = {});

}  // namespace gui

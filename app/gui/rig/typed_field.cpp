// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/typed_field.h"

#include "widgets/units.h"

#include <QCoreApplication>
#include <QLineEdit>

namespace gui {

std::string typed(const QLineEdit& field)
{
    return field.text().trimmed().toStdString();
}

QString refusal(const QString& title, const QLineEdit& field, const QString& wanted)
{
    return QCoreApplication::translate("TypedField", "%1 is \"%2\": give %3")
        .arg(title, widgets::visibleText(field.text()), wanted);
}

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/label.h"

#include "widgets/type_scale.h"

#include <QLabel>

namespace gui {

QLabel* makeLabel(const QString& text, double em, bool semibold, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(
        widgets::scaledFont(parent->font(), em, semibold ? QFont::DemiBold : QFont::Normal));
    return label;
}

QLabel* makeQuietLabel(const QString& text, double em, QWidget* parent)
{
    QLabel* label = makeLabel(text, em, false, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scrolling.h"

#include <QScrollArea>

namespace gui {

QWidget* scrolling(QWidget* content, QWidget* parent)
{
    auto* area = new QScrollArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setBackgroundRole(QPalette::Window);
    area->setWidget(content);
    return area;
}

}  // namespace gui

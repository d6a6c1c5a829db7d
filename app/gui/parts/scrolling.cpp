// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/scrolling.h"

#include <QScrollArea>

namespace gui {

namespace {

QScrollArea* areaOf(QWidget* content, QWidget* parent)
{
    auto* area = new QScrollArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    return area;
}

}  // namespace

QWidget* scrolling(QWidget* content, QWidget* parent)
{
    QScrollArea* const area = areaOf(content, parent);
    area->setBackgroundRole(QPalette::Window);
    return area;
}

QWidget* scrollingCards(QWidget* cards, QWidget* parent)
{
    QScrollArea* const area = areaOf(cards, parent);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    cards->setAutoFillBackground(true);
    cards->setBackgroundRole(QPalette::Base);
    return area;
}

}  // namespace gui

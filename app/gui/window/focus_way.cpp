// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/focus_way.h"

#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenuBar>
#include <QStatusBar>
#include <QTabBar>
#include <QToolBar>

#include <algorithm>
#include <array>

namespace gui {

namespace {

void addDocks(const QMainWindow& window, Qt::DockWidgetArea area, std::vector<QWidget*>& parts)
{
    std::vector<QDockWidget*> docks;
    for (QDockWidget* dock : window.findChildren<QDockWidget*>(Qt::FindDirectChildrenOnly)) {
        if (!dock->isFloating() && window.dockWidgetArea(dock) == area) {
            docks.push_back(dock);
        }
    }
    std::sort(docks.begin(), docks.end(), [](const QDockWidget* a, const QDockWidget* b) {
        return a->y() != b->y() ? a->y() < b->y() : a->x() < b->x();
    });
    parts.insert(parts.end(), docks.begin(), docks.end());
}

std::vector<QWidget*> partsOf(const QMainWindow& window)
{
    std::vector<QWidget*> parts{window.menuWidget()};
    for (QToolBar* bar : window.findChildren<QToolBar*>(Qt::FindDirectChildrenOnly)) {
        parts.push_back(bar);
    }
    addDocks(window, Qt::TopDockWidgetArea, parts);
    addDocks(window, Qt::LeftDockWidgetArea, parts);
    parts.push_back(window.centralWidget());
    addDocks(window, Qt::RightDockWidgetArea, parts);
    addDocks(window, Qt::BottomDockWidgetArea, parts);
    for (QTabBar* tabs : window.findChildren<QTabBar*>(Qt::FindDirectChildrenOnly)) {
        parts.push_back(tabs);  // of docks that share a place
    }
    for (QStatusBar* bar : window.findChildren<QStatusBar*>(Qt::FindDirectChildrenOnly)) {
        parts.push_back(bar);
    }
    parts.erase(std::remove(parts.begin(), parts.end(), nullptr), parts.end());
    return parts;
}

bool takesFocus(const QWidget& widget)
{
    return (widget.focusPolicy() & Qt::TabFocus) != 0 && widget.focusProxy() == nullptr
        && widget.isVisible() && widget.isEnabled();
}

/// The place of `widget`, or of what it is a part of.
std::size_t placeOf(const std::vector<QWidget*>& way, const QWidget* widget)
{
    for (; widget != nullptr; widget = widget->parentWidget()) {
        const auto found = std::find(way.begin(), way.end(), widget);
        if (found != way.end()) {
            return static_cast<std::size_t>(found - way.begin());
        }
    }
    return way.size();
}

}  // namespace

std::vector<QWidget*> focusWay(const QMainWindow& window)
{
    std::vector<QWidget*> way;
    for (const QWidget* part : partsOf(window)) {
        // Within a part Qt's order is the one that was meant.
        for (QWidget* widget = window.nextInFocusChain(); widget != &window;
             widget = widget->nextInFocusChain()) {
            if ((part == widget || part->isAncestorOf(widget)) && takesFocus(*widget)) {
                way.push_back(widget);
            }
        }
    }
    return way;
}

bool moveFocus(const QMainWindow& window, bool forward)
{
    const std::vector<QWidget*> way = focusWay(window);
    if (way.empty()) {
        return false;
    }
    const std::size_t place = placeOf(way, QApplication::focusWidget());
    const std::size_t next = place == way.size() ? (forward ? 0 : way.size() - 1)
        : forward                                ? (place + 1) % way.size()
                                                 : (place + way.size() - 1) % way.size();
    way[next]->setFocus(forward ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

}  // namespace gui

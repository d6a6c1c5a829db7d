// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/deed.h"
#include "gui/dice.h"

#include <QPoint>
#include <QWidget>

#include <vector>

namespace gui_test {

/// The mouse of a user without a plan: it goes to whatever is seen of a window, and to its menus.
class RandomMouse {
public:
    /// Both outlive it.
    RandomMouse(QWidget& window, Dice& dice);

    [[nodiscard]] Deed click();
    [[nodiscard]] Deed doubleClick();
    [[nodiscard]] Deed rightClick();
    [[nodiscard]] Deed drag();
    [[nodiscard]] Deed turnWheel();

private:
    struct Place {
        QWidget* widget = nullptr;
        QPoint at;
    };
    [[nodiscard]] Deed pressAt(const Place& place, Qt::MouseButton button, const char* verb);
    [[nodiscard]] Place place();
    [[nodiscard]] QPoint pointIn(QWidget& widget);
    /// A kind of widget is as likely as any other, however many of it there are.
    [[nodiscard]] QWidget& anyWidget();

    QWidget& m_window;
    Dice& m_dice;
};

}  // namespace gui_test

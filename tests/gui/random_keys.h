// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/deed.h"
#include "gui/dice.h"

#include <QWidget>

namespace gui_test {

/// The keyboard of a user without a plan.
class RandomKeys {
public:
    /// Both outlive it.
    RandomKeys(QWidget& window, Dice& dice);

    /// One of those that mean something somewhere, or any letter.
    [[nodiscard]] Deed press();
    /// Words into whatever has the focus, also such as nobody expects there.
    [[nodiscard]] Deed type();
    /// Any command that could be given now.
    [[nodiscard]] Deed command();

private:
    QWidget& m_window;
    Dice& m_dice;
};

}  // namespace gui_test

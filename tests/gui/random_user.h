// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/random_keys.h"
#include "gui/random_mouse.h"
#include "gui/random_world.h"

class QFileDialog;

namespace gui {
class MainWindow;
}

namespace gui_test {

/// Somebody without a plan before the window, in a world that has none either.
class RandomUser {
public:
    /// All of them outlive it.
    RandomUser(gui::MainWindow& window, RandomWorld& world, Dice& dice);

    [[nodiscard]] Deed next();

private:
    [[nodiscard]] Deed answer(QFileDialog& question);
    [[nodiscard]] Deed resize();
    [[nodiscard]] Deed lookAway();
    [[nodiscard]] Deed dropFile();
    [[nodiscard]] Deed attach();

    gui::MainWindow& m_window;
    RandomWorld& m_world;
    Dice& m_dice;
    RandomMouse m_mouse;
    RandomKeys m_keys;
};

}  // namespace gui_test

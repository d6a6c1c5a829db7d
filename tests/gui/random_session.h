// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/random_user.h"
#include "gui/watchdog.h"

#include <QEventLoop>
#include <QObject>

#include <chrono>

namespace gui_test {

/// Lets a random user do so many steps, and looks after each whether the window still keeps its
/// rules and its event loop comes back.
class RandomSession : public QObject {
public:
    /// All of them outlive it.
    RandomSession(gui::MainWindow& window, RandomUser& user, Dice& dice);

    /// Returns after the last step, when no menu is open any more.
    void run(int steps);
    /// The window was late for the step after this one.
    struct Delay {
        QString words;
        std::chrono::milliseconds late{0};
        std::chrono::milliseconds waited{0};  ///< for anything but the processor
    };
    [[nodiscard]] const Delay& longest() const { return m_longest; }

private:
    using Clock = std::chrono::steady_clock;

    void plan();
    void noteDelay();
    void step();
    void finish();

    gui::MainWindow& m_window;
    RandomUser& m_user;
    Dice& m_dice;
    Watchdog m_watchdog;
    QEventLoop m_loop;
    int m_steps = 0;
    int m_done = 0;
    Clock::time_point m_due;
    std::chrono::milliseconds m_busyBefore{0};
    QString m_words;  ///< of the step before
    Delay m_longest;
};

}  // namespace gui_test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/random_session.h"

#include "gui/window/main_window.h"
#include "gui/window_rules.h"

#include <QApplication>
#include <QTimer>

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

namespace gui_test {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLate{500};

/// How long this thread has run, or would have if there had been a processor for it.
milliseconds busy()
{
    std::ifstream file("/proc/thread-self/schedstat");
    std::int64_t ranNs = 0;
    std::int64_t queuedNs = 0;
    file >> ranNs >> queuedNs;
    return milliseconds((ranNs + queuedNs) / 1'000'000);
}

/// Mostly the next step comes at once; now and then what was begun has time to go on.
milliseconds pause(Dice& dice)
{
    const int kind = dice.below(100);
    if (kind < 60) {
        return milliseconds(1);
    }
    if (kind < 97) {
        return milliseconds(dice.between(5, 60));
    }
    return milliseconds(kind < 99 ? dice.between(200, 500) : 2500);
}

}  // namespace

RandomSession::RandomSession(gui::MainWindow& window, RandomUser& user, Dice& dice)
    : m_window(window)
    , m_user(user)
    , m_dice(dice)
{
}

void RandomSession::run(int steps)
{
    m_steps = steps;
    plan();
    m_loop.exec();
}

void RandomSession::plan()
{
    const auto wait = pause(m_dice);
    m_due = Clock::now() + wait;
    m_busyBefore = busy();
    QTimer::singleShot(wait, this, &RandomSession::step);
}

void RandomSession::noteDelay()
{
    const auto late = std::chrono::duration_cast<milliseconds>(Clock::now() - m_due);
    const Delay delay{m_words, late, std::max(milliseconds(0), late - (busy() - m_busyBefore))};
    if (late >= kLate) {
        std::printf("       late by %lld ms, of which it waited %lld ms\n",
            static_cast<long long>(late.count()), static_cast<long long>(delay.waited.count()));
    }
    if (delay.waited > m_longest.waited) {
        m_longest = delay;
    }
}

void RandomSession::step()
{
    noteDelay();
    for (const QString& broken : brokenRules(m_window)) {
        ADD_FAILURE() << broken.toStdString() << "; after step " << m_done << ", "
                      << m_words.toStdString();
    }
    if (m_done == m_steps) {
        finish();
        return;
    }
    const Deed deed = m_user.next();
    m_words = deed.words;
    std::printf("%5d  %s\n", ++m_done, qUtf8Printable(m_words));
    std::fflush(stdout);  // it may be the last that is heard of it
    m_watchdog.hear(m_words);
    plan();  // first: what is done may open a menu, which has an event loop of its own
    deed.act();
}

/// What is done comes back when the last menu is closed.
void RandomSession::finish()
{
    if (QWidget* popup = QApplication::activePopupWidget()) {
        popup->close();
        QTimer::singleShot(0, this, &RandomSession::finish);
    } else {
        m_loop.quit();
    }
}

}  // namespace gui_test

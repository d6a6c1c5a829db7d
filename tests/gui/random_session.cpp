// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/random_session.h"

#include "gui/main_window.h"
#include "gui/window_rules.h"

#include <QApplication>
#include <QTimer>

#include <gtest/gtest.h>

#include <cstdio>
#include <ctime>

namespace gui_test {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLate{500};

/// Of the processor, by this thread.
milliseconds used()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return milliseconds(time.tv_sec * 1'000 + time.tv_nsec / 1'000'000);
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
    m_usedBefore = used();
    QTimer::singleShot(wait, this, &RandomSession::step);
}

void RandomSession::noteDelay()
{
    const auto late = std::chrono::duration_cast<milliseconds>(Clock::now() - m_due);
    if (late >= kLate) {
        std::printf("       late by %lld ms, of which it worked %lld ms\n",
            static_cast<long long>(late.count()),
            static_cast<long long>((used() - m_usedBefore).count()));
    }
    if (late > m_longest.late) {
        m_longest = {m_words, late, used() - m_usedBefore};
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

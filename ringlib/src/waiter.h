// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "platform/futex.h"
#include "ringlib/counter.h"
#include "ringlib/detail/processor.h"
#include "ringlib/detail/test_point.h"
#include "ringlib/wait_strategy.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include <ctime>
#include <sched.h>

namespace ringlib {

/// What an endpoint counts of its sleeps in the kernel.
struct SleepCounters {
    Counter parks;  ///< begun
    Counter unparks;  ///< ended by the peer
    Counter late_wakes;  ///< ended by the clock although there was work, or the waker unreliable
};

/// One endpoint's way of waiting: what to do in round n of a loop that has found nothing.
class Waiter {
public:
    /// @param longest_sleep after which `block` looks again by itself: nobody wakes for a peer that
    /// died.
    Waiter(WaitStrategy strategy, layout::Word32& gate, std::chrono::nanoseconds longest_sleep,
        SleepCounters counters) noexcept
        : m_strategy(strategy)
        , m_gate(gate)
        , m_longest_sleep(longest_sleep)
        , m_counters(counters)
    {
    }

    /// Does a waker end its sleeps?
    [[nodiscard]] bool can_be_woken() const noexcept
    {
        return m_strategy.kind() != WaitStrategy::Kind::Sleep;
    }

    /// How many pauses are worth their while: few where this core is needed.
    [[nodiscard]] unsigned spins() const noexcept
    {
        return m_strategy.kind() == WaitStrategy::Kind::Block ? m_spins : kSpinsMax;
    }

    /// True when this round slept, so that time has passed and slow questions may be asked.
    /// `ready` is the last look before sleeping; `deaf` says that a waker may not be reached by
    /// membarrier: its store may come too late for that look, so the sleep is short.
    template <typename Ready>
    bool wait(unsigned round, std::chrono::nanoseconds limit, bool deaf, Ready&& ready)
    {
        switch (m_strategy.kind()) {
        case WaitStrategy::Kind::BusySpin:
            return false;
        case WaitStrategy::Kind::BusySpinWithHint:
            detail::pause();
            return false;
        case WaitStrategy::Kind::SpinThenYield:
            return spin_or_yield(round, m_strategy.spins()), false;
        case WaitStrategy::Kind::Sleep:
            return sleep_for(std::min(m_strategy.duration(), limit)), true;
        case WaitStrategy::Kind::Block:
            break;
        }
        if (round == 0) {
            learn_to_spin();
        }
        m_last_round = round;
        if (round < m_spins + kYields) {
            spin_or_yield(round, m_spins);
            m_announced.reset();
            return false;
        }
        // Nobody has woken anybody since the last announcement: it still stands.
        if (m_gate.load(std::memory_order_acquire) != m_announced) {
            m_announced = announce_sleep(m_gate);
        }
        const std::uint32_t value = *m_announced;
        detail::reach(detail::Step::SleepAnnounced);
        if (!ready()) {
            const std::chrono::nanoseconds longest = deaf ? kDeafSleep : m_longest_sleep;
            m_counters.parks.add();
            detail::reach(detail::Step::SleepLastLook);
            const SleepEnd end = sleep_while(m_gate, value, std::min(longest, limit));
            if (end == SleepEnd::Woken) {
                m_counters.unparks.add();
            } else if (end == SleepEnd::TimedOut && (deaf || ready())) {
                m_counters.late_wakes.add();
            }
        }
        return true;
    }

private:
    static constexpr unsigned kSpinsMin = 4;
    static constexpr unsigned kSpinsMax = 100;  // about 2 µs: a running peer answers within that
    static constexpr unsigned kYields = 20;  // then the peer may need this core
    static constexpr std::chrono::nanoseconds kDeafSleep = std::chrono::milliseconds(1);

    // Spinning is of use while it lasts until the peer answers. Where the peer waits for this very
    // core, more processes than cores, it is not.
    void learn_to_spin() noexcept
    {
        m_spins = m_last_round < m_spins ? std::min(2 * m_spins, kSpinsMax)
                                         : std::max(m_spins / 2, kSpinsMin);
    }

    static void spin_or_yield(unsigned round, unsigned spins) noexcept
    {
        if (round < spins) {
            detail::pause();
        } else {
            ::sched_yield();
        }
    }

    static void sleep_for(std::chrono::nanoseconds duration) noexcept
    {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration);
        const timespec time{.tv_sec = seconds.count(), .tv_nsec = (duration - seconds).count()};
        ::nanosleep(&time, nullptr);
    }

    WaitStrategy m_strategy;
    layout::Word32& m_gate;
    std::chrono::nanoseconds m_longest_sleep;
    SleepCounters m_counters;
    unsigned m_spins = kSpinsMax;  // of `block`, before it yields
    unsigned m_last_round = 0;  // in which the last wait ended
    std::optional<std::uint32_t> m_announced;  // what the gate was made to be, in this wait
};

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/idle_wait.h"

#include <ringlib/detail/processor.h>

#include <algorithm>
#include <sched.h>

namespace rig {
namespace {

using std::chrono::nanoseconds;

constexpr unsigned kSpins = 100;  // about 2 µs: a running peer answers within that
constexpr unsigned kYields = 20;  // then the peer may need this core
constexpr nanoseconds kSleepMin = std::chrono::microseconds(20);
constexpr nanoseconds kSleepMax = std::chrono::milliseconds(1);  // under 1 % of a core when idle
constexpr int kShare = 8;

void spin_or_yield(unsigned round, unsigned spins)
{
    if (round < spins) {
        ringlib::detail::pause();
    } else {
        ::sched_yield();
    }
}

}  // namespace

// An event is late by an eighth of the gap before it, at most.
nanoseconds IdleWait::sleep_after(nanoseconds waited)
{
    return std::clamp(waited / kShare, kSleepMin, kSleepMax);
}

void IdleWait::wait(Steering& steering, Steering::TimePoint now)
{
    using Kind = ringlib::WaitStrategy::Kind;
    if (m_rounds == 0) {
        m_since = now;
    }
    switch (m_strategy.kind()) {
    case Kind::BusySpin:
        break;
    case Kind::BusySpinWithHint:
        ringlib::detail::pause();
        break;
    case Kind::SpinThenYield:
        spin_or_yield(m_rounds, m_strategy.spins());
        break;
    case Kind::Sleep:
        steering.sleep_until(now + m_strategy.duration());
        break;
    case Kind::Block:
        if (m_rounds < kSpins + kYields) {
            spin_or_yield(m_rounds, kSpins);
        } else {
            steering.sleep_until(now + sleep_after(now - m_since));
        }
        break;
    }
    m_rounds += m_rounds < ~0U ? 1U : 0U;
}

}  // namespace rig

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/layout.h"

#include <chrono>

namespace ringlib {

/// Registers this process as a target of `membarrier_all`; false where the kernel cannot.
/// Must precede the first publish or consume of an endpoint.
[[nodiscard]] bool register_for_membarrier() noexcept;

/// A full fence in every running thread of every registered process.
void membarrier_all() noexcept;

/// Sleepers and wakers meet on a futex word: odd while somebody
/// sleeps. The waker pays one plain load.
///
/// The sleeper makes the word odd, runs `membarrier_all`, looks once more, and only then sleeps. So
/// either the waker's store was visible to that last look, or the waker's load comes later and sees
/// the odd word.
[[nodiscard]] std::uint32_t announce_sleep(layout::Word32& gate) noexcept;
/// What ended a sleep: the peer's wake-up, the clock, or a signal.
enum class SleepEnd { Woken, TimedOut, Interrupted };
/// Sleeps while the word keeps the value that `announce_sleep` gave.
[[nodiscard]] SleepEnd sleep_while(
    layout::Word32& gate, std::uint32_t value, std::chrono::nanoseconds timeout) noexcept;
/// Makes the word even and wakes all. Cold: called when a plain load saw it odd.
void wake_sleepers(layout::Word32& gate) noexcept;

}  // namespace ringlib

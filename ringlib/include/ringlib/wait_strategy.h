// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>

namespace ringlib {

/// What an endpoint does while it has nothing to do: the producer on a full ring, a consumer on an
/// empty one.
class WaitStrategy {
public:
    /// What is done between two looks.
    enum class Kind {
        BusySpin,  ///< nothing
        BusySpinWithHint,  ///< one `pause` instruction
        SpinThenYield,  ///< `spins()` times a `pause`, after that a sched_yield
        Sleep,  ///< a nanosleep of `duration()`
        Block  ///< a `pause`, then sched_yield, then a futex until the other side wakes it
    };

    [[nodiscard]] static WaitStrategy busy_spin();  ///< a core of its own; the lowest latency
    /// The same with one `pause` per look, which leaves more to the core's other thread.
    [[nodiscard]] static WaitStrategy busy_spin_with_hint();
    /// `spins` looks with a `pause` between them, then one sched_yield per look; with 0 at once.
    [[nodiscard]] static WaitStrategy spin_then_yield(unsigned spins);
    /// A nanosleep between two looks: that late may an event be seen. Above 0; cut to a time-out.
    [[nodiscard]] static WaitStrategy sleep(std::chrono::nanoseconds duration);
    /// The default: a short spin, some yields, then a futex. Costs the other side no fence. Looks
    /// by itself after 100 ms at the latest (consumer) or 20 ms (producer): the dead wake nobody.
    [[nodiscard]] static WaitStrategy block();
    /// RINGLIB_WAIT=busy|hint|yield:N|sleep:T|block, N up to 1000000, T in ns, us or ms up to an
    /// hour, as 50us; `fallback` when unset or not understood.
    [[nodiscard]] static WaitStrategy from_environment(WaitStrategy fallback);

    [[nodiscard]] Kind kind() const noexcept { return m_kind; }  ///< as chosen
    /// Looks before the first yield; 0 unless SpinThenYield.
    [[nodiscard]] unsigned spins() const noexcept { return m_spins; }
    /// From one look to the next; 0 unless Sleep.
    [[nodiscard]] std::chrono::nanoseconds duration() const noexcept { return m_duration; }

private:
    WaitStrategy(Kind kind, unsigned spins, std::chrono::nanoseconds duration) noexcept;

    Kind m_kind;
    unsigned m_spins;
    std::chrono::nanoseconds m_duration;
};

}  // namespace ringlib

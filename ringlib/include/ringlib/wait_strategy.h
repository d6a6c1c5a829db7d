// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>

namespace ringlib {

/// What an endpoint does while it has nothing to do: the producer on a full ring, a consumer on an
/// empty one.
class WaitStrategy {
public:
    enum class Kind { BusySpin, BusySpinWithHint, SpinThenYield, Sleep, Block };

    [[nodiscard]] static WaitStrategy busy_spin();  ///< a core of its own; the lowest latency
    [[nodiscard]] static WaitStrategy
    busy_spin_with_hint();  ///< the same with one `pause` per poll
    [[nodiscard]] static WaitStrategy spin_then_yield(unsigned spins);
    [[nodiscard]] static WaitStrategy sleep(std::chrono::nanoseconds duration);
    /// The default: a short adaptive spin, some yields, then a
    /// futex. Costs the other side no fence.
    [[nodiscard]] static WaitStrategy block();
    /// RINGLIB_WAIT=busy|hint|yield:N|sleep:T|block, T as 50us or 1ms;
    /// `fallback` when unset or not understood.
    [[nodiscard]] static WaitStrategy from_environment(WaitStrategy fallback);

    [[nodiscard]] Kind kind() const noexcept { return m_kind; }
    [[nodiscard]] unsigned spins() const noexcept { return m_spins; }
    [[nodiscard]] std::chrono::nanoseconds duration() const noexcept { return m_duration; }

private:
    WaitStrategy(Kind kind, unsigned spins, std::chrono::nanoseconds duration) noexcept;

    Kind m_kind;
    unsigned m_spins;
    std::chrono::nanoseconds m_duration;
};

}  // namespace ringlib

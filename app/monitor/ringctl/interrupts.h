// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"

#include "rig/platform/signal_queue.h"

#include <csignal>

namespace ringctl {

/// The signals that end, suspend or resize a watch, taken as events instead of whenever they come:
/// so nothing is left half done, and a write that nobody reads is no reason not to end.
///
/// One at a time. The signals are blocked as long as it lives, and as before afterwards.
class Interrupts {
public:
    /// @param terminal the signals of a terminal too (suspend, continue, resize), and its keys.
    explicit Interrupts(bool terminal);
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;
    Interrupts(Interrupts&&) = delete;
    Interrupts& operator=(Interrupts&&) = delete;
    ~Interrupts();

    /// Returns at the deadline, or earlier when something came.
    void wait_until(monitor::TimePoint deadline);
    /// Waits until `descriptor` takes more. @returns false when the end came first.
    [[nodiscard]] bool wait_writable(int descriptor);

    [[nodiscard]] bool end() const noexcept { return m_end; }
    /// From now on they do again what they do to any process: the next one ends this one at once.
    void let_through() const;
    /// Each is told once.
    [[nodiscard]] bool take_suspend() noexcept;
    [[nodiscard]] bool take_redraw() noexcept;  ///< resized, or continued after a stop

    /// Stops this process, as the key for it does, until it is continued.
    void suspend() const;

private:
    void read_signals();
    void read_keys();

    sigset_t m_taken{};
    sigset_t m_before{};
    rig::SignalQueue m_signals;
    bool m_keys;
    bool m_end = false;
    bool m_suspend = false;
    bool m_redraw = false;
};

}  // namespace ringctl

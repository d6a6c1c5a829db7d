// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "world.h"

namespace ringlib::simulation {

/// A consumer process, its slot, and its lock byte: the kernel's, so it outlives the process only
/// in a child.
class SimulatedConsumer : public Process {
public:
    SimulatedConsumer(World& world, std::size_t index)
        : m_world(world)
        , m_index(index)
    {
    }

    enum class Step { Nothing, Attached, Committed, Left };
    /// What the producer is to be woken for.
    Step step();
    void on_published();

    void die(std::chrono::nanoseconds restart_at, std::chrono::nanoseconds child_until);
    /// At its next step.
    void leave_then_return_at(std::chrono::nanoseconds then) { m_leaves_until = then; }
    void forget_child() { m_child_until = {}; }

    [[nodiscard]] bool is_attached() const noexcept;
    [[nodiscard]] bool holds_lock() const noexcept;
    [[nodiscard]] OwnerFacts facts() const noexcept
    {
        return {.holds_lock = holds_lock(), .is_stopped = is_stopped(m_world.now)};
    }

private:
    Step attach();
    Step commit();
    Step leave();
    void begin_batch();
    [[nodiscard]] Slot& slot() const { return m_world.ring.slots[m_index]; }

    World& m_world;
    std::size_t m_index;
    std::uint64_t m_instance = 0;  ///< of the ring in which it has a slot; 0: none
    bool m_alive = false;
    std::uint64_t m_batch = 0;  ///< events it works on
    std::chrono::nanoseconds m_child_until{};  ///< a child has a copy of its lock
    std::chrono::nanoseconds m_leaves_until{};
};

}  // namespace ringlib::simulation

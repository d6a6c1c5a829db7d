// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/faults/injection.h"

namespace rig {

/// Whether a worker goes on after it stood: its position moves, or there is a reason why it cannot.
class Movement {
public:
    /// @param from where it stood.
    void begin(std::string_view worker, std::optional<std::int64_t> from, scenario::Time now);
    /// In words; nothing while it stands.
    [[nodiscard]] std::optional<std::string> seen(const Stage& stage) const;

private:
    std::string m_worker;
    std::optional<std::int64_t> m_from;
    scenario::Time m_since{};
};

/// SIGSTOP; stands by the kernel, and its position with it; SIGCONT.
class Stall : public Injection {
public:
    explicit Stall(const Fault& fault)
        : m_target(fault.target)
    {
    }

    [[nodiscard]] ringlib::Expected<void> inject(Stage& stage) override;
    [[nodiscard]] Proof prove(Stage& stage) override;
    [[nodiscard]] ringlib::Expected<void> heal(Stage& stage) override;
    [[nodiscard]] Proof prove_heal(Stage& stage) override;

private:
    std::string m_target;
    RigWorker* m_worker = nullptr;
    std::optional<std::int64_t> m_stands_at;
    bool m_was_seen_standing = false;
    Movement m_movement;
};

}  // namespace rig

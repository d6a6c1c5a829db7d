// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/faults/injection.h"

#include <chrono>
#include <cstdint>

namespace rig {

/// The producer killed, and another one in its place: it takes the ring over (the next epoch of the
/// same ring), or makes it anew (another instance).
class Successor : public Injection {
public:
    explicit Successor(const Fault& fault)
        : m_recreates(fault.kind == FaultKind::Recreate)
        , m_after(fault.parameters.after.value_or(std::chrono::nanoseconds(0)))
    {
    }

    [[nodiscard]] ringlib::Expected<void> inject(Stage& stage) override;
    [[nodiscard]] Proof prove(Stage& stage) override;
    [[nodiscard]] ringlib::Expected<void> heal(Stage& stage) override;
    [[nodiscard]] Proof prove_heal(Stage& stage) override;

private:
    [[nodiscard]] ringlib::Expected<void> start(Stage& stage);

    bool m_recreates;
    std::chrono::nanoseconds m_after;
    RigWorker* m_killed = nullptr;
    RigWorker* m_successor = nullptr;
    std::string m_instance;
    std::uint64_t m_epoch = 0;
};

}  // namespace rig

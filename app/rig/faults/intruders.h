// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/faults/injection.h"

#include <cstdint>

namespace rig {

/// A second process that wants the place of a living one; refused by the ring's word, and the first
/// goes on where it was; ended, should it have been let in.
class Intruder : public Injection {
public:
    explicit Intruder(const Fault& fault)
        : m_target(fault.target)
        , m_produces(fault.kind == FaultKind::SecondProducer)
    {
    }

    [[nodiscard]] ringlib::Expected<void> inject(Stage& stage) override;
    [[nodiscard]] Proof prove(Stage& stage) override;
    [[nodiscard]] ringlib::Expected<void> heal(Stage& stage) override;
    [[nodiscard]] Proof prove_heal(Stage& stage) override;

private:
    /// Changes when somebody else has the place.
    [[nodiscard]] std::uint64_t tenure(const Stage& stage) const;

    std::string m_target;
    bool m_produces;
    RigWorker* m_first = nullptr;
    RigWorker* m_second = nullptr;
    std::uint64_t m_tenure = 0;
    std::optional<std::int64_t> m_position;
};

}  // namespace rig

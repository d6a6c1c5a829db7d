// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/faults/endings.h"
#include "rig/faults/injection.h"

#include <chrono>
#include <cstdint>

namespace rig {

/// Not started with the others; its id is not in the ring when all others are; started.
class NeverStart : public Injection {
public:
    explicit NeverStart(const Fault& fault)
        : m_target(fault.target)
    {
    }

    [[nodiscard]] ringlib::Expected<void> inject(Stage& stage) override;
    [[nodiscard]] Proof prove(Stage& stage) override;
    [[nodiscard]] ringlib::Expected<void> heal(Stage& stage) override;
    [[nodiscard]] Proof prove_heal(Stage& stage) override;

private:
    std::string m_target;
    Return m_return;
};

/// Started some time after the others; its ring says when it joined.
class LateStart : public Injection {
public:
    explicit LateStart(const Fault& fault)
        : m_target(fault.target)
        , m_after(fault.parameters.after.value_or(std::chrono::nanoseconds(0)))
    {
    }

    [[nodiscard]] ringlib::Expected<void> inject(Stage& stage) override;
    [[nodiscard]] Proof prove(Stage& stage) override;
    [[nodiscard]] ringlib::Expected<void> heal(Stage& stage) override;
    [[nodiscard]] Proof prove_heal(Stage& stage) override;

private:
    std::string m_target;
    std::chrono::nanoseconds m_after;
    scenario::Time m_begun{};
    bool m_started = false;
};

/// Killed, and started again: under its id, under another one, or when the stream has failed for
/// want of it. Its ring says that it joined anew, or that it was too late.
class Rejoin : public Injection {
public:
    explicit Rejoin(const Fault& fault);

    [[nodiscard]] ringlib::Expected<void> inject(Stage& stage) override;
    [[nodiscard]] Proof prove(Stage& stage) override;
    [[nodiscard]] ringlib::Expected<void> heal(Stage& stage) override;
    [[nodiscard]] Proof prove_heal(Stage& stage) override;

private:
    [[nodiscard]] bool may_start(const Stage& stage) const;
    [[nodiscard]] ringlib::Expected<void> start(Stage& stage);
    [[nodiscard]] Proof prove_joined(const Stage& stage) const;
    [[nodiscard]] Proof prove_refused() const;

    std::string m_target;
    std::string m_id;  // of who comes
    bool m_is_too_late;
    std::chrono::nanoseconds m_after;
    RigWorker* m_killed = nullptr;
    std::uint64_t m_generation_before = 0;
    RigWorker* m_comer = nullptr;
};

}  // namespace rig

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/faults/injection.h"

namespace rig {

/// The next process of a name, until it is at its ring.
class Return {
public:
    /// Not where the stream is over: there is nothing to come back to.
    [[nodiscard]] ringlib::Expected<void> begin(Stage& stage, std::string_view name);
    [[nodiscard]] Proof seen(const Stage& stage) const;

private:
    std::string m_name;
    RigWorker* m_worker = nullptr;
    bool m_is_over = false;
};

/// Whether the ring says that nobody holds that place any more.
[[nodiscard]] bool is_place_free(const Stage& stage, std::string_view worker);

/// SIGKILL or SIGTERM; ended so, and its place is free; started again.
class Ending : public Injection {
public:
    explicit Ending(const Fault& fault)
        : m_target(fault.target)
        , m_kills(fault.kind == FaultKind::Kill)
    {
    }

    [[nodiscard]] ringlib::Expected<void> inject(Stage& stage) override;
    [[nodiscard]] Proof prove(Stage& stage) override;
    [[nodiscard]] ringlib::Expected<void> heal(Stage& stage) override;
    [[nodiscard]] Proof prove_heal(Stage& stage) override;

private:
    std::string m_target;
    bool m_kills;
    RigWorker* m_worker = nullptr;
    bool m_is_ending = false;  // healed before it had ended
    Return m_return;
};

/// Told to die at a point of its work; said that it is there, and died by SIGKILL; started again.
class Crash : public Injection {
public:
    explicit Crash(const Fault& fault)
        : m_target(fault.target)
        , m_at(fault.parameters.at.value_or(CrashPoint::Claim))
    {
    }

    [[nodiscard]] ringlib::Expected<void> inject(Stage& stage) override;
    [[nodiscard]] Proof prove(Stage& stage) override;
    [[nodiscard]] ringlib::Expected<void> heal(Stage& stage) override;
    [[nodiscard]] Proof prove_heal(Stage& stage) override;

private:
    [[nodiscard]] std::string command() const;

    std::string m_target;
    CrashPoint m_at;
    RigWorker* m_worker = nullptr;
    bool m_waits_for_place = false;  // whoever is to crash on joining has to join first
    Return m_return;
};

}  // namespace rig

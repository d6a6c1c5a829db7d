// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/faults/injection.h"
#include "rig/faults/stall.h"

#include <chrono>
#include <cstddef>

namespace rig {

/// Told to stay inside its handler, what it has in its hands held; said so, and stands, asleep and
/// not stopped. It goes on by itself.
class Freeze : public Injection {
public:
    explicit Freeze(const Fault& fault)
        : m_target(fault.target)
        , m_duration(fault.duration.value_or(std::chrono::nanoseconds(0)))
    {
    }

    [[nodiscard]] ringlib::Expected<void> inject(Stage& stage) override;
    [[nodiscard]] Proof prove(Stage& stage) override;
    [[nodiscard]] ringlib::Expected<void> heal(Stage& stage) override;
    [[nodiscard]] Proof prove_heal(Stage& stage) override;

private:
    std::string m_target;
    std::chrono::nanoseconds m_duration;
    RigWorker* m_worker = nullptr;
    std::size_t m_freezes_before = 0;
    bool m_was_seen_standing = false;
    std::optional<std::int64_t> m_stands_at;
    Movement m_movement;
};

/// A service time or a rate times a factor; its rate falls or rises; as it was. Who has no service
/// time gets one: the time from one event to the next, times the factor.
class OtherPace : public Injection {
public:
    explicit OtherPace(const Fault& fault)
        : m_target(fault.target)
        , m_slows(fault.kind == FaultKind::Slow)
        , m_factor(fault.parameters.factor.value_or(1))
    {
    }

    [[nodiscard]] ringlib::Expected<void> inject(Stage& stage) override;
    [[nodiscard]] Proof prove(Stage& stage) override;
    [[nodiscard]] ringlib::Expected<void> heal(Stage& stage) override;
    [[nodiscard]] Proof prove_heal(Stage& stage) override;

private:
    [[nodiscard]] bool needs_work(const Topology& topology) const;
    [[nodiscard]] std::optional<std::string> why_not(const Topology& topology) const;
    [[nodiscard]] ringlib::Expected<void> set(Stage& stage, const std::string& value);
    [[nodiscard]] ringlib::Expected<void> set_factor(Stage& stage, double factor);
    [[nodiscard]] ringlib::Expected<void> set_work(Stage& stage, double nanoseconds);
    [[nodiscard]] std::optional<double> rate_since_change(const Stage& stage) const;

    std::string m_target;
    bool m_slows;
    double m_factor;
    bool m_has_given_work = false;
    scenario::Time m_changed_at{};
    std::optional<double> m_before;  // events per second
    std::optional<double> m_during;
};

}  // namespace rig

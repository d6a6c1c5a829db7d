// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/verdict.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rig {

/// What the demo is made of, and when what happens. Times count from the moment all workers were
/// ready.
struct DemoPlan {
    std::uint64_t capacity = 4096;
    std::uint64_t event_size = 64;
    std::uint64_t events_per_s = 10'000;  ///< fills the ring in 0.41 s once cp_1 stands
    std::array<std::string_view, 3> consumers = {"cp_0", "cp_1", "cp_2"};
    std::string_view victim = "cp_1";
    std::chrono::nanoseconds start_limit = std::chrono::seconds(10);  ///< since the start
    /// Not before the producer is free to write.
    std::chrono::nanoseconds stall_at = std::chrono::seconds(8);
    /// As long after the stall as after `stall_at`, should that have had to wait.
    std::chrono::nanoseconds heal_at = std::chrono::milliseconds(10'800);
    /// The victim's backlog is gone by then, or the demo has failed.
    std::chrono::nanoseconds drain_limit = std::chrono::seconds(10);
};

/// What the demo's engine is told about its workers and its ring.
struct DemoObservation {
    std::string waiting_for;  ///< who is not ready yet; empty: nobody is waited for
    std::optional<std::string> trouble;  ///< a worker that could not start, or ended unasked
    bool victim_stopped = false;  ///< by the kernel
    /// What the ring says; nothing before the victim is in it.
    struct Ring {
        std::int64_t victim_sequence = -1;  ///< last consumed
        std::uint64_t victim_lag_events = 0;
        std::optional<std::string> producer_held_by;
    };
    std::optional<Ring> ring;
};

enum class DemoAction { Stall, Heal };

/// Each begins when it is proven, not when it was asked for.
enum class DemoPhase {
    Starting,
    Healthy,
    Stalled,  ///< the victim stands, and the ring fills
    Held,  ///< the ring is full of what the victim has not read
    Healing,  ///< the victim moves again
    Drained,  ///< to its end
    HandedOver,  ///< the user took a hand in it
    Failed
};

/// Words for the moment a phase began.
struct DemoCaption {
    std::chrono::nanoseconds at{};  ///< since the start of the demo
    DemoPhase phase{};
    std::string text;
};

/// The stall, as far as it has come. Times since the start of the demo.
struct DemoFault {
    using Time = std::chrono::nanoseconds;

    std::string target;
    Time requested{};
    std::optional<Time> proven;  ///< stands by the kernel, and its cursor with it
    Time planned_end{};
    std::optional<Time> heal_requested;
    std::optional<Time> healed;  ///< its cursor moved again
    std::optional<Time> recovered;  ///< nobody is held, the backlog is gone
};

/// The demo's story: without clock, process or ring in it.
class DemoStory {
public:
    explicit DemoStory(DemoPlan plan = {});

    /// @param since_start never falls.
    /// @returns what to do now.
    [[nodiscard]] std::optional<DemoAction> advance(
        std::chrono::nanoseconds since_start, const DemoObservation& seen);

    /// The user does something himself: it ends here, and neither well nor badly.
    /// @returns what to do now.
    [[nodiscard]] std::optional<DemoAction> hand_over(std::chrono::nanoseconds since_start);

    [[nodiscard]] const DemoPlan& plan() const { return m_plan; }
    [[nodiscard]] DemoPhase phase() const { return m_phase; }
    [[nodiscard]] const std::vector<DemoCaption>& captions() const { return m_captions; }
    [[nodiscard]] const std::optional<DemoFault>& fault() const { return m_fault; }
    /// It was told to its end, good or bad; the workers may go on.
    [[nodiscard]] bool is_over() const
    {
        return m_phase == DemoPhase::Drained || m_phase == DemoPhase::HandedOver
            || m_phase == DemoPhase::Failed;
    }
    /// Inconclusive while it is not over: whoever stops now cuts it short.
    [[nodiscard]] Verdict verdict() const { return m_verdict; }
    /// Why the verdict is not PASS.
    [[nodiscard]] const std::string& reason() const { return m_reason; }

private:
    using Time = std::chrono::nanoseconds;
    using Action = std::optional<DemoAction>;

    void enter(DemoPhase phase, Time now, std::string text);
    [[nodiscard]] Action heal_what_stands(Time now);
    [[nodiscard]] Action end_badly(Verdict verdict, Time now, std::string reason);
    [[nodiscard]] Action wait_until_ready(Time now, const DemoObservation& seen);
    [[nodiscard]] Action stall_when_due(Time now, const DemoObservation& seen);
    [[nodiscard]] Action watch_stall(Time now, const DemoObservation& seen);
    [[nodiscard]] Action end_stall(Time now, const DemoObservation& seen);
    [[nodiscard]] Action watch_recovery(Time now, const DemoObservation& seen);
    [[nodiscard]] bool proves_stall(const DemoObservation& seen);
    [[nodiscard]] bool is_held_by_victim(const DemoObservation& seen) const;
    [[nodiscard]] std::string victim() const { return std::string(m_plan.victim); }

    DemoPlan m_plan;
    DemoPhase m_phase = DemoPhase::Starting;
    Time m_ready_at{};
    std::optional<DemoObservation::Ring> m_when_stopped;  // the first look at it after it stood
    std::vector<DemoCaption> m_captions;
    std::optional<DemoFault> m_fault;
    Verdict m_verdict = Verdict::Inconclusive;
    std::string m_reason = "the demo was cut short";
};

}  // namespace rig

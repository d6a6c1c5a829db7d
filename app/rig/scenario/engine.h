// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/scenario/actions.h"
#include "rig/scenario/judge.h"
#include "rig/scenario/result.h"
#include "rig/scenario/run_history.h"
#include "rig/scenario/scenario.h"

#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace rig::scenario {

/// Leads a scenario through its life: prepare, steady state, inject, observe, heal, recover, steady
/// again, finish. Without clock, sleep or process in it: what it does follows from what it is told.
class Engine {
public:
    /// @param scenario with its method; a soak's is drawn before.
    explicit Engine(Scenario scenario);
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    Engine(Engine&&) = delete;
    Engine& operator=(Engine&&) = delete;
    ~Engine() = default;

    /// To be called at each tick, about every sampling period.
    /// @param now never falls.
    /// @returns what to do now, in this order.
    [[nodiscard]] std::vector<Action> advance(Time now, const Observations& seen);

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] bool is_over() const { return m_phase == Phase::Over; }
    /// As far as it is known; final when it is over.
    [[nodiscard]] Result result() const;
    [[nodiscard]] const Scenario& scenario() const { return m_scenario; }

private:
    void enter(Phase phase);
    void prepare();
    void watch_steady_state();
    void inject();
    void observe();
    void heal();
    void watch_heal();
    void recover();
    void watch_steady_again();
    void finish();
    void end_early(std::string type, std::string why);

    void watch_limits();
    void watch_unasked_ends();
    void judge_all();
    void judge_faults();
    [[nodiscard]] bool is_steady(std::string& unmet);
    [[nodiscard]] bool is_awaited(const Judge& judge) const;
    [[nodiscard]] bool may_have_ended(const WorkerObservation& worker) const;
    [[nodiscard]] bool stream_is_over() const;
    [[nodiscard]] bool can_be_healed(const Step& step) const;
    [[nodiscard]] Time since_phase() const { return m_history.now() - m_phase_begun; }
    void add_line(
        std::string type, const std::string& name, LineStatus status, std::string measured);
    template <typename Kind>
    void request(Kind action)
    {
        m_actions.emplace_back(std::in_place_type<Kind>, std::move(action));
    }

    Scenario m_scenario;
    RunHistory m_history;
    std::vector<Judge> m_judges;
    Phase m_phase = Phase::Prepare;
    Time m_begun{};
    Time m_phase_begun{};
    Time m_inject_begun{};
    bool m_started = false;
    bool m_ending = false;
    std::optional<Time> m_steady_since;
    std::size_t m_next_step = 0;
    bool m_ready = false;  ///< all were, at the same time
    std::optional<Time> m_injected;  // all of them, and proven
    std::optional<std::string> m_cut;  // by whom or what
    std::vector<bool> m_end_seen;  // of the worker at the same place, and judged
    std::set<std::string> m_unasked;  // complained of
    std::vector<Action> m_actions;
    std::vector<ResultLine> m_lines;
    std::vector<PhaseBegin> m_phases;
};

}  // namespace rig::scenario

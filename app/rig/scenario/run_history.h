// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/scenario/observations.h"
#include "rig/scenario/scenario.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rig::scenario {

/// What "after" names when it means no fault, but the begin of what is judged.
inline constexpr std::string_view kStart = "start";

/// How far everybody was at one instant.
struct Positions {
    Time at{};
    std::int64_t published = -1;
    std::map<std::string, std::int64_t> consumed;
};

/// What a judgement needs of the past: observations show only the present.
class RunHistory {
public:
    explicit RunHistory(const Scenario& scenario);

    /// @param now never falls.
    void note(Time now, const Observations& seen);
    /// The steady state was seen, and what is broken is broken from now on.
    void begin();

    [[nodiscard]] Time now() const { return m_now; }
    [[nodiscard]] const Observations& seen() const { return m_seen; }
    [[nodiscard]] const Scenario& scenario() const { return m_scenario; }
    [[nodiscard]] NamedTimes times() const;

    /// Proven, and not before that.
    [[nodiscard]] const Positions* at_proof(std::string_view fault) const;
    [[nodiscard]] const Positions* at_heal(std::string_view fault) const;
    /// Something has begun to take it back.
    [[nodiscard]] bool is_being_healed(std::string_view fault) const;
    [[nodiscard]] const FaultObservation* find_fault(std::string_view id) const;

    [[nodiscard]] std::int64_t published() const { return m_published; }
    [[nodiscard]] std::int64_t consumed(std::string_view id) const;
    [[nodiscard]] const ConsumerObservation* find_attached(std::string_view id) const;
    /// The last process of that name; nullptr: there was none.
    [[nodiscard]] const WorkerObservation* last_process(std::string_view name) const;
    /// Consumers of the topology, and ids that faults bring, whose last process runs.
    [[nodiscard]] std::vector<std::string> running_consumers() const;
    /// All of those, running or not.
    [[nodiscard]] const std::vector<std::string>& consumer_names() const { return m_consumers; }
    [[nodiscard]] std::vector<std::string> resolve(const std::vector<std::string>& ids) const;

    /// The last time before `instant` that the producer was blocked from; nothing: it never was.
    [[nodiscard]] std::optional<Time> blocked_before(Time instant) const;
    [[nodiscard]] std::optional<Time> blocked_after(Time instant) const;

    /// What was known when the consumer's present place in the table was first seen.
    struct Join {
        std::uint64_t generation = 0;
        std::int64_t published_before = -1;  ///< at the look before
        std::int64_t published_after = -1;
        std::optional<std::int64_t> committed;  ///< by this id before; nothing: it was not here
    };
    [[nodiscard]] const Join* last_join(std::string_view id) const;
    [[nodiscard]] const std::string& first_instance() const { return m_instance; }
    [[nodiscard]] std::uint64_t used_max_in_baseline() const { return m_baseline_used; }

private:
    void note_positions();
    void note_joins();
    void note_faults();
    /// What was noted of the fault at the same place among those that were seen.
    struct NotedFault {
        bool proof = false;
        bool heal = false;
    };
    [[nodiscard]] Positions positions() const;

    const Scenario& m_scenario;
    std::vector<std::string> m_consumers;
    Time m_now{};
    Observations m_seen;
    bool m_begun = false;
    std::string m_instance;
    std::int64_t m_published = -1;
    std::int64_t m_published_before = -1;
    std::uint64_t m_baseline_used = 0;
    std::map<std::string, std::int64_t, std::less<>> m_consumed;
    std::map<std::string, std::int64_t, std::less<>> m_consumed_before;  // at the look before
    std::map<std::string, Join, std::less<>> m_joins;
    std::vector<NotedFault> m_noted;
    std::map<std::string, std::size_t, std::less<>> m_fault_places;  // by id
    std::map<std::string, Positions, std::less<>> m_proofs;
    std::map<std::string, Positions, std::less<>> m_heals;
    std::vector<Time> m_blocks;  // rising; the last ones only
};

}  // namespace rig::scenario

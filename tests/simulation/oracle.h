// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "scenario.h"

#include <optional>
#include <string>
#include <vector>

namespace ringlib::simulation {

/// Knows what really happened, and holds against it what the producer says. The first rule that is
/// broken ends the run.
class Oracle {
public:
    using Time = std::chrono::nanoseconds;

    Oracle(const Scenario& scenario, Mode mode);
    [[nodiscard]] const std::optional<std::string>& broken() const noexcept { return m_broken; }

    // What happened.
    void producer_begins(Time now);
    void producer_ends();
    void waits(Time now);
    void goes_on(Time call_began);
    /// The producer wanted to run at `from`, and could not before `to`.
    void was_late(Time from, Time to);
    void came(std::size_t consumer);
    void left(std::size_t consumer, Time at);
    /// A cursor moved, as the producer can see it.
    void progressed(std::size_t consumer, Time at);

    // What the producer does and says.
    /// `clock`: as it had read it, some time before `now`.
    void looks(Time clock, Time now);
    void found(const LivenessWatch::Finding& finding, bool blocks);
    void looked(std::span<const LivenessWatch::Sight> sights, std::optional<Time> until_failure);
    void said_died(std::size_t consumer, bool died, bool holds_lock);
    void said_left(std::size_t consumer);
    void said_missing(Time now);
    /// At any moment: has it waited for too long?
    void check_wait(Time now);

private:
    /// One consumer, from its last progress or the begin of the producer's wait.
    struct Stall {
        Time since{};
        Time late{};  ///< in which the producer could not run
        std::int64_t late_times = 0;
        Time lost{};  ///< between looks, beyond two check intervals
        bool alerted = false;
        bool failed = false;
    };
    void breaks(std::size_t consumer, const std::string& rule);
    void breaks(const std::string& rule);
    /// The time in which the producer could run is all that counts, and two check intervals for
    /// each time it could not.
    [[nodiscard]] bool is_early(const Stall& stall, Time bound) const;

    const Scenario& m_scenario;
    Mode m_mode;
    std::vector<Stall> m_stalls;
    std::vector<bool> m_there;  ///< under this producer
    std::vector<std::optional<Time>> m_left;  ///< under this producer
    Time m_began{};
    std::optional<Time> m_waits_since;
    std::optional<Time> m_last_look;  ///< by its own clock, which may be old by then
    Time m_looks_at{};
    Time m_late_since_look{};
    std::optional<Time> m_fires_at;
    std::optional<std::string> m_broken;
};

}  // namespace ringlib::simulation

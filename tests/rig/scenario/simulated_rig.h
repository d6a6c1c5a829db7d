// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/scenario/actions.h"
#include "rig/scenario/observations.h"
#include "rig/scenario/scenario.h"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rigtest {

using rig::scenario::Time;

/// A promise of the library that the simulated one breaks.
enum class Break {
    Nothing,
    Loses,  ///< a consumer never gets some event
    Doubles,
    Tears,
    AlertsLate,
    AlertsEarly,
    NeverAlerts,
    NeverGivesUp,  ///< after the grace
    GivesUpInGrace,  ///< though the consumer is back
    ForgetsToNameThem,
    TellsNobody,  ///< that the stream has failed
    AcceptsAnyoneForRequired,
    EvictsNobody,
    StartsElsewhere,  ///< joiners, and who comes back
    KeepsTheDead,  ///< in the table, and they hold the ring
    HoldsForNobody,  ///< no back-pressure: overwrites
    RedeliversSilently,
    LetsASecondProducerIn,
    StopsAfterTakeover,
    HidesTheReplacement,
    HidesTheTruncation,
    DiesWithTheName,  ///< workers end when their ring is unlinked
    DiesOfABadConsumer,  ///< a producer that ends for one that nobody requires
    BuffersTooLittle,
    MovesNobody  ///< in the end, consumers end before they have read all
};

/// A rig in which time is what it is told, and a library that keeps its promises, or breaks one.
/// The processes are in simulated_rig.cpp, the library in simulated_ring.cpp, the faults in
/// simulated_faults.cpp.
class SimulatedRig {
public:
    SimulatedRig(rig::scenario::Scenario scenario, Break broken);

    void act(const rig::scenario::Action& action, Time now);
    void advance(Time now);
    [[nodiscard]] rig::scenario::Observations look(Time now) const;

    std::uint64_t missed = 0;  ///< looks, for the next observations
    Time overshoot = std::chrono::milliseconds(2);
    bool proves = true;  ///< whether injections are proven

private:
    struct Process {
        rig::scenario::WorkerObservation seen;
        bool stopped = false;
        Time frozen_until{};
        double factor = 1;
        bool runs() const { return seen.phase != rig::scenario::WorkerPhase::Exited; }
        bool moves(Time now) const { return runs() && !stopped && now >= frozen_until; }
    };
    struct Slot {
        std::string id;
        std::int64_t cursor = -1;
        std::uint64_t generation = 0;
        Time joined{};
        std::size_t process = 0;
        bool in_hand = false;  ///< died with an event in its hands
    };
    struct Doing {
        rig::scenario::PlannedFault planned;
        rig::scenario::FaultObservation seen;
        std::optional<Time> comes_back;
    };
    struct Stall {
        std::string consumer;
        Time since{};
        std::int64_t cursor = -1;
        bool alerted = false;
    };

    [[nodiscard]] Process* find(std::string_view name);
    [[nodiscard]] const Process* find(std::string_view name) const;
    [[nodiscard]] Slot* find_slot(const std::string& id);
    [[nodiscard]] bool required(const std::string& id) const;
    void note(const rig::scenario::PlannedFault& planned, Time now);
    void start_producer(Time now, bool anew);
    void start_consumer(const std::string& id, Time now);
    void join(Process& process, Time now);
    struct Ending {
        int code = 0;
        std::string error;
        std::string end;
    };
    void exit(Process& process, Time now, const Ending& ending);
    void kill(const std::string& name, Time now);
    void publish(Time now);
    void consume(Time now);
    void watch_liveness(Time now);
    void give_up(Time now, const std::string& id);
    void end_consumers(Time now);
    void follow_faults(Time now);
    void inject(Doing& doing, Time now);
    void heal(Doing& doing, Time now);

    rig::scenario::Scenario m_scenario;
    Break m_break;
    Time m_last{};
    Time m_tick = std::chrono::milliseconds(10);
    std::deque<Process> m_processes;
    std::vector<Slot> m_slots;
    std::vector<Doing> m_faults;
    std::int64_t m_published = -1;
    double m_due = 0;
    std::uint64_t m_epoch = 0;
    int m_instance = 0;
    std::map<std::string, std::uint64_t> m_generations;
    std::map<std::string, std::int64_t> m_kept;  ///< cursors of the dead, for who comes back
    std::map<std::string, bool> m_kept_in_hand;
    std::map<std::string, int> m_instance_of;
    std::optional<Time> m_blocked;
    std::string m_gated_by;
    std::optional<Stall> m_stall;
    std::map<std::string, bool> m_was_there;
    std::optional<Time> m_waits_since;
    std::string m_stream_end;
    std::optional<Time> m_died;
    bool m_unlinked = false;
    bool m_truncated = false;
    bool m_ending = false;
};

}  // namespace rigtest

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "simulated_consumer.h"

#include <functional>
#include <memory>
#include <vector>

namespace ringlib::simulation {

/// A program that publishes in bursts with managed publishing, and begins again after an end. The
/// loop is that of ProducerCore and RequiredConsumers, word by word over the words of `Ring`, and
/// it can be kept from running between any two of its looks at the world.
class SimulatedProducer : public Process {
public:
    SimulatedProducer(
        World& world, std::vector<SimulatedConsumer>& consumers, const MakeWatch& make_watch);

    void step();
    void die(std::chrono::nanoseconds restart_at);
    /// A cursor moved, a slot was taken or given back.
    void wake();

private:
    enum class Phase { Absent, Starting, Publishing, Waiting, Looking, Telling };

    void begin();
    void start();
    void publish();
    void wait();
    void look();
    void tell();
    void sleep();
    void go_on();
    void end(const char* why);
    void interruptibly(Phase next);

    void see_cursors();
    void reap();
    [[nodiscard]] bool has_room() const;
    [[nodiscard]] std::vector<std::size_t> missing() const;
    [[nodiscard]] bool ends_because_one_left();
    void alert(const LivenessWatch::Finding& finding);

    World& m_world;
    std::vector<SimulatedConsumer>& m_consumers;
    const MakeWatch& m_make_watch;
    std::size_t m_required;
    std::unique_ptr<WatchUnderTest> m_watch;
    Phase m_phase = Phase::Absent;
    std::chrono::nanoseconds m_startup_deadline{};
    std::chrono::nanoseconds m_call_began{};
    std::chrono::nanoseconds m_clock{};  ///< as it last read it
    std::uint64_t m_claim = 0;
    std::uint64_t m_needed = 0;
    std::uint64_t m_claims_left = 0;  ///< of this burst
    std::vector<LivenessWatch::Sight> m_sights;
    std::vector<LivenessWatch::Finding> m_findings;
};

}  // namespace ringlib::simulation

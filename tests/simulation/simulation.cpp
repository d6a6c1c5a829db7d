// SPDX-License-Identifier: MIT OR Apache-2.0
#include "simulation.h"

#include "faults.h"

namespace ringlib::simulation {
namespace {

class Run {
public:
    Run(std::uint64_t seed, Mode mode, const MakeWatch& make_watch, bool traced)
        : m_world(seed, mode, traced)
        , m_producer(m_world, m_consumers, make_watch)
        , m_faults(m_world, m_producer, m_consumers)
    {
        for (std::size_t i = 0; i < m_world.scenario.consumers.size(); ++i) {
            m_consumers.emplace_back(m_world, i);
        }
    }

    void run()
    {
        while (!m_world.oracle.broken() && step()) { }
        if (m_world.oracle.broken()) {
            m_world.trace.note(m_world.now, "BROKEN: ", *m_world.oracle.broken());
        }
    }
    [[nodiscard]] const World& world() const noexcept { return m_world; }

private:
    // Whose turn is next: the producer before the consumers before the faults.
    bool step()
    {
        Process* next = &m_producer;
        SimulatedConsumer* consumer = nullptr;
        for (SimulatedConsumer& candidate : m_consumers) {
            if (candidate.runs_at() < next->runs_at()) {
                next = consumer = &candidate;
            }
        }
        if (m_faults.runs_at() < next->runs_at()) {
            next = &m_faults;
        }
        if (next->runs_at() >= m_world.scenario.end) {
            m_world.oracle.check_wait(m_world.scenario.end);
            return false;
        }
        m_world.now = std::max(m_world.now, next->runs_at());
        if (next == &m_producer) {
            m_producer.step();
        } else if (next == &m_faults) {
            m_faults.step();
        } else if (consumer->step() != SimulatedConsumer::Step::Nothing) {
            m_producer.wake();
        }
        m_world.starve(*next);
        return true;
    }

    World m_world;
    std::vector<SimulatedConsumer> m_consumers;
    SimulatedProducer m_producer;
    Faults m_faults;
};

}  // namespace

Tally& Tally::operator+=(const Tally& other) noexcept
{
    published += other.published;
    waits += other.waits;
    looks += other.looks;
    alerts += other.alerts;
    said_died += other.said_died;
    shutdowns += other.shutdowns;
    evictions += other.evictions;
    tolerated += other.tolerated;
    found_left += other.found_left;
    startup_timeouts += other.startup_timeouts;
    take_overs += other.take_overs;
    resumes += other.resumes;
    reaped += other.reaped;
    freezes += other.freezes;
    return *this;
}

std::unique_ptr<WatchUnderTest> library_watch(LivenessWatch::Timing timing, std::size_t consumers)
{
    return std::make_unique<WatchUnderTest>(timing, consumers);
}

Outcome simulate(std::uint64_t first, std::uint64_t count, Mode mode, const MakeWatch& make_watch)
{
    Outcome outcome;
    for (std::uint64_t seed = first; outcome.seeds < count; ++seed, ++outcome.seeds) {
        Run run(seed, mode, make_watch, false);
        run.run();
        outcome.tally += run.world().tally;
        if (run.world().oracle.broken()) {
            ++outcome.violations;
            if (!outcome.first_bad_seed) {
                outcome.first_bad_seed = seed;
                outcome.trace = trace_of(seed, mode, make_watch);
            }
        }
    }
    return outcome;
}

std::string trace_of(std::uint64_t seed, Mode mode, const MakeWatch& make_watch)
{
    Run run(seed, mode, make_watch, true);
    run.run();
    return run.world().trace.text();
}

}  // namespace ringlib::simulation

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "simulated_producer.h"

namespace ringlib::simulation {

/// What goes wrong, and when: as much as the seed says until the faults end.
class Faults : public Process {
public:
    Faults(World& world, SimulatedProducer& producer, std::vector<SimulatedConsumer>& consumers);

    void step();

private:
    void strike();
    void kill(std::size_t consumer, bool with_child);
    void disturb_all();
    /// Nothing goes wrong any more; what cannot be mended stays as it is.
    void cease();
    void cease_for(std::size_t consumer);

    World& m_world;
    SimulatedProducer& m_producer;
    std::vector<SimulatedConsumer>& m_consumers;
    std::chrono::nanoseconds m_scale;  ///< of what lasts about as long as a time-out
};

}  // namespace ringlib::simulation

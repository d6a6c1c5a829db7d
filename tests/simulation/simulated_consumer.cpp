// SPDX-License-Identifier: MIT OR Apache-2.0
#include "simulated_consumer.h"

#include <algorithm>

namespace ringlib::simulation {

using namespace std::chrono_literals;

bool SimulatedConsumer::is_attached() const noexcept
{
    return m_alive && m_instance != 0;
}

bool SimulatedConsumer::holds_lock() const noexcept
{
    return m_instance == m_world.ring.instance && (m_alive || m_world.now < m_child_until);
}

SimulatedConsumer::Step SimulatedConsumer::step()
{
    sleep_until(kNever);
    const bool is_over = m_instance != m_world.ring.instance || !m_world.ring.is_open;
    if (!is_attached() || is_over || slot().state == Slot::State::Evicted) {
        return attach();
    }
    if (m_leaves_until.count() != 0) {
        return leave();
    }
    return m_batch != 0 ? commit() : (begin_batch(), Step::Nothing);
}

SimulatedConsumer::Step SimulatedConsumer::attach()
{
    m_batch = 0;
    if (!m_world.ring.is_open) {  // woken when there is a ring again
        m_alive = false;
        m_instance = 0;
        return Step::Nothing;
    }
    if (!m_alive && holds_lock()) {  // the id is in use: by a child of the dead one
        sleep_until(m_world.now + 100ms);
        return Step::Nothing;
    }
    m_alive = true;
    m_instance = m_world.ring.instance;
    Slot& own = slot();
    if (own.gates()) {
        ++m_world.tally.resumes;
    } else {
        own.cursor = own.visible = m_world.ring.published;
        own.visible_at = kNever;
        m_world.oracle.progressed(m_index, m_world.now);
    }
    own.state = Slot::State::Active;
    own.gone = Slot::Gone::No;
    own.seen = m_world.ring.epoch;
    m_world.oracle.came(m_index);
    m_world.trace.note(m_world.now, "consumer ", m_index, " attaches at ", own.cursor);
    begin_batch();
    return Step::Attached;
}

void SimulatedConsumer::begin_batch()
{
    const ConsumerPlan& plan = m_world.scenario.consumers[m_index];
    m_batch = std::min(plan.batch, m_world.ring.published - slot().cursor);
    if (m_batch != 0) {
        sleep_until(m_world.now + plan.work);
    }
}

void SimulatedConsumer::on_published()
{
    if (is_attached() && m_batch == 0 && wants_at() == kNever) {
        wake_at(m_world.now);
    }
}

SimulatedConsumer::Step SimulatedConsumer::commit()
{
    Slot& own = slot();
    own.cursor += m_batch;
    const auto lag = m_world.now < m_world.lags_until ? m_world.random.between(0ns, m_world.lags_by)
                                                      : std::chrono::nanoseconds(0);
    own.visible_at = std::min(own.visible_at, m_world.now + lag);
    begin_batch();
    return Step::Committed;
}

SimulatedConsumer::Step SimulatedConsumer::leave()
{
    Slot& own = slot();
    own.state = Slot::State::Free;
    own.gone = Slot::Gone::Left;
    own.seen = m_world.ring.epoch;
    m_world.oracle.left(m_index, m_world.now);
    m_world.trace.note(m_world.now, "consumer ", m_index, " leaves at ", own.cursor);
    sleep_until(m_leaves_until);
    m_leaves_until = {};
    m_alive = false;
    m_instance = 0;
    m_batch = 0;
    return Step::Left;
}

void SimulatedConsumer::die(
    std::chrono::nanoseconds restart_at, std::chrono::nanoseconds child_until)
{
    m_alive = false;
    m_batch = 0;
    m_leaves_until = {};
    m_child_until = child_until;
    sleep_until(restart_at);
}

}  // namespace ringlib::simulation

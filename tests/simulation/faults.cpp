// SPDX-License-Identifier: MIT OR Apache-2.0
#include "faults.h"

namespace ringlib::simulation {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

Faults::Faults(World& world, SimulatedProducer& producer, std::vector<SimulatedConsumer>& consumers)
    : m_world(world)
    , m_producer(producer)
    , m_consumers(consumers)
    , m_scale(world.scenario.timing.progress_timeout + world.scenario.timing.grace)
{
    sleep_until(world.random.about(world.scenario.between_faults));
}

void Faults::step()
{
    if (m_world.now >= m_world.scenario.faults_end) {
        cease();
        return sleep_until(kNever);
    }
    m_world.random.one_in(4) ? disturb_all() : strike();
    const nanoseconds next = m_world.now + m_world.random.about(m_world.scenario.between_faults);
    sleep_until(std::min(next, m_world.scenario.faults_end));
}

void Faults::strike()
{
    const nanoseconds until = m_world.now + m_world.random.about(m_scale);
    const std::size_t who = m_world.random.below(m_consumers.size());
    SimulatedConsumer& consumer = m_consumers[who];
    switch (m_world.random.below(7)) {
    case 0:
        m_world.trace.note(m_world.now, "consumer ", who, " is stopped until ", until);
        return consumer.stop_until(until);
    case 1:
        m_world.trace.note(m_world.now, "consumer ", who, " hangs until ", until);
        return consumer.hold_until(until);
    case 2:
        return kill(who, false);
    case 3:
        return kill(who, true);
    case 4:
        return consumer.leave_then_return_at(until);
    case 5:
        m_world.trace.note(m_world.now, "the producer is stopped until ", until);
        return m_producer.stop_until(until);
    default:
        m_world.trace.note(m_world.now, "the producer dies until ", until);
        return m_producer.die(until);
    }
}

// A zombie is no case of its own: its locks are free.
void Faults::kill(std::size_t consumer, bool with_child)
{
    if (!m_consumers[consumer].is_attached()) {
        return;
    }
    const nanoseconds restart_at = m_world.now + m_world.random.about(m_scale);
    const nanoseconds child_until
        = with_child ? m_world.now + m_world.random.about(m_scale) : nanoseconds(0);
    m_world.trace.note(m_world.now, "consumer ", consumer,
        with_child ? " dies, its child keeps the lock; restart at " : " dies; restart at ",
        restart_at);
    m_consumers[consumer].die(restart_at, child_until);
}

void Faults::disturb_all()
{
    const nanoseconds for_long = m_world.random.about(m_world.random.one_in(2) ? m_scale : 60s);
    const nanoseconds until = m_world.now + for_long;
    switch (m_world.random.below(4)) {
    case 0:
        // CLOCK_MONOTONIC stands still in a suspended machine: all that is left of it is that
        // everybody wakes in some order.
    case 1: {
        const bool suspended = m_world.random.one_in(2);
        m_world.trace.note(m_world.now,
            suspended ? "the machine is suspended, wakes at " : "the machine is paused until ",
            suspended ? m_world.now : until);
        ++m_world.tally.freezes;
        const nanoseconds thaw = suspended ? m_world.now : until;
        m_producer.hold_until(thaw + m_world.random.between(0ns, 50ms));
        for (SimulatedConsumer& consumer : m_consumers) {
            consumer.hold_until(thaw + m_world.random.between(0ns, 50ms));
        }
        return;
    }
    case 2:
        m_world.starved_until = until;
        m_world.starved_by
            = m_world.random.between(1ms, 4 * m_world.scenario.timing.check_interval);
        m_world.trace.note(m_world.now, "the machine is starved by ", m_world.starved_by);
        return;
    default:
        m_world.lags_until = until;
        m_world.lags_by = m_world.random.between(1us, 2 * m_world.scenario.timing.check_interval);
        m_world.trace.note(m_world.now, "stores are seen late by ", m_world.lags_by);
        return;
    }
}

void Faults::cease()
{
    m_world.trace.note(m_world.now, "the faults end");
    m_world.starved_until = m_world.lags_until = {};
    m_producer.let_run();
    m_producer.wake_at(m_world.now);
    for (std::size_t i = 0; i < m_consumers.size(); ++i) {
        cease_for(i);
    }
}

void Faults::cease_for(std::size_t consumer)
{
    SimulatedConsumer& who = m_consumers[consumer];
    who.let_run();
    who.forget_child();
    who.leave_then_return_at({});
    const bool stays = m_world.random.one_in(3);
    const bool required = m_world.scenario.consumers[consumer].required;
    if (!stays) {
        who.wake_at(m_world.now + 1ms);  // who was dead is restarted
    } else if (required && m_world.random.one_in(2)) {
        // An optional one that stops for good blocks for good: that is its right.
        m_world.trace.note(m_world.now, "consumer ", consumer, " is stopped for good");
        who.stop_until(kNever);
    } else {
        m_world.trace.note(m_world.now, "consumer ", consumer, " dies for good");
        who.die(kNever, {});
    }
}

}  // namespace ringlib::simulation

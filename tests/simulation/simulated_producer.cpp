// SPDX-License-Identifier: MIT OR Apache-2.0
#include "simulated_producer.h"

#include <algorithm>

namespace ringlib::simulation {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using Action = RequiredConsumerFailureAction;
using Finding = LivenessWatch::Finding;

namespace {

// As in the library.
constexpr nanoseconds kShortestSleep = 1ms;
constexpr nanoseconds kLongestSleep = 20ms;

std::uint64_t ns(nanoseconds time)
{
    return static_cast<std::uint64_t>(time.count());
}

}  // namespace

SimulatedProducer::SimulatedProducer(
    World& world, std::vector<SimulatedConsumer>& consumers, const MakeWatch& make_watch)
    : m_world(world)
    , m_consumers(consumers)
    , m_make_watch(make_watch)
    , m_required(world.scenario.required())
    , m_sights(m_required)
{
    sleep_until(0ns);
}

void SimulatedProducer::step()
{
    see_cursors();
    if (m_world.now > wants_at()) {
        m_world.oracle.was_late(wants_at(), m_world.now);
    }
    switch (m_phase) {
    case Phase::Absent:
        return begin();
    case Phase::Starting:
        return start();
    case Phase::Publishing:
        return publish();
    case Phase::Waiting:
        return wait();
    case Phase::Looking:
        return look();
    case Phase::Telling:
        return tell();
    }
}

// On a starved machine it may lose the processor here; else the next phase follows at once.
void SimulatedProducer::interruptibly(Phase next)
{
    m_phase = next;
    sleep_until(m_world.now);
    if (m_world.now >= m_world.starved_until) {
        next == Phase::Looking ? look() : tell();
    }
}

// A new ring after an end, else the dead producer's.
void SimulatedProducer::begin()
{
    Ring& ring = m_world.ring;
    if (!ring.is_open) {
        ring = {.instance = ring.instance + 1,
            .epoch = 0,
            .published = 0,
            .is_open = true,
            .slots = std::vector<Slot>(ring.slots.size())};
    }
    ++ring.epoch;
    m_watch = m_make_watch(m_world.scenario.timing, m_required);
    m_world.oracle.producer_begins(m_world.now);
    m_world.trace.note(m_world.now, "producer begins, epoch ", ring.epoch);
    for (std::size_t i = 0; i < m_consumers.size(); ++i) {
        Slot& slot = ring.slots[i];
        if (slot.state == Slot::State::Active && m_consumers[i].holds_lock()) {
            slot.seen = ring.epoch;
        }
        if (slot.gates()) {
            m_world.oracle.came(i);
        }
        if (ring.epoch == 1 && m_consumers[i].wants_at() == kNever) {
            m_consumers[i].wake_at(m_world.now + m_world.random.between(0ns, 200ms));
        }
    }
    m_startup_deadline = m_world.now + m_world.scenario.startup_wait;
    m_claims_left = 0;
    m_phase = Phase::Starting;
    start();
}

std::vector<std::size_t> SimulatedProducer::missing() const
{
    std::vector<std::size_t> who;
    for (std::size_t i = 0; i < m_required; ++i) {
        const Slot& slot = m_world.ring.slots[i];
        if (!slot.gates() && slot.seen != m_world.ring.epoch) {
            who.push_back(i);
        }
    }
    return who;
}

void SimulatedProducer::start()
{
    if (missing().empty()) {
        m_phase = Phase::Publishing;
        sleep_until(m_world.now);
    } else if (m_world.now >= m_startup_deadline) {
        m_world.oracle.said_missing(m_world.now);
        ++m_world.tally.startup_timeouts;
        end("not everybody came");
    } else {
        sleep_until(m_startup_deadline);
    }
}

void SimulatedProducer::publish()
{
    m_call_began = m_world.now;
    m_claim = m_world.random.between(1, m_world.scenario.claim_max);
    if (ends_because_one_left()) {
        return;
    }
    if (has_room()) {
        return go_on();
    }
    const std::uint64_t end = m_world.ring.published + m_claim;
    m_needed = end > m_world.scenario.capacity ? end - m_world.scenario.capacity : 0;
    ++m_world.tally.waits;
    m_world.oracle.waits(m_world.now);
    m_world.trace.note(m_world.now, "producer waits until all have reached ", m_needed);
    wait();
}

void SimulatedProducer::wait()
{
    m_phase = Phase::Waiting;
    reap();
    if (has_room()) {
        m_watch->rest();
        if (!ends_because_one_left()) {
            go_on();
        }
        return;
    }
    m_world.oracle.check_wait(m_world.now);
    m_clock = m_world.now;
    interruptibly(Phase::Looking);
}

void SimulatedProducer::look()
{
    m_findings.clear();
    if (m_watch->until_look(ns(m_clock)).count() > 0) {
        return sleep();
    }
    if (ends_because_one_left()) {
        return;
    }
    m_world.oracle.looks(m_clock, m_world.now);
    ++m_world.tally.looks;
    for (std::size_t i = 0; i < m_required; ++i) {
        const Slot& slot = m_world.ring.slots[i];
        m_sights[i] = {.cursor = slot.visible, .blocks = slot.gates() && slot.visible < m_needed};
    }
    const auto found = m_watch->look(ns(m_clock), m_sights);
    m_findings.assign(found.begin(), found.end());
    for (const Finding& finding : m_findings) {
        m_world.oracle.found(finding, m_sights[finding.consumer].blocks);
    }
    m_world.oracle.looked(m_sights, m_watch->until_failure());
    m_findings.empty() ? sleep() : interruptibly(Phase::Telling);
}

void SimulatedProducer::tell()
{
    for (const Finding& finding : m_findings) {
        Slot& slot = m_world.ring.slots[finding.consumer];
        if (finding.kind == Finding::Kind::Stalled) {
            alert(finding);
        } else if (m_world.scenario.action == Action::Evict) {
            if (slot.gates()) {  // it may have left since
                ++m_world.tally.evictions;
                slot.state = Slot::State::Evicted;
                m_world.trace.note(m_world.now, "consumer ", finding.consumer, " is put out");
            }
        } else if (m_world.scenario.action == Action::GracefulShutdown) {
            ++m_world.tally.shutdowns;
            return end("a required consumer failed");
        } else {
            ++m_world.tally.tolerated;
        }
    }
    sleep();
}

void SimulatedProducer::alert(const Finding& finding)
{
    const OwnerFacts owner = m_consumers[finding.consumer].facts();
    const bool died = m_watch->is_dead(owner);
    m_world.oracle.said_died(finding.consumer, died, owner.holds_lock);
    ++m_world.tally.alerts;
    m_world.tally.said_died += died ? 1 : 0;
    m_world.trace.note(m_world.now, "alert: consumer ", finding.consumer,
        died ? " died" : " stalled", " for ", finding.stalled_for);
}

void SimulatedProducer::sleep()
{
    m_phase = Phase::Waiting;
    const nanoseconds needed = std::max(m_watch->until_needed_look(ns(m_clock)), kShortestSleep);
    sleep_until(m_world.now + std::min(needed, kLongestSleep));
}

void SimulatedProducer::go_on()
{
    m_world.ring.published += m_claim;
    ++m_world.tally.published;
    m_world.oracle.goes_on(m_call_began);
    for (SimulatedConsumer& consumer : m_consumers) {
        consumer.on_published();
    }
    m_phase = Phase::Publishing;
    if (m_claims_left == 0) {
        m_claims_left = m_world.random.between(1, 100);
        sleep_until(m_world.now + m_world.random.about(m_world.scenario.between_bursts));
        m_world.trace.note(m_world.now, "producer has nothing to publish until ", wants_at());
    } else {
        --m_claims_left;
        sleep_until(m_world.now + m_world.random.between(0ns, m_world.scenario.between_claims));
    }
}

bool SimulatedProducer::ends_because_one_left()
{
    for (std::size_t i = 0; i < m_required; ++i) {
        const Slot& slot = m_world.ring.slots[i];
        if (slot.state == Slot::State::Free && slot.seen == m_world.ring.epoch
            && slot.gone == Slot::Gone::Left) {
            m_world.oracle.said_left(i);
            ++m_world.tally.found_left;
            end("a required consumer left");
            return true;
        }
    }
    return false;
}

void SimulatedProducer::end(const char* why)
{
    m_world.trace.note(m_world.now, "the stream ends: ", why);
    m_world.oracle.producer_ends();
    m_world.ring.is_open = false;
    for (SimulatedConsumer& consumer : m_consumers) {
        if (consumer.is_attached()) {
            consumer.wake_at(m_world.now);
        }
    }
    m_phase = Phase::Absent;
    sleep_until(m_world.now + m_world.random.about(5s));
}

void SimulatedProducer::die(nanoseconds restart_at)
{
    if (m_phase == Phase::Absent) {
        return;
    }
    ++m_world.tally.take_overs;
    m_world.oracle.producer_ends();
    m_phase = Phase::Absent;
    sleep_until(restart_at);
}

void SimulatedProducer::wake()
{
    if (m_phase == Phase::Starting || m_phase == Phase::Waiting) {
        wake_at(m_world.now);
    }
}

// What was stored reaches the producer now, or did since it last ran.
void SimulatedProducer::see_cursors()
{
    for (std::size_t i = 0; i < m_world.ring.slots.size(); ++i) {
        Slot& slot = m_world.ring.slots[i];
        if (slot.visible_at <= m_world.now) {
            slot.visible = slot.cursor;
            m_world.oracle.progressed(i, slot.visible_at);
            slot.visible_at = kNever;
        }
    }
}

void SimulatedProducer::reap()
{
    for (std::size_t i = 0; i < m_consumers.size(); ++i) {
        Slot& slot = m_world.ring.slots[i];
        if (!slot.gates() || slot.visible >= m_needed || m_consumers[i].holds_lock()) {
            continue;
        }
        if (i < m_required) {
            slot.state = Slot::State::Retained;
        } else {
            slot.state = Slot::State::Free;
            slot.gone = Slot::Gone::Died;
            ++m_world.tally.reaped;
        }
    }
}

bool SimulatedProducer::has_room() const
{
    std::uint64_t lowest = m_world.ring.published;
    for (const Slot& slot : m_world.ring.slots) {
        if (slot.gates()) {
            lowest = std::min(lowest, slot.visible);
        }
    }
    return m_world.ring.published + m_claim <= lowest + m_world.scenario.capacity;
}

}  // namespace ringlib::simulation

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_session.h"

#include "monitor/ring_judgement.h"
#include "rig/owned_names.h"

#include <algorithm>
#include <utility>

namespace gui {

namespace {

constexpr std::size_t kMarksMax = 2000;

template <typename T>
void keepBounded(std::deque<T>& marks)
{
    if (marks.size() > kMarksMax) {
        marks.pop_front();
    }
}

}  // namespace

RingSession::RingSession(std::string ring, QObject* parent)
    : QObject(parent)
    , m_ring(std::move(ring))
{
}

bool RingSession::isOfRig() const
{
    return m_demo || rig::is_ring_of_rig(m_ring);
}

int RingSession::seriesOf(const std::string& consumer) const
{
    const auto found = std::find(m_consumersSeen.begin(), m_consumersSeen.end(), consumer);
    return static_cast<int>(found - m_consumersSeen.begin());
}

std::vector<std::string> RingSession::consumersSeen() const
{
    return m_consumersSeen;
}

std::string RingSession::selectedConsumer() const
{
    if (m_chosenConsumer) {
        return *m_chosenConsumer;
    }
    if (!m_reading || m_reading->consumers.empty()) {
        return {};
    }
    if (m_reading->producer.held_since && !m_reading->gating.empty()) {
        return m_reading->gating;
    }
    return std::min_element(m_reading->consumers.begin(), m_reading->consumers.end(),
        [this](const auto& a, const auto& b) { return seriesOf(a.id) < seriesOf(b.id); })
        ->id;
}

void RingSession::selectConsumer(const std::string& consumer)
{
    if (m_chosenConsumer != consumer) {
        m_chosenConsumer = consumer;
        Q_EMIT selectionChanged();
    }
}

void RingSession::clearSelection()
{
    if (m_chosenConsumer) {
        m_chosenConsumer.reset();
        Q_EMIT selectionChanged();
    }
}

void RingSession::addNote(monitor::TimePoint at, const QString& text)
{
    const auto later = std::upper_bound(m_notes.begin(), m_notes.end(), at,
        [](monitor::TimePoint time, const Caption& note) { return time < note.at; });
    m_notes.insert(later, {at, text});
    if (m_notes.size() > kMarksMax) {
        m_notes.erase(m_notes.begin());
    }
    Q_EMIT noteAdded({at, text});
}

void RingSession::apply(const monitor::RingReading& reading)
{
    noteBeginning(reading);
    const bool anew = m_instance != 0 && reading.instance_number != m_instance;
    if (reading.instance_number != m_instance) {
        startAnew(reading);
    }
    if (!m_firstSample && reading.attached) {
        m_firstSample = reading.sampled_at;
    }
    for (const monitor::ConsumerReading& consumer : reading.consumers) {
        if (std::find(m_consumersSeen.begin(), m_consumersSeen.end(), consumer.id)
            == m_consumersSeen.end()) {
            m_consumersSeen.push_back(consumer.id);
        }
    }
    noteRing(reading);
    noteStates(reading);
    noteHeld(reading);
    m_peaks.take(reading);
    const bool other = !m_reading || m_reading->diagnosis.lead != reading.diagnosis.lead;
    m_reading = reading;
    if (anew) {
        Q_EMIT replaced();
    }
    if (other) {
        Q_EMIT diagnosisChanged(*m_reading);
    }
    Q_EMIT applied(*m_reading);
}

void RingSession::setFaults(std::vector<FaultSpan> faults)
{
    if (faults != m_faults) {
        m_faults = std::move(faults);
        Q_EMIT faultsChanged();
    }
}

void RingSession::expectConsumers(const std::vector<std::string>& consumers)
{
    m_expected = consumers;
    m_consumersSeen = consumers;
}

void RingSession::clearPast()
{
    m_stateMarks.clear();
    m_ringMarks.erase(m_ringMarks.begin(), m_ringMarks.end() - (m_ringMarks.empty() ? 0 : 1));
    m_beginnings.clear();
    std::erase_if(m_heldSpans, [](const HeldSpan& span) { return span.to.has_value(); });
}

void RingSession::startAnew(const monitor::RingReading& reading)
{
    m_instance = reading.instance_number;
    m_firstSample.reset();
    m_consumersSeen = m_expected;
    m_states.clear();
}

/// The first ring and its first producer are no news.
void RingSession::noteBeginning(const monitor::RingReading& reading)
{
    const bool ringIsNew = m_instance != 0 && reading.instance_number != m_instance;
    const bool producerIsNew = m_epoch != 0 && reading.producer.epoch > m_epoch;
    if (ringIsNew || producerIsNew) {
        m_beginnings.push_back({reading.sampled_at,
            ringIsNew ? tr("new instance, number %1").arg(reading.instance_number)
                      : tr("epoch %1").arg(reading.producer.epoch)});
        keepBounded(m_beginnings);
    }
    m_epoch = reading.producer.epoch;
}

void RingSession::noteStates(const monitor::RingReading& reading)
{
    for (const monitor::ConsumerReading& consumer : reading.consumers) {
        const auto known = m_states.find(consumer.id);
        if (known != m_states.end() && known->second == consumer.state) {
            continue;
        }
        // That a ring is not yet judged is no event; that it no longer can be is one.
        if (known != m_states.end() || consumer.state != monitor::ConsumerState::Unknown) {
            m_stateMarks.push_back({consumer.since, consumer.id, consumer.state, consumer.severity,
                consumer.because, consumer.evidence_since});
            keepBounded(m_stateMarks);
            Q_EMIT stateEntered(m_stateMarks.back());
        }
        m_states[consumer.id] = consumer.state;
    }
}

void RingSession::noteRing(const monitor::RingReading& reading)
{
    const bool nameless = is_nameless(reading);
    if (!m_ringMarks.empty() && m_ringMarks.back().word == reading.state
        && m_ringMarks.back().nameless == nameless) {
        return;
    }
    m_ringMarks.push_back({reading.sampled_at, reading.state, reading.reason, nameless});
    keepBounded(m_ringMarks);
    Q_EMIT ringEntered(m_ringMarks.back());
}

void RingSession::noteHeld(const monitor::RingReading& reading)
{
    const std::optional<monitor::TimePoint> since = reading.producer.held_since;
    const bool open = !m_heldSpans.empty() && !m_heldSpans.back().to;
    if (open && (!since || m_heldSpans.back().from != *since)) {
        m_heldSpans.back().to = since.value_or(reading.sampled_at);
        Q_EMIT heldChanged(m_heldSpans.back());
    }
    if (since && (m_heldSpans.empty() || m_heldSpans.back().to)) {
        m_heldSpans.push_back({*since, std::nullopt, reading.gating});
        keepBounded(m_heldSpans);
        Q_EMIT heldChanged(m_heldSpans.back());
    }
}

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/diagnosis_words.h"

#include "gui/parts/wall_clock.h"
#include "gui/rings/ring_name.h"
#include "gui/rings/shown_state.h"

#include "monitor/ring_judgement.h"

#include <QCoreApplication>

#include <algorithm>

namespace gui {

namespace {

using monitor::ConsumerReading;
using monitor::RingReading;

QString tr(const char* text)
{
    return QCoreApplication::translate("DiagnosisWords", text);
}

/// Whom the sentence is about; nobody's state tells why there is no producer, or no name.
const ConsumerReading* culprit(const RingReading& reading)
{
    const bool ofRing = reading.state == monitor::RingWord::Orphan
        || (is_nameless(reading) && !reading.producer.held_since);
    if (!reading.attached || ofRing || reading.consumers.empty()
        || reading.diagnosis.severity < monitor::Severity::Note) {
        return nullptr;
    }
    const auto& all = reading.consumers;
    const auto found = reading.producer.held_since
        ? std::find_if(all.begin(), all.end(),
            [&](const ConsumerReading& consumer) { return consumer.id == reading.gating; })
        : std::max_element(all.begin(), all.end(),
            [](const auto& a, const auto& b) { return a.severity < b.severity; });
    return found == all.end() ? nullptr : &*found;
}

/// Share of the time that the ring gives a stalled consumer, once it runs.
std::optional<double> deadlineShare(const RingReading& reading)
{
    if (!reading.attached || !reading.liveness || !reading.liveness->fires_in) {
        return std::nullopt;
    }
    const double whole = monitor::to_seconds(reading.liveness->config.progress_timeout);
    return whole > 0 ? std::optional(1 - monitor::to_seconds(*reading.liveness->fires_in) / whole)
                     : std::nullopt;
}

EvidenceLine evidenceLine(const ConsumerReading& consumer)
{
    EvidenceLine line;
    line.shape = shapeOf(consumer.state);
    line.tone = toneOf(consumer.severity);
    line.lead
        = tr("%1 is %2.")
              .arg(shownText(consumer.id), QString::fromLatin1(to_string(consumer.state).data()));
    line.text = tr("Rule %1: %2. First sample %3.")
                    .arg(monitor::rule_number(consumer.state))
                    .arg(shownText(consumer.because), timeOfDay(consumer.evidence_since, 3));
    if (consumer.required) {
        line.text += QLatin1Char(' ') + tr("Required consumer.");
    }
    return line;
}

}  // namespace

widgets::DiagnosisText diagnosisText(const RingSession& session)
{
    widgets::DiagnosisText text;
    if (!session.reading()) {
        text.shape = widgets::StateShape::Absent;
        text.lead = tr("Looking for %1").arg(shownText(session.ring()));
        return text;
    }
    const RingReading& reading = *session.reading();
    text.tone = toneOf(reading.diagnosis.severity);
    text.shape = shownState(reading).shape;
    text.lead = QString::fromStdString(reading.diagnosis.lead);
    text.evidence = QString::fromStdString(reading.diagnosis.evidence);
    text.deadline = deadlineShare(reading);
    if (const ConsumerReading* who = culprit(reading)) {
        text.link = tr("Rule %1, evidence").arg(monitor::rule_number(who->state));
    }
    return text;
}

std::vector<EvidenceLine> evidenceLines(const RingSession& session, std::size_t most)
{
    std::vector<EvidenceLine> lines;
    if (!session.reading()) {
        return lines;
    }
    const std::vector<ConsumerReading>& all = session.reading()->consumers;
    const std::string selected = session.selectedConsumer();
    if (all.empty()) {
        lines.push_back({widgets::StateShape::Absent, widgets::Tone::Quiet, tr("No consumer."),
            session.reading()->attached ? tr("Whoever attaches to the ring appears here.")
                                        : tr("There is no ring to read them from.")});
    }
    for (const ConsumerReading& consumer : all) {
        if (consumer.id == selected) {
            lines.push_back(evidenceLine(consumer));
        }
    }
    std::vector<const ConsumerReading*> others;
    for (const ConsumerReading& consumer : all) {
        if (consumer.id != selected && consumer.severity >= monitor::Severity::Info) {
            others.push_back(&consumer);
        }
    }
    std::stable_sort(others.begin(), others.end(),
        [](const auto* a, const auto* b) { return a->severity > b->severity; });
    for (const ConsumerReading* consumer : others) {
        if (lines.size() < most) {
            lines.push_back(evidenceLine(*consumer));
        }
    }
    return lines;
}

}  // namespace gui

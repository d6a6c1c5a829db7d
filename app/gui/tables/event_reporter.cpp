// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tables/event_reporter.h"

#include "gui/rings/ring_name.h"
#include "gui/rings/shown_state.h"

#include "widgets/units.h"

namespace gui {

using widgets::StateShape;
using widgets::Tone;

EventReporter::EventReporter(
    Workbench& workbench, const RingCensus& census, EventLog& log, QObject* parent)
    : QObject(parent)
    , m_log(log)
{
    connect(&workbench, &Workbench::sessionAdded, this, &EventReporter::listenTo);
    connect(&workbench, &Workbench::sessionRemoved, this,
        [this](RingSession* session) { m_faults.erase(session); });
    connect(&census, &RingCensus::appeared, this, &EventReporter::appeared);
    connect(&census, &RingCensus::vanished, this, &EventReporter::vanished);
}

void EventReporter::listenTo(RingSession* session)
{
    connect(session, &RingSession::stateEntered, this,
        [this, session](const StateMark& mark) { state(*session, mark); });
    connect(session, &RingSession::ringEntered, this,
        [this, session](const RingMark& mark) { ring(*session, mark); });
    connect(session, &RingSession::heldChanged, this,
        [this, session](const HeldSpan& span) { held(*session, span); });
    connect(session, &RingSession::faultsChanged, this, [this, session] { faults(*session); });
    connect(session, &RingSession::noteAdded, this,
        [this, session](const Caption& added) { note(*session, added); });
    connect(session, &RingSession::applied, this,
        [this, session](const monitor::RingReading& reading) { beginning(*session, reading); });
}

void EventReporter::appeared(const std::string& ring)
{
    m_log.add({{ring, {}, monitor::Clock::now()}, EventKind::Ring, StateShape::Ok, Tone::Quiet,
        tr("A new ring")});
}

void EventReporter::vanished(const std::string& ring)
{
    m_log.add({{ring, {}, monitor::Clock::now()}, EventKind::Ring, StateShape::Dead, Tone::Quiet,
        tr("Its name is gone")});
}

void EventReporter::message(Tone tone, const QString& text)
{
    m_log.add({{{}, {}, monitor::Clock::now()}, EventKind::Message,
        widgets::isLoud(tone) ? StateShape::High : StateShape::OkSteady, tone, text});
}

void EventReporter::note(const RingSession& session, const Caption& note)
{
    m_log.add({{session.ring(), {}, note.at}, EventKind::Note, StateShape::SlowLeak, Tone::Info,
        widgets::visibleText(note.text)});
}

void EventReporter::state(const RingSession& session, const StateMark& mark)
{
    m_log.add({{session.ring(), mark.consumer, mark.at}, EventKind::State, shapeOf(mark.state),
        toneOf(mark.severity),
        tr("%1 is %2: rule %3, %4")
            .arg(shownText(mark.consumer), QString::fromLatin1(to_string(mark.state).data()),
                QString::number(monitor::rule_number(mark.state)), shownText(mark.because))});
}

void EventReporter::held(const RingSession& session, const HeldSpan& span)
{
    const QString who = shownText(span.consumer);
    if (!span.to) {
        m_log.add({{session.ring(), span.consumer, span.from}, EventKind::Producer,
            StateShape::Gating, Tone::Error, tr("Held by %1").arg(who)});
        return;
    }
    m_log.add(
        {{session.ring(), span.consumer, *span.to}, EventKind::Producer, StateShape::Ok, Tone::Ok,
            tr("Goes on; %1 held it for %2")
                .arg(who, widgets::durationText(monitor::to_seconds(*span.to - span.from)))});
}

/// A fault comes to its next stage without a word about which: that is found by comparison.
void EventReporter::faults(const RingSession& session)
{
    std::vector<FaultSpan>& known = m_faults[&session];
    const std::vector<FaultSpan>& now = session.faults();
    known.resize(now.size());
    for (std::size_t i = 0; i < now.size(); ++i) {
        const auto tell = [&](const std::optional<monitor::TimePoint>& before,
                              const std::optional<monitor::TimePoint>& at, const QString& text) {
            if (at && !before) {
                m_log.add({{session.ring(), {}, *at}, EventKind::Fault, StateShape::High,
                    Tone::Quiet, text.arg(now[i].name)});
            }
        };
        if (known[i].name != now[i].name || known[i].requested != now[i].requested) {
            known[i] = {};
            tell(std::nullopt, now[i].requested, tr("%1: requested"));
        }
        tell(known[i].proven, now[i].proven, tr("%1: proven"));
        tell(known[i].healed, now[i].healed, tr("%1: healed"));
        tell(known[i].recovered, now[i].recovered, tr("%1: recovered"));
        known[i] = now[i];
    }
}

void EventReporter::beginning(const RingSession& session, const monitor::RingReading& reading)
{
    if (!session.beginnings().empty() && session.beginnings().back().at == reading.sampled_at) {
        m_log.add({{session.ring(), {}, reading.sampled_at}, EventKind::Ring, StateShape::Rewound,
            Tone::Info, tr("Began anew: %1").arg(session.beginnings().back().text)});
    }
}

/// What is said of the consumers is written down as theirs: here, what becomes of the ring.
void EventReporter::ring(const RingSession& session, const RingMark& mark)
{
    const ShownState shown = shownState(mark.word, mark.nameless);
    const QString word = QString::fromLatin1(to_string(mark.word).data());
    const bool isNameless = mark.nameless && mark.word != monitor::RingWord::Orphan;
    const QString text
        = mark.reason.empty() ? word : word + QStringLiteral(": ") + shownText(mark.reason);
    m_log.add({{session.ring(), {}, mark.at}, EventKind::Ring, shown.shape, shown.tone,
        isNameless ? tr("Has lost its name: it was removed, and processes still use it") : text});
}

}  // namespace gui

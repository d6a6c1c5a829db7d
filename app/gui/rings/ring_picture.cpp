// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_picture.h"

#include "gui/parts/wall_clock.h"
#include "gui/rings/ring_name.h"
#include "gui/rings/shown_state.h"

#include "widgets/units.h"

#include <QCoreApplication>

#include <algorithm>

namespace gui {

namespace {

using monitor::RingReading;
using monitor::RingWord;
using widgets::RingMode;

constexpr double kPercent = 100;

QString tr(const char* text)
{
    return QCoreApplication::translate("RingPicture", text);
}

RingMode modeOf(const RingReading& reading)
{
    if (!reading.attached && reading.capacity > 0) {
        const bool ended = reading.state == RingWord::Closed || reading.state == RingWord::Failed;
        return ended ? RingMode::Closed : RingMode::Gone;
    }
    switch (reading.state) {
    case RingWord::Live:
        return RingMode::Running;
    case RingWord::Idle:
        return RingMode::Idle;
    case RingWord::Waiting:
        return RingMode::Waiting;
    case RingWord::Orphan:
    case RingWord::Closed:
    case RingWord::Failed:
        return RingMode::Closed;
    case RingWord::Replaced:
    case RingWord::Truncated:
    case RingWord::Incompatible:
    case RingWord::Forbidden:
        return RingMode::Gone;
    }
    return RingMode::Gone;
}

QStringList heldNotes(const RingReading& reading)
{
    const auto since = reading.sampled_at - *reading.producer.held_since;
    QStringList notes{widgets::clockText(monitor::to_seconds(since))};
    if (reading.liveness && reading.liveness->fires_in) {
        notes.append(
            tr("liveness in %1")
                .arg(widgets::clockText(monitor::to_seconds(*reading.liveness->fires_in))));
    }
    return notes;
}

/// Two lines under the word.
QStringList notes(const RingReading& reading, RingMode mode)
{
    const QString lastRead = tr("last read %1").arg(timeOfDay(reading.sampled_at, 0));
    switch (mode) {
    case RingMode::Running:
        return {};
    case RingMode::Idle:
        return {tr("nothing published"),
            tr("for %1").arg(widgets::durationText(
                std::max(1.0, monitor::to_seconds(reading.producer.since_publish))))};
    case RingMode::Waiting:
        return {tr("no ring of this name"), tr("looking 5 times a second")};
    case RingMode::Closed: {
        const auto count = static_cast<quint64>(reading.producer.sequence) + 1;
        QStringList lines{tr("after %1 events").arg(widgets::countText(count))};
        if (reading.used > 0 && !reading.gating.empty()) {
            lines.append(tr("%1 has %2 left")
                             .arg(shownText(reading.gating), widgets::countText(reading.used)));
        }
        return lines;
    }
    case RingMode::Gone:
        return reading.attached ? QStringList{lastRead} : QStringList{tr("the last values")};
    }
    return {};
}

QString word(const RingReading& reading, RingMode mode)
{
    if (mode == RingMode::Gone && reading.state == RingWord::Waiting) {
        return tr("GONE");
    }
    return QString::fromLatin1(to_string(reading.state).data());
}

}  // namespace

widgets::RingViewState ringPicture(const RingSession& session)
{
    widgets::RingViewState state;
    if (!session.reading()) {
        state.mode = RingMode::Waiting;
        return state;
    }
    const RingReading& reading = *session.reading();
    state.capacity = reading.capacity;
    state.mode = modeOf(reading);
    state.word = word(reading, state.mode);
    state.held = reading.attached && reading.producer.held_since.has_value();
    state.notes = state.held ? heldNotes(reading) : notes(reading, state.mode);
    state.culprit = shownText(reading.gating);
    for (const monitor::ConsumerReading& consumer : reading.consumers) {
        state.consumers.push_back(
            {shownText(consumer.id), session.seriesOf(consumer.id), consumer.lag_percent / kPercent,
                consumer.state == monitor::ConsumerState::Absent, shapeOf(consumer.state)});
    }
    std::sort(state.consumers.begin(), state.consumers.end(),
        [](const auto& a, const auto& b) { return a.series < b.series; });
    if (reading.capacity > 0 && reading.used_max > 0) {
        state.highWater
            = static_cast<double>(reading.used_max) / static_cast<double>(reading.capacity);
    }
    return state;
}

}  // namespace gui

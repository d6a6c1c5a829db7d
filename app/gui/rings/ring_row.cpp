// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_row.h"

#include "gui/rings/ring_name.h"
#include "gui/rings/shown_state.h"

#include "monitor/ring_judgement.h"
#include "rig/owned_names.h"
#include "widgets/units.h"

#include <QCoreApplication>

namespace gui {

namespace {

using monitor::RingWord;

QString tr(const char* text)
{
    return QCoreApplication::translate("RingRow", text);
}

QString dimensions(std::uint64_t capacity, std::uint64_t eventSize)
{
    return capacity == 0 ? QString() : tr("%1 × %2 B").arg(capacity).arg(eventSize);
}

double fill(std::uint64_t used, std::uint64_t capacity)
{
    return capacity == 0 ? 0 : static_cast<double>(used) / static_cast<double>(capacity);
}

QString rate(double perSecond)
{
    return tr("%1 ev/s").arg(widgets::rateText(perSecond));
}

QString held(monitor::Duration since)
{
    return tr("held %1").arg(widgets::clockText(monitor::to_seconds(since)));
}

/// What there is to say about a ring of which nothing flows.
QString condition(RingWord word, const std::string& reason)
{
    switch (word) {
    case RingWord::Live:
        return tr("live");
    case RingWord::Idle:
        return tr("idle");
    case RingWord::Closed:
        return tr("closed");
    case RingWord::Waiting:
        return tr("waiting");
    case RingWord::Orphan:
        return tr("no producer");
    case RingWord::Replaced:
        return tr("replaced");
    case RingWord::Truncated:
        return tr("cut short");
    case RingWord::Failed:
    case RingWord::Incompatible:
    case RingWord::Forbidden:
        return shownText(reason);
    }
    return {};
}

}  // namespace

RingRow::Condition RingRow::kind() const
{
    if (held || widgets::isLoud(tone)) {
        return Condition::Trouble;
    }
    if (gone || !attachable) {
        return Condition::Unusable;
    }
    return tone == widgets::Tone::Quiet ? Condition::Quiet : Condition::Live;
}

QVariant ringData(const RingRow& row, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3").arg(row.name, row.dimensions, row.condition);
    case Qt::ToolTipRole:  // taken for rich text unless it is made plain
        return tr("%1: %2").arg(row.name, row.condition).toHtmlEscaped();
    case kRingRowRole:
        return QVariant::fromValue(&row);
    default:
        return {};
    }
}

QString fittingName(const RingRow& row, const QFontMetrics& metrics, int width)
{
    const QString ring = row.name.chopped(row.place.size());
    const int rest = width - metrics.horizontalAdvance(ring);
    if (rest < 0) {
        return metrics.elidedText(ring, Qt::ElideMiddle, width);
    }
    return rest < metrics.horizontalAdvance(u'…')
        ? ring
        : ring + metrics.elidedText(row.place, Qt::ElideLeft, rest);
}

RingRow ringRow(const monitor::RingListing& listing)
{
    RingRow row;
    row.ring = listing.ring;
    row.name = shownText(listing.ring);
    row.ofRig = rig::is_ring_of_rig(listing.ring);
    const ShownState shown = shownState(listing.state);
    row.shape = shown.shape;
    row.tone = shown.tone;
    row.dimensions = dimensions(listing.capacity, listing.event_size);
    row.condition = listing.state == RingWord::Live && listing.events_per_s
        ? rate(*listing.events_per_s)
        : condition(listing.state, listing.reason);
    if (listing.state == RingWord::Orphan) {
        row.condition = listing.consumers_alive == 0
            ? tr("no process holds it")
            : tr("no producer, %1 consumers").arg(listing.consumers_alive);
    }
    if (listing.held_for) {
        row.held = true;
        row.shape = widgets::StateShape::Gating;
        row.tone = widgets::Tone::Error;
        row.condition = held(*listing.held_for);
    }
    row.fill = fill(listing.used, listing.capacity);
    row.attachable = listing.attachable();
    return row;
}

RingRow ringRow(const monitor::RingReading& reading)
{
    RingRow row;
    row.ring = reading.ring;
    row.name = shownText(reading.ring);
    const ShownState shown = shownState(reading);
    row.shape = shown.shape;
    row.tone = shown.tone;
    row.dimensions = dimensions(reading.capacity, reading.event_size);
    row.fill = reading.attached ? fill(reading.used, reading.capacity) : 0;
    row.attachable = true;
    row.attached = true;
    if (reading.attached && reading.producer.held_since) {
        row.held = true;
        row.condition = held(reading.sampled_at - *reading.producer.held_since);
    } else if (is_nameless(reading)) {
        row.condition = tr("name removed");
    } else if (reading.attached && reading.state == RingWord::Idle) {
        row.condition = tr("idle %1").arg(
            widgets::durationText(monitor::to_seconds(reading.producer.since_publish)));
    } else if (reading.attached && reading.state == RingWord::Live) {
        row.condition = rate(reading.producer.events_per_s);
    } else {
        row.condition = condition(reading.state, reading.reason);
    }
    return row;
}

}  // namespace gui

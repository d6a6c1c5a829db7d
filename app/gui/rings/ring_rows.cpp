// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_rows.h"

#include "gui/rings/ring_name.h"

#include <QCoreApplication>

namespace gui {

namespace {

constexpr auto kNewFor = std::chrono::seconds(10);

RingRow rowOf(const RingSession& session)
{
    RingRow row;
    if (session.reading()) {
        row = ringRow(*session.reading());
    } else {
        row.ring = session.ring();
        row.name = shownText(session.ring());
        row.shape = widgets::StateShape::Absent;
        row.condition = QCoreApplication::translate("RingRow", "looking");
        row.attachable = true;
        row.attached = true;
    }
    row.demo = session.isDemo();
    row.ofRig = session.isOfRig();
    row.recorded = session.recorded() != nullptr;
    if (row.recorded) {
        row.place = row.name.mid(shownText(session.recordedRing()).size());
    }
    row.ring = session.ring();
    return row;
}

/// What the reading of a ring that is gone says of it, says more.
void mark(RingRow& row, const RingCensus::Entry& entry, monitor::TimePoint now)
{
    row.isNew = entry.newSince && !entry.goneSince && now - *entry.newSince < kNewFor;
    row.gone = entry.goneSince.has_value();
    if (row.gone && !row.attached) {
        row.condition = QCoreApplication::translate("RingRow", "gone");
        row.attachable = false;
        row.shape = widgets::StateShape::Absent;
        row.tone = widgets::Tone::Quiet;
        row.fill = 0;
    }
}

}  // namespace

std::vector<RingRow> foundRings(Workbench& workbench)
{
    std::vector<RingRow> rows;
    for (const monitor::RingListing& listing : workbench.lookout().rings()) {
        rows.push_back(ringRow(listing));
    }
    return rows;
}

std::vector<RingRow> allRings(
    Workbench& workbench, const RingCensus& census, monitor::TimePoint now)
{
    std::vector<RingRow> rows;
    for (const auto& [ring, entry] : census.rings()) {
        if (workbench.find(ring) == nullptr) {
            rows.push_back(ringRow(entry.listing));
            mark(rows.back(), entry, now);
        }
    }
    for (const RingSession* session : workbench.sessions()) {
        rows.push_back(rowOf(*session));
        if (const auto known = census.rings().find(session->ring());
            known != census.rings().end()) {
            mark(rows.back(), known->second, now);
        }
    }
    return rows;
}

}  // namespace gui

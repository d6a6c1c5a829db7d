// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/ring_rows.h"

#include "gui/ring_name.h"

#include <QCoreApplication>

namespace gui {

namespace {

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
    return row;
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

std::vector<RingRow> allRings(Workbench& workbench)
{
    std::vector<RingRow> rows;
    for (const monitor::RingListing& listing : workbench.lookout().rings()) {
        if (workbench.find(listing.ring) == nullptr) {
            rows.push_back(ringRow(listing));
        }
    }
    for (const RingSession* session : workbench.sessions()) {
        rows.push_back(rowOf(*session));
    }
    return rows;
}

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_census.h"
#include "gui/rings/workbench.h"
#include "gui/tables/event_log.h"

#include <QObject>

#include <map>

namespace gui {

/// Writes down what happens to the rings of a workbench, and which rings come and go.
class EventReporter : public QObject {
    Q_OBJECT
public:
    /// All of them outlive it.
    EventReporter(Workbench& workbench, const RingCensus& census, EventLog& log, QObject* parent);

    /// What the program says.
    void message(widgets::Tone tone, const QString& text);

private Q_SLOTS:
    void listenTo(RingSession* session);
    void appeared(const std::string& ring);
    void vanished(const std::string& ring);

private:
    void note(const RingSession& session, const Caption& note);
    void state(const RingSession& session, const StateMark& mark);
    void held(const RingSession& session, const HeldSpan& span);
    void faults(const RingSession& session);
    void beginning(const RingSession& session, const monitor::RingReading& reading);
    void ring(const RingSession& session, const RingMark& mark);

    EventLog& m_log;
    std::map<const RingSession*, std::vector<FaultSpan>> m_faults;  ///< as far as written down
};

}  // namespace gui

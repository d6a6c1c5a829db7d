// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_census.h"
#include "gui/tables/event_log.h"
#include "gui/tables/event_reporter.h"
#include "gui/tables/output_log.h"
#include "gui/tables/problem_log.h"

#include <QObject>

namespace gui {

/// What happened since the window was opened: events, problems, what workers wrote, rings that came
/// and went.
class Journal : public QObject {
    Q_OBJECT
public:
    /// @param workbench outlives it.
    explicit Journal(Workbench& workbench, QObject* parent = nullptr);

    [[nodiscard]] EventLog& events() { return m_events; }
    [[nodiscard]] ProblemLog& problems() { return m_problems; }
    [[nodiscard]] OutputLog& output() { return m_output; }
    [[nodiscard]] RingCensus& census() { return m_census; }
    [[nodiscard]] EventReporter& reporter() { return m_reporter; }

private Q_SLOTS:
    void listenTo(RingSession* session);
    void closeProblems(RingSession* session);

private:
    EventLog m_events;
    ProblemLog m_problems;
    OutputLog m_output;
    RingCensus m_census;
    EventReporter m_reporter;
};

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tables/journal.h"

namespace gui {

Journal::Journal(Workbench& workbench, QObject* parent)
    : QObject(parent)
    , m_reporter(workbench, m_census, m_events, this)
{
    connect(&workbench, &Workbench::sessionAdded, this, &Journal::listenTo);
    connect(&workbench, &Workbench::sessionRemoved, this, &Journal::closeProblems);
    connect(&workbench.lookout(), &RingLookout::looked, this,
        [this, &workbench] { m_census.take(workbench.lookout().rings(), monitor::Clock::now()); });
}

void Journal::listenTo(RingSession* session)
{
    connect(session, &RingSession::applied, &m_problems, &ProblemLog::take);
}

void Journal::closeProblems(RingSession* session)
{
    m_problems.close(session->ring());
}

}  // namespace gui

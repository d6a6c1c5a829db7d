// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/status/status_links.h"

#include "gui/commands/actions.h"
#include "gui/rings/ring_name.h"
#include "gui/rings/workbench.h"
#include "gui/status/proof_box.h"
#include "gui/status/status_reader.h"
#include "gui/window/ring_page.h"
#include "gui/window/work_panes.h"

#include <QAction>

namespace gui {

StatusLinks::StatusLinks(StatusLine& line, Parts parts, QWidget& window)
    : QObject(&window)
    , m_parts(parts)
    , m_window(window)
{
    connect(&line, &StatusLine::clicked, this, &StatusLinks::open);
    connect(&parts.page, &RingPage::proofRequested, this, &StatusLinks::showProof);
}

void StatusLinks::open(StatusLine::Part part)
{
    switch (part) {
    case StatusLine::Mode:
    case StatusLine::Badge:
        m_parts.page.setFollow(true);
        break;
    case StatusLine::Recording:
        m_parts.actions.record->trigger();
        break;
    case StatusLine::Rings:
        m_parts.actions.attach->trigger();
        break;
    case StatusLine::Sampling:
    case StatusLine::Replot:
        m_parts.panes.raise(WorkPanes::Tab::Events);
        break;
    case StatusLine::Memory:
        m_parts.panes.raise(WorkPanes::Tab::Memory);
        break;
    case StatusLine::Problems:
        m_parts.panes.raise(WorkPanes::Tab::Problems);
        break;
    case StatusLine::ReadOnly:
        showProof();
        break;
    }
}

void StatusLinks::showProof()
{
    const RingSession* session = m_parts.workbench.current();
    if (session != nullptr && session->recorded() == nullptr) {
        const ReadOnlyProof& proof = m_parts.reader.prove(monitor::Clock::now());
        auto* box
            = new ProofBox(proof, segmentPath(session->ring()), &m_window);  // goes when it closes
        box->showAt(m_parts.page.belowSentence());
    }
}

}  // namespace gui

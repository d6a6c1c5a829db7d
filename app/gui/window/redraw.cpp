// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/redraw.h"

#include "gui/recordings/recorded_view.h"
#include "gui/rings/ring_list_model.h"
#include "gui/rings/ring_name.h"
#include "gui/rings/ring_rows.h"
#include "gui/rings/selection.h"
#include "gui/start/start_page.h"
#include "gui/status/read_only_words.h"
#include "gui/status/status_line.h"
#include "gui/status/status_reader.h"
#include "gui/window/ring_page.h"
#include "gui/window/work_panes.h"

#include <QEvent>
#include <utility>

namespace gui {

namespace {

// Of the frames, 30 a second: what is read more slowly than a curve is drawn more seldom.
constexpr unsigned kWordsEvery = 3;
constexpr unsigned kListsEvery = 6;
constexpr unsigned kStatusEvery = 18;  // a multiple of kListsEvery

}  // namespace

Redraw::Redraw(QWidget& window, Workbench& workbench, ShownParts parts)
    : QObject(&window)
    , m_window(window)
    , m_workbench(workbench)
    , m_parts(parts)
{
    window.installEventFilter(this);
    connect(&workbench, &QObject::destroyed, this, [this] { m_window.removeEventFilter(this); });
    connect(&workbench, &Workbench::tick, this, &Redraw::showFrame);
    connect(&workbench.lookout(), &RingLookout::looked, this, &Redraw::showFound);
}

bool Redraw::canBeSeen() const
{
    return m_window.isVisible() && !m_window.isMinimized();
}

bool Redraw::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::WindowStateChange:
        m_workbench.setSeen(canBeSeen());
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void Redraw::showFrame()
{
    if (!canBeSeen()) {
        return;
    }
    const monitor::TimePoint now = m_workbench.now();
    ++m_frame;
    if (m_workbench.current() != nullptr) {
        m_parts.ringPage.refresh(now);
        if (m_frame % kWordsEvery == 0) {
            showWords(now);
        }
    }
    if (m_frame % kStatusEvery == 0) {
        showStatus();
    }
}

void Redraw::showAll()
{
    m_frame = 0;
    if (m_workbench.current() != nullptr) {
        showWords(m_workbench.now());
    } else {
        showFound();
    }
}

void Redraw::showMoment()
{
    const unsigned frame = std::exchange(m_frame, 0);
    showAll();
    m_frame = frame;
}

void Redraw::showWords(monitor::TimePoint now)
{
    const RingSession& session = *m_workbench.current();
    m_parts.ringPage.showReading(now);
    m_parts.panes.showPicture(session);
    if (m_frame % kListsEvery == 0 || m_parts.ringPage.crosshair() != m_pointed) {
        m_pointed = m_parts.ringPage.crosshair();
        m_parts.panes.showConsumers(session, m_workbench.historyOf(session), m_pointed);
    }
    if (m_frame % kListsEvery == 0) {
        if (m_frame % kStatusEvery == 0) {
            m_parts.panes.showEvidence(session);
        }
        m_parts.panes.showRings(allRings(m_workbench, m_parts.census, monitor::Clock::now()),
            session.ring(), session.isDemo());
        m_parts.selection.showKeys(session);
    }
}

void Redraw::showStatus()
{
    m_parts.status.setText(m_parts.statusReader.read(monitor::Clock::now()));
    const RingSession* session = m_workbench.current();
    if (session != nullptr && session->recorded() != nullptr) {
        m_parts.ringPage.setReadOnly(true, recordedInFull(session->recorded()->file));
    } else if (session != nullptr) {
        const ReadOnlyProof& proof = m_parts.statusReader.proof();
        m_parts.ringPage.setReadOnly(
            proof.holds(), proofInFull(proof, segmentPath(session->ring())));
    } else {
        showFound();
    }
}

void Redraw::showFound()
{
    if (m_workbench.current() != nullptr || !canBeSeen()) {
        return;
    }
    m_parts.found.setRows(foundRings(m_workbench));
    const auto lookedAt = m_workbench.lookout().lookedAt();
    m_parts.startPage.setLooked(lookedAt
            ? std::optional(std::chrono::duration_cast<std::chrono::milliseconds>(
                RingLookout::Clock::now() - *lookedAt))
            : std::nullopt);
}

}  // namespace gui

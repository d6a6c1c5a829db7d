// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/ring_page.h"

#include "gui/parts/wall_clock.h"
#include "gui/plots/lane_events.h"
#include "gui/plots/measure_line.h"
#include "gui/recordings/recorded_view.h"
#include "gui/rings/diagnosis_words.h"

#include "widgets/diagnosis_bar.h"
#include "widgets/strip_plot.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace gui {

namespace {

constexpr auto kChooseEvery = std::chrono::seconds(1);
constexpr double kRoom = 1.08;  // what zoomTo() is given has some room after the past in view

}  // namespace

RingPage::RingPage(const monitor::History& history, QWidget* parent)
    : QWidget(parent)
    , m_live(history)
    , m_history(&history)
    , m_source(std::make_shared<HistorySource>(history))
    , m_bar(new widgets::DiagnosisBar(this))
    , m_plot(new widgets::StripPlot(this))
    , m_measure(new MeasureLine(*m_plot, this))
{
    m_bar->setObjectName(QStringLiteral("diagnosis"));
    m_plot->setObjectName(QStringLiteral("plot"));
    m_plot->setSource(m_source);
    m_plot->setTimeOfDay([](double time) { return timeOfDay(fromPlotSeconds(time), 1); });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_plot, 1);
    column->addWidget(m_measure);
    setFocusProxy(m_plot);
    // A page that was never shown has 100×30 pixels, which leaves none for the plots: they would
    // complain when a picture of the window is taken.
    resize(sizeHint());
    connect(m_plot, &widgets::StripPlot::followChanged, this, &RingPage::followChanged);
    connect(m_plot, &widgets::StripPlot::windowChanged, this, &RingPage::windowChanged);
    connect(m_plot, &widgets::StripPlot::noteWritten, this, &RingPage::keepNote);
    connect(m_bar, &widgets::DiagnosisBar::followRequested, this, &RingPage::setFollow);
    connect(m_bar, &widgets::DiagnosisBar::linkClicked, this, &RingPage::evidenceRequested);
    connect(m_bar, &widgets::DiagnosisBar::proofRequested, this, &RingPage::proofRequested);
}

void RingPage::setSession(RingSession* session)
{
    m_session = session;
    takeHistory();
    m_shown = {};
    m_facts = {};
    clearMarks();
    setFollow(true);
    if (session == nullptr) {
        m_source->clear();
        m_plot->setStrips({});
        m_plot->setEvents({});
        return;
    }
    m_chosenAt.reset();
    m_shown = shownConsumers(*m_session, m_shown);
    m_facts = stripFacts();
    updateStrips();
    showReading(m_now);
}

/// A recording has its own, and ends.
void RingPage::takeHistory()
{
    const RecordedView* recorded = m_session != nullptr ? m_session->recorded() : nullptr;
    m_history = recorded != nullptr ? recorded->history.get() : &m_live;
    m_source->setHistory(*m_history);
    m_measure->setSession(m_session, *m_history);
    m_now = recorded != nullptr ? recorded->position : monitor::Clock::now();
    m_plot->setBounds(recorded != nullptr ? std::optional(widgets::StripPlot::Bounds{
                          plotSeconds(recorded->first), plotSeconds(recorded->last)})
                                          : std::nullopt,
        plotSeconds(m_now));
}

void RingPage::updateStrips()
{
    m_plot->setStrips(ringStrips(*m_session, m_shown, *m_source));
}

/// What the strips are made of: when it changes, so do they.
RingPage::StripFacts RingPage::stripFacts() const
{
    const std::optional<monitor::RingReading>& reading = m_session->reading();
    return {m_session->selectedConsumer(), reading ? reading->capacity : 0,
        m_session->firstSample(),
        m_source->has({m_session->ring(), monitor::Quantity::LatencyP99, {}})};
}

void RingPage::refresh(monitor::TimePoint now)
{
    m_now = now;
    m_plot->refresh(plotSeconds(now));
}

void RingPage::showReading(monitor::TimePoint now)
{
    m_now = now;
    if (m_session == nullptr) {
        return;
    }
    const widgets::DiagnosisText text = diagnosisText(*m_session);
    m_bar->setDiagnosis(text);
    m_bar->setFollow(follows(), wholeSeconds(frozenSeconds()));
    m_plot->setAccessibleDescription(text.lead + QStringLiteral(". ") + text.evidence);
    chooseCurves(now);
    m_measure->refresh(now);
    updateEvents();
}

/// Who has a curve of its own changes at most once a second.
void RingPage::chooseCurves(monitor::TimePoint now)
{
    StripFacts facts = stripFacts();
    ShownConsumers shown = m_shown;
    if (!m_chosenAt || now - *m_chosenAt >= kChooseEvery || facts != m_facts) {
        m_chosenAt = now;
        shown = shownConsumers(*m_session, m_shown);
    }
    if (shown == m_shown && facts == m_facts) {
        return;
    }
    m_shown = std::move(shown);
    m_facts = std::move(facts);
    updateStrips();
}

void RingPage::keepNote(double time, const QString& text)
{
    if (m_session != nullptr) {
        m_session->addNote(fromPlotSeconds(time), text);
        updateEvents();
    }
}

void RingPage::updateEvents()
{
    const double edge = m_plot->viewedNow();
    const double window = m_plot->windowSeconds();
    const double pixel = window / std::max(1, m_plot->width());
    m_plot->setEvents(laneEvents(*m_session, *m_history,
        {fromPlotSeconds(edge - 2 * window), fromPlotSeconds(edge + window),
            std::chrono::duration_cast<monitor::Duration>(std::chrono::duration<double>(pixel))}));
}

void RingPage::setReadOnly(bool proven, const QString& proof)
{
    m_bar->setReadOnly(proven, proof);
}

QPoint RingPage::belowSentence() const
{
    return m_bar->mapToGlobal(QPoint(m_bar->width(), m_bar->height()));
}

bool RingPage::follows() const
{
    return m_plot->follows();
}

void RingPage::setFollow(bool follow)
{
    m_plot->setFollow(follow);
    m_bar->setFollow(follow, wholeSeconds(frozenSeconds()));
}

double RingPage::windowSeconds() const
{
    return m_plot->windowSeconds();
}

void RingPage::setWindowSeconds(double seconds)
{
    m_plot->setWindowSeconds(seconds);
}

void RingPage::showOldest()
{
    if (m_session == nullptr) {
        return;
    }
    if (const auto oldest = m_history->oldest(m_session->ring())) {
        const double window = windowSeconds();
        m_plot->zoomTo(plotSeconds(*oldest), plotSeconds(*oldest) + window * kRoom);
    }
}

void RingPage::showMoment(monitor::TimePoint at)
{
    const double time = plotSeconds(at);
    const double window = windowSeconds();
    m_plot->zoomTo(time - window / 2, time - window / 2 + window * kRoom);
    m_plot->setCrosshair(time);
}

void RingPage::resetView(double windowSeconds)
{
    setWindowSeconds(windowSeconds);
    m_plot->setCrosshair(std::nullopt);
    clearMarks();
    setFollow(true);
}

void RingPage::clearMarks()
{
    m_plot->setSolo(std::nullopt);
    m_plot->setMarker(widgets::StripPlot::Marker::A, std::nullopt);
    m_plot->setMarker(widgets::StripPlot::Marker::B, std::nullopt);
}

std::optional<monitor::TimePoint> RingPage::crosshair() const
{
    const std::optional<double> time = m_plot->crosshair();
    return time ? std::optional(fromPlotSeconds(*time)) : std::nullopt;
}

double RingPage::frozenSeconds() const
{
    return follows() ? 0 : std::max(0.0, plotSeconds(m_now) - m_plot->viewedNow());
}

double RingPage::replotMilliseconds() const
{
    return m_plot->replotMilliseconds();
}

quint64 RingPage::frames() const
{
    return m_plot->frames();
}

}  // namespace gui

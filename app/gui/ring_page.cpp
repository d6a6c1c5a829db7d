// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/ring_page.h"

#include "gui/diagnosis_words.h"
#include "gui/lane_events.h"
#include "gui/ring_name.h"
#include "gui/wall_clock.h"

#include "widgets/diagnosis_bar.h"
#include "widgets/strip_plot.h"
#include "widgets/theme.h"
#include "widgets/units.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace gui {

namespace {

constexpr std::size_t kCurvesMax = 12;
constexpr double kRoom = 1.08;  // what zoomTo() is given has some room after the past in view

}  // namespace

RingPage::RingPage(const monitor::History& history, QWidget* parent)
    : QWidget(parent)
    , m_history(history)
    , m_source(std::make_shared<HistorySource>(history))
    , m_bar(new widgets::DiagnosisBar(this))
    , m_plot(new widgets::StripPlot(this))
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
    setFocusProxy(m_plot);
    // A page that was never shown has 100×30 pixels, which leaves none for the plots: they would
    // complain when a picture of the window is taken.
    resize(sizeHint());
    connect(m_plot, &widgets::StripPlot::followChanged, this, &RingPage::followChanged);
    connect(m_plot, &widgets::StripPlot::windowChanged, this, &RingPage::windowChanged);
    connect(m_bar, &widgets::DiagnosisBar::followRequested, this, &RingPage::setFollow);
    connect(m_bar, &widgets::DiagnosisBar::linkClicked, this, &RingPage::evidenceRequested);
    connect(m_bar, &widgets::DiagnosisBar::proofRequested, this, &RingPage::proofRequested);
}

void RingPage::setSession(RingSession* session)
{
    m_session = session;
    m_consumers.clear();
    m_strong.clear();
    setFollow(true);
    if (session == nullptr) {
        m_source->clear();
        m_plot->setStrips({widgets::lagStrip(), widgets::throughputStrip()});
        m_plot->setEvents({});
        return;
    }
    m_strong = session->selectedConsumer();
    m_consumers = shownConsumers();
    updateStrips();
    showReading(m_now);
}

/// Those that are there, and of those that left the ones seen last, as many as can be told apart.
std::vector<std::string> RingPage::shownConsumers() const
{
    std::vector<std::string> shown;
    if (m_session->reading()) {
        for (const monitor::ConsumerReading& consumer : m_session->reading()->consumers) {
            shown.push_back(consumer.id);
        }
    }
    const std::vector<std::string> seen = m_session->consumersSeen();
    for (auto id = seen.rbegin(); id != seen.rend() && shown.size() < kCurvesMax; ++id) {
        if (std::find(shown.begin(), shown.end(), *id) == shown.end()) {
            shown.push_back(*id);
        }
    }
    std::sort(shown.begin(), shown.end(), [&](const std::string& a, const std::string& b) {
        return m_session->seriesOf(a) < m_session->seriesOf(b);
    });
    return shown;
}

void RingPage::updateStrips()
{
    using monitor::Quantity;
    const std::string& ring = m_session->ring();
    m_source->clear();
    widgets::Strip lag = widgets::lagStrip();
    widgets::Strip throughput = widgets::throughputStrip();
    throughput.series.push_back({tr("producer"), widgets::kProducerSeries,
        m_source->add({ring, Quantity::PublishedPerSecond, {}}), false});
    for (const std::string& consumer : m_consumers) {
        const QString name = shownText(consumer);
        const int series = m_session->seriesOf(consumer);
        const bool strong = consumer == m_strong;
        lag.series.push_back(
            {name, series, m_source->add({ring, Quantity::LagPercent, consumer}), strong});
        throughput.series.push_back(
            {name, series, m_source->add({ring, Quantity::ConsumedPerSecond, consumer}), strong});
    }
    m_plot->setStrips({std::move(lag), std::move(throughput)});
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
    std::vector<std::string> consumers = shownConsumers();
    std::string strong = m_session->selectedConsumer();
    if (consumers != m_consumers || strong != m_strong) {
        m_consumers = std::move(consumers);
        m_strong = std::move(strong);
        updateStrips();
    }
    updateEvents();
}

void RingPage::updateEvents()
{
    const double edge = m_plot->viewedNow();
    const double window = m_plot->windowSeconds();
    const double pixel = window / std::max(1, m_plot->width());
    m_plot->setEvents(laneEvents(*m_session, m_history,
        {fromPlotSeconds(edge - 2 * window), fromPlotSeconds(edge + window),
            std::chrono::duration_cast<monitor::Duration>(std::chrono::duration<double>(pixel))}));
}

void RingPage::setReadOnly(bool proven, const QString& proof)
{
    m_bar->setReadOnly(proven, proof);
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

void RingPage::zoom(double factor)
{
    if (follows()) {
        setWindowSeconds(windowSeconds() * factor);
        return;
    }
    const double window = windowSeconds();
    const double edge = m_plot->viewedNow();
    const double middle = m_plot->crosshair().value_or(edge - window / 2);
    const double from = middle - (middle - (edge - window)) * factor;
    m_plot->zoomTo(from, from + window * factor * kRoom);
}

void RingPage::showOldest()
{
    if (m_session == nullptr) {
        return;
    }
    if (const auto oldest = m_history.oldest(m_session->ring())) {
        const double window = windowSeconds();
        m_plot->zoomTo(plotSeconds(*oldest), plotSeconds(*oldest) + window * kRoom);
    }
}

void RingPage::resetView(double windowSeconds)
{
    setWindowSeconds(windowSeconds);
    m_plot->setCrosshair(std::nullopt);
    setFollow(true);
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

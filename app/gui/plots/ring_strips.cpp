// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/plots/ring_strips.h"

#include "gui/parts/wall_clock.h"
#include "gui/rings/ring_name.h"

#include "widgets/theme.h"
#include "widgets/units.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <utility>

namespace gui {

namespace {

using monitor::Quantity;

constexpr std::size_t kCurvesMax = 12;
constexpr double kClearlyMore = 5;  // percent of the ring

QString tr(const char* text)
{
    return QCoreApplication::translate("RingStrips", text);
}

bool contains(const std::vector<std::string>& ids, const std::string& id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// Those that are there, the one to be shown first at the front; then those that left, the last
/// seen first.
std::vector<std::string> byImportance(const RingSession& session, const ShownConsumers& before)
{
    struct Candidate {
        std::string id;
        double weight;
    };
    std::vector<Candidate> there;
    if (session.reading()) {
        for (const monitor::ConsumerReading& consumer : session.reading()->consumers) {
            const bool selected = consumer.id == session.selectedConsumer();
            const double bonus = contains(before.single, consumer.id) ? kClearlyMore : 0;
            there.push_back({consumer.id, selected ? HUGE_VAL : consumer.lag_percent + bonus});
        }
    }
    std::stable_sort(there.begin(), there.end(),
        [](const Candidate& a, const Candidate& b) { return a.weight > b.weight; });
    std::vector<std::string> ids;
    ids.reserve(there.size());
    for (Candidate& candidate : there) {
        ids.push_back(std::move(candidate.id));
    }
    const std::vector<std::string> seen = session.consumersSeen();
    for (auto id = seen.rbegin(); id != seen.rend(); ++id) {
        if (!contains(ids, *id)) {
            ids.push_back(*id);
        }
    }
    return ids;
}

class StripMaker {
public:
    StripMaker(const RingSession& session, const ShownConsumers& shown, HistorySource& source)
        : m_session(session)
        , m_shown(shown)
        , m_source(source)
    {
    }

    void addRing(widgets::Strip& strip, const QString& name, int series, Quantity quantity)
    {
        strip.series.push_back(
            {name, series, m_source.add({m_session.ring(), quantity, {}}), false});
    }

    void addConsumers(widgets::Strip& strip, Quantity quantity)
    {
        const std::string strong = m_session.selectedConsumer();
        for (const std::string& consumer : m_shown.single) {
            strip.series.push_back({shownText(consumer), m_session.seriesOf(consumer),
                m_source.add({m_session.ring(), quantity, consumer}), consumer == strong});
        }
        if (m_shown.others.empty()) {
            return;
        }
        std::vector<monitor::SeriesKey> keys;
        for (const std::string& consumer : m_shown.others) {
            keys.push_back({m_session.ring(), quantity, consumer});
        }
        // First, so that it lies under the curves.
        strip.series.insert(strip.series.begin(),
            {tr("%1 others").arg(m_shown.others.size()), widgets::kPaleSeries,
                m_source.addBand(std::move(keys)), false});
    }

    /// What was published before the ring was watched is at least as old as the watch.
    [[nodiscard]] widgets::ValueText timeLagText(const widgets::ValueText& measured) const
    {
        const double resolution = monitor::to_seconds(monitor::TimeLagTable::kResolution);
        const double longest = monitor::to_seconds(monitor::TimeLagTable::kSpan);
        const double watchedSince
            = m_session.firstSample() ? plotSeconds(*m_session.firstSample()) : 0;
        return [=](double value, double time) {
            if (value >= longest) {
                return widgets::moreThanText(longest);
            }
            const bool older = value > resolution && time - value < watchedSince + resolution;
            return older ? widgets::moreThanText(std::floor(value)) : measured(value, time);
        };
    }

    void addTimeToFull(widgets::Strip& strip)
    {
        strip.figures.push_back(
            {tr("full in"), m_source.add({m_session.ring(), Quantity::SecondsToFull, {}}),
                [](double value, double /*time*/) { return timeToFullText(value); }});
    }

private:
    const RingSession& m_session;
    const ShownConsumers& m_shown;
    HistorySource& m_source;
};

}  // namespace

ShownConsumers shownConsumers(const RingSession& session, const ShownConsumers& before)
{
    std::vector<std::string> ids = byImportance(session, before);
    const std::size_t there = session.reading() ? session.reading()->consumers.size() : 0;
    ShownConsumers shown;
    if (ids.size() > kCurvesMax) {
        // One of the curves is the band; those that left are in no band.
        const std::size_t single = there > kCurvesMax ? kCurvesMax - 1 : kCurvesMax;
        if (there > single) {
            shown.others.assign(ids.begin() + static_cast<std::ptrdiff_t>(single),
                ids.begin() + static_cast<std::ptrdiff_t>(there));
        }
        ids.resize(single);
    }
    shown.single = std::move(ids);
    for (std::vector<std::string>* part : {&shown.single, &shown.others}) {
        std::sort(part->begin(), part->end(), [&](const std::string& a, const std::string& b) {
            return session.seriesOf(a) < session.seriesOf(b);
        });
    }
    return shown;
}

QString timeToFullText(double seconds)
{
    constexpr double kMinute = 60;
    if (seconds <= 0) {
        return tr("held");
    }
    if (!std::isfinite(seconds)) {
        return QStringLiteral("–");
    }
    if (seconds >= 10 * kMinute) {
        return tr("> 10 min");
    }
    return seconds < 2 * kMinute ? widgets::durationText(seconds)
                                 : tr("%1 min").arg(std::floor(seconds / kMinute));
}

std::vector<widgets::Strip> ringStrips(
    const RingSession& session, const ShownConsumers& shown, HistorySource& source)
{
    source.clear();
    StripMaker make(session, shown, source);
    widgets::Strip lag = widgets::lagStrip();
    make.addConsumers(lag, Quantity::LagPercent);
    widgets::Strip throughput = widgets::throughputStrip();
    make.addConsumers(throughput, Quantity::ConsumedPerSecond);
    make.addRing(
        throughput, tr("producer"), widgets::kProducerSeries, Quantity::PublishedPerSecond);
    std::rotate(throughput.series.begin(), throughput.series.end() - 1, throughput.series.end());
    widgets::Strip timeLag
        = widgets::timeLagStrip(monitor::to_seconds(monitor::TimeLagTable::kResolution));
    make.addConsumers(timeLag, Quantity::LagSeconds);
    timeLag.valueText = make.timeLagText(timeLag.valueText);
    widgets::Strip freeSlots
        = widgets::freeStrip(session.reading() ? session.reading()->capacity : 0);
    make.addRing(freeSlots, tr("free"), widgets::kProducerSeries, Quantity::FreeSlots);
    make.addTimeToFull(freeSlots);
    std::vector<widgets::Strip> strips{
        std::move(lag), std::move(throughput), std::move(timeLag), std::move(freeSlots)};
    if (source.has({session.ring(), Quantity::LatencyP99, {}})) {
        widgets::Strip latency = widgets::latencyStrip();
        make.addRing(latency, tr("p50"), widgets::kPaleSeries, Quantity::LatencyP50);
        make.addRing(latency, tr("p99"), widgets::kGreySeries, Quantity::LatencyP99);
        make.addRing(latency, tr("p99.9"), widgets::kProducerSeries, Quantity::LatencyP999);
        strips.push_back(std::move(latency));
    }
    return strips;
}

}  // namespace gui

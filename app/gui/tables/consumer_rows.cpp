// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tables/consumer_rows.h"

#include "gui/rings/ring_name.h"
#include "gui/rings/shown_state.h"

#include "monitor/evaluator_limits.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>

namespace gui {

namespace {

constexpr auto kSparkSpan = std::chrono::seconds(60);
constexpr auto kSparkEvery = std::chrono::seconds(1);
constexpr std::size_t kSparkPoints = 60;
constexpr auto kTrendSpan = std::chrono::seconds(1);
constexpr double kSteadyPercent = 1;
constexpr std::size_t kLinesMax = 512;

QString tr(const char* text)
{
    return QCoreApplication::translate("ConsumerRows", text);
}

std::vector<float> lagLine(
    const monitor::History& history, const monitor::SeriesKey& key, monitor::TimePoint now)
{
    std::vector<monitor::Column> columns(kSparkPoints);
    history.query(key, now - kSparkSpan, now, columns);
    std::vector<float> points;
    points.reserve(columns.size());
    constexpr float kPercent = 100;
    for (const monitor::Column& column : columns) {
        const float before = points.empty() ? 0 : points.back();
        points.push_back(column.count > 0 ? column.max / kPercent : before);
    }
    return points;
}

std::optional<widgets::MeasuredTime> lagTime(const monitor::ConsumerReading& consumer)
{
    using widgets::MeasuredTime;
    const double seconds = monitor::to_seconds(consumer.lag_time.age);
    if (consumer.lag_time.at_least) {
        return MeasuredTime{seconds, MeasuredTime::Bound::MoreThan};
    }
    if (consumer.lag_events > 0 && consumer.lag_time.age < monitor::TimeLagTable::kResolution) {
        return MeasuredTime{
            monitor::to_seconds(monitor::TimeLagTable::kResolution), MeasuredTime::Bound::LessThan};
    }
    return MeasuredTime{seconds, MeasuredTime::Bound::Exact};
}

widgets::ConsumerRow row(const monitor::ConsumerReading& consumer, monitor::TimePoint now)
{
    widgets::ConsumerRow out;
    out.id = shownText(consumer.id);
    out.shape = shapeOf(consumer.state);
    out.tone = toneOf(consumer.severity);
    out.word = QString::fromLatin1(to_string(consumer.state).data());
    out.evidence = tr("Rule %1: %2")
                       .arg(monitor::rule_number(consumer.state))
                       .arg(shownText(consumer.because));
    if (consumer.pending) {
        const double held = monitor::to_seconds(now - consumer.pending_since);
        out.pending
            = std::clamp(held / monitor::to_seconds(monitor::EvaluatorLimits{}.hold), 0.0, 1.0);
    }
    out.pid = consumer.process.pid;
    out.process = QLatin1Char(consumer.process.state);
    out.required = consumer.required;
    out.lagEvents = consumer.lag_events;
    out.lagPercent = consumer.lag_percent;
    out.perSecond = consumer.events_per_s;
    out.gateShare = consumer.gating_share;
    if (consumer.state != monitor::ConsumerState::Absent) {
        out.lagTime = lagTime(consumer);
        out.noProgress = widgets::MeasuredTime{monitor::to_seconds(consumer.since_progress),
            consumer.progress_unseen ? widgets::MeasuredTime::Bound::MoreThan
                                     : widgets::MeasuredTime::Bound::Exact};
    }
    if (consumer.sequence >= 0) {
        out.cursor = static_cast<quint64>(consumer.sequence);
    }
    return out;
}

/// Of the lag over the last second; what stays within a hundredth of the ring is steady.
widgets::Trend trend(const monitor::History& history, const std::string& ring,
    const monitor::ConsumerReading& consumer, monitor::TimePoint now)
{
    const auto before
        = history.value_at({ring, monitor::Quantity::LagPercent, consumer.id}, now - kTrendSpan);
    if (!before || consumer.state == monitor::ConsumerState::Absent) {
        return widgets::Trend::Unknown;
    }
    const double change = consumer.lag_percent - *before;
    return change > kSteadyPercent ? widgets::Trend::Up
        : change < -kSteadyPercent ? widgets::Trend::Down
                                   : widgets::Trend::Steady;
}

}  // namespace

const std::vector<float>& LagSparklines::of(const monitor::History& history,
    const std::string& ring, const std::string& consumer, monitor::TimePoint now)
{
    if (m_lines.size() > kLinesMax) {
        m_lines.clear();
    }
    const monitor::SeriesKey key{ring, monitor::Quantity::LagPercent, consumer};
    Line& line = m_lines[key];
    if (line.points.empty() || now < line.at || now - line.at >= kSparkEvery) {
        line = {lagLine(history, key, now), now};
    }
    return line.points;
}

std::vector<widgets::ConsumerRow> consumerRows(
    const RingSession& session, const monitor::History& history, LagSparklines& sparklines)
{
    std::vector<widgets::ConsumerRow> rows;
    if (!session.reading()) {
        return rows;
    }
    const monitor::RingReading& reading = *session.reading();
    const bool held = reading.attached && reading.producer.held_since.has_value();
    for (const monitor::ConsumerReading& consumer : reading.consumers) {
        rows.push_back(row(consumer, reading.sampled_at));
        rows.back().series = session.seriesOf(consumer.id);
        rows.back().culprit = held && consumer.id == reading.gating;
        rows.back().trend = trend(history, session.ring(), consumer, reading.sampled_at);
        rows.back().lagHistory
            = sparklines.of(history, session.ring(), consumer.id, reading.sampled_at);
    }
    return rows;
}

void addLagAt(std::vector<widgets::ConsumerRow>& rows, const RingSession& session,
    const monitor::History& history, std::optional<monitor::TimePoint> time)
{
    const std::vector<std::string> seen = session.consumersSeen();
    for (widgets::ConsumerRow& row : rows) {
        const auto number = static_cast<std::size_t>(row.series);
        if (!time || number >= seen.size()) {
            continue;
        }
        const auto lag
            = history.value_at({session.ring(), monitor::Quantity::LagEvents, seen[number]}, *time);
        if (lag) {
            row.lagAtCrosshair = static_cast<quint64>(*lag);
        }
    }
}

}  // namespace gui

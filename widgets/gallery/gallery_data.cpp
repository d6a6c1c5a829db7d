// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery_data.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace gallery {

namespace {

using namespace Qt::StringLiterals;
using widgets::RingConsumer;
using widgets::RingMode;
using widgets::RingViewState;
using widgets::StateShape;
using widgets::Tone;

constexpr double kSampleEvery = 0.05;
constexpr double kSlowFrom = kNow - 22.25;
constexpr double kSlowTo = kNow - 20.30;
constexpr double kRecovered = kNow - 18.84;
constexpr double kStopped = kNow - 3.61;
constexpr double kFull = kNow - 3.20;
constexpr double kCapacity = 4096;

/// Between 0 and 1, the same for the same sample.
double noise(int source, qint64 sample)
{
    quint64 bits = static_cast<quint64>(sample) * 0x9E3779B97F4A7C15ULL
        + static_cast<quint64>(source) * 0xD1B54A32D192ED03ULL;
    bits ^= bits >> 31;
    bits *= 0xBF58476D1CE4E5B9ULL;
    bits ^= bits >> 29;
    return static_cast<double>(bits >> 11) / static_cast<double>(1ULL << 53);
}

double lagEvents(int consumer, double t, double random)
{
    if (consumer == 1 && t >= kStopped)
        return std::min(kCapacity, 20 + (t - kStopped) * 10000);
    if (t >= kFull)
        return 0;
    if (consumer == 2 && t >= kSlowFrom && t < kSlowTo)
        return (t - kSlowFrom) * 1500 + random * 160;
    if (consumer == 2 && t >= kSlowTo && t < kRecovered)
        return std::max(0.0, 2925 - (t - kSlowTo) * 2000) + random * 160;
    return random * (consumer == 0 ? 56 : consumer == 1 ? 110 : 230);
}

double rate(int consumer, double t, double random)
{
    if (t >= kFull || (consumer == 1 && t >= kStopped + 0.05))
        return 0;
    double usual = 10000;
    if (consumer == 2 && t >= kSlowFrom && t < kRecovered)
        usual = t < kSlowTo ? 8500 : 12000;
    return usual + (random - 0.5) * 520;
}

double sample(int source, qint64 index)
{
    const double t = static_cast<double>(index) * kSampleEvery;
    const double random = noise(source, index);
    if (source < kSourceRate)
        return lagEvents(source, t, random) / kCapacity * 100;
    return rate(source == kProducerSource ? 0 : source - kSourceRate, t, random);
}

std::vector<float> history(double (*value)(double, double))
{
    constexpr int kPoints = 60;
    std::vector<float> points;
    points.reserve(kPoints);
    for (int i = 0; i < kPoints; ++i)
        points.push_back(static_cast<float>(value(i / (kPoints - 1.0), noise(7, i))));
    return points;
}

RingViewState ring(std::initializer_list<double> fractions, std::optional<double> highWater = {})
{
    RingViewState state;
    state.capacity = static_cast<quint64>(kCapacity);
    state.highWater = highWater;
    int series = 0;
    for (const double fraction : fractions) {
        state.consumers.push_back(
            {u"cp_%1"_s.arg(series), series, fraction, false, StateShape::Ok});
        ++series;
    }
    return state;
}

RingViewState held(
    RingViewState state, const QString& culprit, StateShape shape, const QStringList& notes)
{
    state.held = true;
    state.culprit = culprit;
    state.notes = notes;
    for (RingConsumer& consumer : state.consumers) {
        if (consumer.id == culprit)
            consumer.shape = shape;
    }
    return state;
}

RingViewState special(
    RingViewState state, RingMode mode, const QString& word, const QStringList& notes)
{
    state.mode = mode;
    state.word = word;
    state.notes = notes;
    return state;
}

}  // namespace

void MadeUpSource::spans(
    int source, double from, double to, std::vector<widgets::Span>& columns) const
{
    const double width = (to - from) / static_cast<double>(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const double start = from + width * static_cast<double>(i);
        fill(columns[i], source, start, start + width);
    }
}

std::optional<double> MadeUpSource::valueAt(int source, double time) const
{
    return sample(source, static_cast<qint64>(std::floor(std::min(time, m_now) / kSampleEvery)));
}

void MadeUpSource::fill(widgets::Span& column, int source, double from, double to) const
{
    for (auto i = static_cast<qint64>(std::ceil(from / kSampleEvery));
         static_cast<double>(i) * kSampleEvery < to; ++i) {
        if (static_cast<double>(i) * kSampleEvery > m_now || i < 0)
            return;
        const double value = sample(source, i);
        if (!column.valid)
            column = {value, value, value, value, true, false};
        column.min = std::min(column.min, value);
        column.max = std::max(column.max, value);
        column.last = value;
    }
}

widgets::StripEvents madeUpEvents()
{
    widgets::StripEvents events;
    events.faults = {{u"slow cp_2 to 8.5 k/s"_s, kSlowFrom - 0.05, kSlowFrom + 0.35, {}, kSlowTo,
                         kRecovered, false},
        {u"stall cp_1"_s, kStopped - 0.004, kStopped, kNow + 4.4, {}, {}, false}};
    events.held = {{kFull, {}, u"cp_1"_s, kNow + 1.8}};
    events.marks = {{kNow - 21.3, u"cp_2"_s, StateShape::FallingBehind, Tone::Warning},
        {kNow - 19.8, u"cp_2"_s, StateShape::CatchingUp, Tone::Info},
        {kNow - 18.1, u"cp_2"_s, StateShape::Ok, Tone::Ok},
        {kNow - 3.6, u"cp_1"_s, StateShape::Stopped, Tone::Warning},
        {kNow - 2.7, u"cp_0"_s, StateShape::Starved, Tone::Info},
        {kNow - 2.65, u"cp_2"_s, StateShape::Starved, Tone::Info}};
    return events;
}

std::vector<widgets::ConsumerRow> madeUpRows()
{
    using widgets::ConsumerRow;
    const auto starved = [](const QString& id, int series, qint64 pid) {
        ConsumerRow row;
        row.id = id;
        row.series = series;
        row.shape = StateShape::Starved;
        row.tone = Tone::Info;
        row.word = u"STARVED"_s;
        row.pid = pid;
        row.lagTime = widgets::MeasuredTime{};
        row.noProgress = widgets::MeasuredTime{3.2};
        row.cursor = 411848;
        row.lagHistory = history([](double x, double r) { return x > 0.945 ? 0 : 0.03 * r; });
        return row;
    };
    ConsumerRow stopped = starved(u"cp_1"_s, 1, 4121);
    stopped.shape = StateShape::Stopped;
    stopped.tone = Tone::Warning;
    stopped.word = u"STOPPED"_s;
    stopped.culprit = true;
    stopped.lagEvents = 4096;
    stopped.lagPercent = 100;
    stopped.lagTime = widgets::MeasuredTime{3.61};
    stopped.gateShare = 1;
    stopped.noProgress = widgets::MeasuredTime{3.61};
    stopped.cursor = 407752;
    stopped.lagHistory = history([](double x, double r) { return x > 0.94 ? 1 : 0.02 + 0.02 * r; });
    ConsumerRow falling = starved(u"market-data-archiver"_s, 4, 4124);
    falling.shape = StateShape::FallingBehind;
    falling.tone = Tone::Warning;
    falling.word = u"FALLING BEHIND"_s;
    falling.lagEvents = 1884;
    falling.lagPercent = 46;
    falling.lagTime = widgets::MeasuredTime{120, widgets::MeasuredTime::Bound::MoreThan};
    falling.perSecond = 8500;
    falling.noProgress = widgets::MeasuredTime{0.012};
    falling.lagHistory = history([](double x, double r) { return x > 0.5 ? x - 0.5 : 0.02 * r; });
    ConsumerRow pending = starved(u"cp_3"_s, 3, 4125);
    pending.shape = StateShape::CatchingUp;
    pending.word = u"CATCHING UP"_s;
    pending.pending = 0.6;
    pending.lagEvents = 312;
    pending.lagPercent = 7.6;
    pending.perSecond = 12020;
    return {stopped, starved(u"cp_0"_s, 0, 4119), starved(u"cp_2"_s, 2, 4122), falling, pending};
}

std::vector<NamedRing> madeUpRings()
{
    const QString later = u"liveness in 1.8 s"_s;
    RingViewState waiting = special(ring({0, 0, 0}), RingMode::Waiting, u"WAITING"_s,
        {u"for cp_2 to start"_s, u"4.1 of 10 s"_s});
    waiting.consumers[2].absent = true;
    RingViewState many = ring({0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.05, 0.02}, 0.9);
    many.consumers[3].id = u"a-consumer-with-a-very-long-name"_s;
    return {{u"1 consumer, healthy"_s, ring({0.16}, 0.31)},
        {u"3 consumers, high water 71 %"_s, ring({0.015, 0.09, 0.05}, 0.71)},
        {u"8 consumers"_s, ring({0.02, 0.36, 0.03, 0.62, 0.025, 0.15, 0.02, 0.34}, 0.68)},
        {u"held by a stopped one"_s,
            held(ring({0, 1, 0}), u"cp_1"_s, StateShape::Stopped, {u"3.2 s"_s, later})},
        {u"8 consumers, held by a slow one"_s,
            held(ring({0.62, 0.66, 0.7, 0.6, 0.93, 0.98, 0.97, 1}), u"cp_7"_s, StateShape::Gating,
                {u"3.2 s"_s, later})},
        {u"idle"_s,
            special(ring({0, 0, 0}, 0.4), RingMode::Idle, u"IDLE"_s,
                {u"nothing published"_s, u"for 41 s"_s})},
        {u"closed, consumers drain"_s,
            special(ring({0, 0.18, 0.02}, 0.7), RingMode::Closed, u"CLOSED"_s,
                {u"14:05:01"_s, u"cp_1 has 737 left"_s})},
        {u"truncated"_s,
            special(ring({0.03, 0.38, 0.1}), RingMode::Gone, u"TRUNCATED"_s,
                {u"64 of 288 KiB left"_s, u"last read 14:05:01"_s})},
        {u"waiting for a consumer"_s, waiting}, {u"10 consumers, one long name"_s, many}};
}

}  // namespace gallery

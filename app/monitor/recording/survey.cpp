// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/survey.h"

#include "monitor/history_series.h"
#include "monitor/recording/reader.h"

#include <algorithm>
#include <cmath>

namespace monitor::recording {
namespace {

constexpr std::size_t kConsumersMax = 1024;  // of one ring, that have curves
constexpr std::size_t kSeriesOfRing = 4;
constexpr std::size_t kSeriesOfLatency = 3;
constexpr std::size_t kSeriesOfConsumer = 4;
constexpr double kRateDefault = 100;

}  // namespace

void Survey::configured(const Configuration& configuration)
{
    m_configuration = configuration;
    m_true_times.emplace(configuration);
}

void Survey::ring(const std::string& /*name*/)
{
    m_rings.emplace_back();
}

void Survey::sample(std::size_t ring, const ringlib::RingSnapshot& snapshot)
{
    Ring& one = m_rings[ring];
    if (!m_true_times->holds(snapshot.taken_ns, one.last)) {
        return;
    }
    const TimePoint time = from_monotonic_ns(snapshot.taken_ns);
    one.last = time;
    m_first = std::min(m_first.value_or(time), time);
    m_last = std::max(m_last.value_or(time), time);
    ++one.samples;
    for (const auto& consumer : snapshot.consumers) {
        if (one.consumers.size() < kConsumersMax) {
            one.consumers.insert(consumer.id);
        }
    }
}

void Survey::latency(std::size_t ring, const SeenLatency& /*latency*/)
{
    m_rings[ring].latency = true;
}

std::size_t Survey::series() const
{
    std::size_t count = 0;
    for (const Ring& ring : m_rings) {
        count += kSeriesOfRing + (ring.latency ? kSeriesOfLatency : 0)
            + kSeriesOfConsumer * ring.consumers.size();
    }
    return std::max<std::size_t>(count, 1);
}

Duration Survey::period() const
{
    const double rate = m_configuration.rate_hz > 0 ? m_configuration.rate_hz : kRateDefault;
    return std::max(Duration(std::llround(1e9 / rate)), Duration(1'000));
}

bool holds_a_sample(const std::filesystem::path& recording)
{
    auto reader = RecordingReader::open(recording);
    Survey survey;
    while (reader && !survey.holds_a_sample() && reader->next(survey)) { }
    return survey.holds_a_sample();
}

HistoryOptions Survey::history_options(std::size_t bytes) const
{
    using Series = History::Series;
    constexpr Duration kFineStep = std::chrono::milliseconds(100);
    constexpr Duration kCoarseStep = std::chrono::seconds(1);
    const std::size_t share = bytes / series();
    std::uint64_t most = 0;
    for (const Ring& ring : m_rings) {
        most = std::max(most, ring.samples);
    }
    HistoryOptions options;
    options.memory_max = bytes;
    options.sample_period = period();
    const Duration whole = m_last ? *m_last - *m_first + kCoarseStep : kCoarseStep;
    const auto points = static_cast<Duration::rep>(most + 2);
    options.raw_span = points * options.sample_period;
    options.fine_span = whole + kFineStep;
    options.coarse_span = whole + kCoarseStep;
    if (Series::memory(options) <= share) {
        return options;
    }
    const auto part = static_cast<Duration::rep>(share / 4);
    const auto buckets = part / static_cast<Duration::rep>(sizeof(Series::Bucket)) + 1;
    const auto raw_points = part / static_cast<Duration::rep>(sizeof(Series::Point));
    options.raw_span = std::min(points, raw_points) * options.sample_period;
    options.fine_span = std::min(whole, buckets * kFineStep);
    options.coarse_step = std::max(kCoarseStep, whole / buckets);
    options.coarse_span = whole + options.coarse_step;
    return options;
}

}  // namespace monitor::recording

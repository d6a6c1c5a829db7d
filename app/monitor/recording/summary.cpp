// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/summary.h"

#include "monitor/recording/verdict_check.h"
#include "monitor/ring_judgement.h"
#include "monitor/wording.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace monitor::recording {
namespace {

// Two samples further apart are a gap, not a time in which something held.
constexpr Duration kGap = std::chrono::seconds(1);

std::uint64_t events_between(ringlib::Sequence from, ringlib::Sequence to)
{
    return to > from ? static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from) : 0;
}

Severity severity_of(ringlib::RingHappening what)
{
    using What = ringlib::RingHappening;
    switch (what) {
    case What::Failed:
    case What::CorruptCursor:
        return Severity::Err;
    case What::Stalled:
    case What::Evicted:
    case What::Reaped:
    case What::Retained:
    case What::JoinRefused:
        return Severity::Warn;
    default:
        return Severity::Info;
    }
}

std::string word_of(const RingVerdict& verdict)
{
    if (verdict.producer == ProducerWord::Held) {
        return std::string(to_string(verdict.producer));
    }
    const bool is_well = verdict.state == RingWord::Live || verdict.state == RingWord::Idle;
    return is_well ? "" : std::string(to_string(verdict.state));
}

class Summariser final : public Replay {
public:
    explicit Summariser(const std::function<void(const RingReading&)>& each)
        : m_each(each)
    {
    }

    void configured(const Configuration& configuration) override
    {
        Replay::configured(configuration);
        m_summary.configuration = configuration;
    }
    void ring(const std::string& name) override
    {
        Replay::ring(name);
        m_summary.rings.emplace_back().name = name;
        m_states.emplace_back();
    }
    void attached(std::size_t ring, const ringlib::RingInfo& info) override
    {
        Replay::attached(ring, info);
        RingState& state = m_states[ring];
        if (std::exchange(state.instance, info.instance) != info.instance) {
            state.last.reset();
            state.consumers.clear();
            state.latencies.clear();
        }
    }
    void verdict(std::size_t ring, const Verdict& verdict) override
    {
        m_states[ring].check.said(verdict, m_summary.configuration.limits.leak_window);
        if (verdict.state == ConsumerState::Unknown) {
            return;  // the window fills
        }
        add_mark(ring,
            {verdict.time, verdict.severity, verdict.consumer,
                std::string(to_string(verdict.state)),
                std::string(to_string(verdict.state)) + ": " + verdict.because,
                verdict.evidence_since});
    }
    void ring_verdict(std::size_t ring, const RingVerdict& verdict) override
    {
        add_mark(ring,
            {verdict.time, verdict.severity, "", word_of(verdict),
                std::string(to_string(verdict.state)) + ": " + verdict.sentence});
    }
    void happening(std::size_t ring, const ringlib::HappeningRecord& record) override
    {
        add_mark(ring,
            {from_monotonic_ns(record.time_ns), severity_of(record.what), record.consumer_id,
                std::string(to_string(record.what)),
                std::string(to_string(record.what)) + " at event " + std::to_string(record.value),
                {}, Mark::Source::Ring});
    }
    void note(std::size_t ring, const Note& note) override
    {
        add_mark(ring, {note.time, Severity::Info, "", "", note.text, {}, Mark::Source::Person});
    }
    void missed(std::size_t ring, const MissedTicks& ticks) override
    {
        m_summary.rings[ring].missed += ticks.ticks;
    }

    void latency(std::size_t ring, const SeenLatency& seen) override
    {
        RingState& state = m_states[ring];
        const bool first_look = seen.time == state.first_latencies.value_or(seen.time);
        state.first_latencies = state.first_latencies.value_or(seen.time);
        const auto [last, is_new] = state.latencies.try_emplace(seen.latency.consumer);
        if (!first_look || !is_new) {
            grow(m_summary.rings[ring], last->second, seen.latency);
        }  // else from before the recording
        last->second = seen.latency;
    }

    [[nodiscard]] Summary take(RecordingEnd end)
    {
        m_summary.end = std::move(end);
        for (const RingState& state : m_states) {
            const VerdictCheck::Result result = state.check.result();
            m_summary.verdicts += result.compared;
            m_summary.verdicts_changed += result.changed;
        }
        for (RingSummary& ring : m_summary.rings) {
            for (ringlib::LatencySnapshot& latency : ring.latencies) {
                latency.max_ns = latency.quantile(1);
            }
            std::stable_sort(ring.marks.begin(), ring.marks.end(),
                [](const Mark& a, const Mark& b) { return a.time < b.time; });
        }
        return std::move(m_summary);
    }

protected:
    void reading(std::size_t ring, const RingReading& reading) override
    {
        RingSummary& sum = m_summary.rings[ring];
        note_name(ring, reading);
        sum.last_word = reading.state;
        sum.last_reason = reading.reason;
        if (m_each) {
            m_each(reading);
        }
        if (!reading.attached) {
            m_states[ring].last.reset();
            return;
        }
        RingState& state = m_states[ring];
        const Duration passed = state.last ? reading.sampled_at - *state.last : Duration(0);
        const double seconds = passed <= kGap ? to_seconds(passed) : 0;
        add_ring(sum, state, reading, seconds);
        state.check.judged(reading);
        for (const ConsumerReading& consumer : reading.consumers) {
            if (consumer.state != ConsumerState::Absent) {
                add_consumer(sum, state, consumer, seconds);
            }
        }
        state.last = reading.sampled_at;
    }

private:
    struct ConsumerPosition {
        std::string id;
        ringlib::Sequence sequence;
    };
    struct RingState {
        bool nameless = false;
        std::optional<TimePoint> last;
        ringlib::Sequence published = ringlib::kNoSequence;
        std::vector<ConsumerPosition> consumers;
        VerdictCheck check;
        std::array<std::uint8_t, 16> instance{};
        std::optional<TimePoint> first_latencies;
        std::map<std::string, ringlib::LatencySnapshot> latencies;  // as last seen, by consumer
    };

    /// Adds what came since `last`; an endpoint that has fewer now began anew.
    static void grow(RingSummary& ring, const ringlib::LatencySnapshot& last,
        const ringlib::LatencySnapshot& now)
    {
        auto sum = std::find_if(ring.latencies.begin(), ring.latencies.end(),
            [&](const auto& one) { return one.consumer == now.consumer; });
        if (sum == ring.latencies.end()) {
            sum = ring.latencies.emplace(
                now.consumer.empty() ? ring.latencies.begin() : ring.latencies.end());
            sum->consumer = now.consumer;
            sum->cells.resize(now.cells.size());
        }
        const bool goes_on = now.total >= last.total && last.cells.size() == now.cells.size();
        for (std::size_t i = 0; i < now.cells.size(); ++i) {
            sum->cells[i] += now.cells[i] - (goes_on ? last.cells[i] : 0);
        }
        sum->total += now.total - (goes_on ? last.total : 0);
        sum->sum_ns += now.sum_ns - (goes_on ? last.sum_ns : 0);
        sum->max_ns = std::max(sum->max_ns, now.max_ns);
    }

    static void add_ring(
        RingSummary& sum, RingState& state, const RingReading& reading, double seconds)
    {
        sum.capacity = reading.capacity;
        sum.event_size = reading.event_size;
        sum.instances = reading.instance_number;
        ++sum.samples;
        sum.begin = sum.begin.value_or(reading.sampled_at);
        sum.end = reading.sampled_at;
        sum.seconds = to_seconds(*sum.end - *sum.begin);
        if (state.last) {
            sum.events += events_between(state.published, reading.producer.sequence);
        }
        state.published = reading.producer.sequence;
        sum.rate_max = std::max(sum.rate_max, reading.producer.events_per_s);
        sum.held_s += reading.producer.held_since ? seconds : 0;
    }

    static void add_consumer(
        RingSummary& ring, RingState& state, const ConsumerReading& consumer, double seconds)
    {
        ConsumerSummary& sum = summary_of(ring, consumer.id);
        sum.required = consumer.required;
        sum.seconds += seconds;
        sum.lag_max = std::max(sum.lag_max, consumer.lag_events);
        sum.lag.add(consumer.lag_percent);
        sum.time_lag_max_s = std::max(sum.time_lag_max_s, to_seconds(consumer.lag_time.age));
        sum.rest_max_s = std::max(sum.rest_max_s, to_seconds(consumer.since_progress));
        sum.seconds_in[consumer.state] += seconds;
        if (consumer.state != ConsumerState::Unknown) {  // not known is not bad
            sum.worst = std::max(sum.worst, consumer.severity);
        }
        const auto known = std::find_if(state.consumers.begin(), state.consumers.end(),
            [&](const ConsumerPosition& one) { return one.id == consumer.id; });
        if (known == state.consumers.end()) {
            state.consumers.push_back({consumer.id, consumer.sequence});
        } else {
            sum.events += events_between(known->sequence, consumer.sequence);
            known->sequence = consumer.sequence;
        }
    }

    static ConsumerSummary& summary_of(RingSummary& ring, const std::string& id)
    {
        const auto found = std::find_if(ring.consumers.begin(), ring.consumers.end(),
            [&](const ConsumerSummary& one) { return one.id == id; });
        if (found != ring.consumers.end()) {
            return *found;
        }
        ring.consumers.emplace_back().id = id;
        return ring.consumers.back();
    }

    void note_name(std::size_t ring, const RingReading& reading)
    {
        const bool nameless = is_nameless(reading);
        if (nameless && !m_states[ring].nameless) {
            add_mark(ring,
                {reading.sampled_at, Severity::Warn, "", kLostNameWord,
                    kLostNameWord
                        + std::string(": its name was removed, and processes still use the ring")});
        }
        m_states[ring].nameless = nameless;
    }

    void add_mark(std::size_t ring, Mark mark)
    {
        m_summary.rings[ring].marks.push_back(std::move(mark));
    }

    const std::function<void(const RingReading&)>& m_each;
    Summary m_summary;
    std::vector<RingState> m_states;
};

}  // namespace

void LagShares::add(double percent)
{
    const double thousandths = std::clamp(percent, 0.0, 100.0) * double(kBins - 1) / 100;
    ++m_bins.at(static_cast<std::size_t>(std::lround(thousandths)));
    ++m_samples;
}

double LagShares::percentile(double share) const
{
    const auto wanted
        = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_samples)));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < m_bins.size() && m_samples != 0; ++i) {
        seen += m_bins[i];
        if (seen >= wanted) {
            return static_cast<double>(i) * 100 / double(kBins - 1);
        }
    }
    return 0;
}

std::string source_in_words(Mark::Source source)
{
    switch (source) {
    case Mark::Source::Ring:
        return "the ring's own record";
    case Mark::Source::Person:
        return "a note";
    case Mark::Source::Monitor:
        break;
    }
    return {};
}

const Mark* RingSummary::first_fault() const
{
    const auto found = std::find_if(marks.begin(), marks.end(),
        [](const Mark& mark) { return mark.severity >= Severity::Warn; });
    return found == marks.end() ? nullptr : &*found;
}

const ringlib::LatencySnapshot* RingSummary::latency_of(std::string_view consumer) const
{
    const auto found = std::find_if(latencies.begin(), latencies.end(),
        [&](const auto& latency) { return latency.consumer == consumer; });
    return found == latencies.end() ? nullptr : &*found;
}

tl::expected<Summary, RecordingError> summarise(
    const std::filesystem::path& path, const std::function<void(const RingReading&)>& each)
{
    Summariser summariser(each);
    auto end = read_recording(path, summariser);
    if (!end) {
        return tl::unexpected(end.error());
    }
    return summariser.take(std::move(*end));
}

}  // namespace monitor::recording

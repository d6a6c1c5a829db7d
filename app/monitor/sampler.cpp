// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/sampler.h"

#include "monitor/history_feed.h"
#include "monitor/latency_meter.h"
#include "monitor/mailbox.h"
#include "monitor/recording/live_recorder.h"
#include "monitor/ring_watch.h"

#include "rig/platform/wait.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace monitor {
namespace {

constexpr Duration kSecond = std::chrono::seconds(1);
constexpr Duration kNapMax = std::chrono::milliseconds(50);  // how long a stop may have to wait

SamplerOptions within_limits(SamplerOptions options)
{
    options.rate_hz = std::clamp(options.rate_hz, 1.0, 1000.0);
    options.limits.tick = Duration(static_cast<Duration::rep>(1e9 / options.rate_hz));
    return options;
}

}  // namespace

class Sampler::Loop {
public:
    Loop(SamplerOptions options, std::shared_ptr<History> history,
        std::shared_ptr<recording::LiveRecorder> recorder)
        : m_options(within_limits(std::move(options)))
        , m_history(std::move(history))
        , m_recorder(std::move(recorder))
        , m_mailbox(m_options.mailbox_capacity)
        , m_facts_interval(m_options.facts_interval)
        , m_thread([this](const std::stop_token& stop) { run(stop); })
    {
        const std::lock_guard lock(m_mutex);
        m_counters.rate_hz = m_options.rate_hz;
    }

    void watch(std::string ring)
    {
        const std::lock_guard lock(m_mutex);
        if (std::find(m_wanted.begin(), m_wanted.end(), ring) == m_wanted.end()) {
            m_wanted.push_back(std::move(ring));
            m_changed = true;
        }
    }
    void unwatch(std::string_view ring)
    {
        const std::lock_guard lock(m_mutex);
        m_changed |= std::erase(m_wanted, ring) > 0;
    }
    void set_facts_interval(Duration interval)
    {
        const std::lock_guard lock(m_mutex);
        m_facts_interval = interval;
        m_changed = true;
    }
    void set_paused(bool paused)
    {
        const std::lock_guard lock(m_mutex);
        m_paused = paused;
    }
    void take_readings(std::vector<RingReading>& out) { m_mailbox.take_all(out); }
    [[nodiscard]] SamplerCounters counters() const
    {
        const std::lock_guard lock(m_mutex);
        SamplerCounters counters = m_counters;
        counters.dropped_readings = m_mailbox.dropped();
        return counters;
    }

private:
    struct Watched {
        std::string ring;
        recording::LiveRecorder::Ring* recorded = nullptr;  // null without a recorder
        std::unique_ptr<RingWatch> watch;
        std::optional<HistoryFeed> feed;
        std::optional<TimePoint> next_publish;
        std::optional<TimePoint> last_sample;
        RingWord last_word = RingWord::Waiting;
        bool late = false;  // a deadline was missed since last_sample
        LatencyMeter latency;
        std::optional<TimePoint> next_details;
        std::uint64_t without_latency = 0;  // the instance that has no histograms
    };

    void run(const std::stop_token& stop);
    /// @returns true while paused.
    bool take_orders();
    void tick(std::uint64_t missed, TimePoint answers_until);
    void look_at(Watched& watched, std::uint64_t missed, TimePoint answers_until);
    void note_gap(Watched& watched, TimePoint now);
    void read_details(Watched& watched, TimePoint now);
    void count(TimePoint begun, std::uint64_t missed);
    [[nodiscard]] RingWatchOptions watch_options() const;

    const SamplerOptions m_options;
    const std::shared_ptr<History> m_history;
    const std::shared_ptr<recording::LiveRecorder> m_recorder;
    Mailbox<RingReading> m_mailbox;
    std::vector<Watched> m_watched;  // the thread's own
    RingDetails m_details;  // the thread's own, kept for its memory
    TimePoint m_second_begun;  // the thread's own
    std::uint64_t m_second_ticks = 0;  // the thread's own

    mutable std::mutex m_mutex;  // protects the five below
    std::vector<std::string> m_wanted;
    bool m_changed = false;  // m_wanted or m_facts_interval is news to the thread
    Duration m_facts_interval;
    bool m_paused = false;
    SamplerCounters m_counters;

    std::jthread m_thread;  // last: it uses all of the above
};

RingWatchOptions Sampler::Loop::watch_options() const
{
    RingWatchOptions options;
    options.model.limits = m_options.limits;
    options.facts_interval = m_facts_interval;
    options.attach_interval = m_options.attach_interval;
    options.allowed_owner = m_options.allowed_owner;
    options.open = m_options.open;
    return options;
}

void Sampler::Loop::run(const std::stop_token& stop)
{
    const Duration period = m_options.limits.tick;
    TimePoint deadline = Clock::now();
    m_second_begun = deadline;
    while (!stop.stop_requested()) {
        const TimePoint now = Clock::now();
        if (now < deadline) {
            rig::sleep_until(std::min(deadline, now + kNapMax));
            continue;
        }
        // A deadline is missed when the next one has come before it was served.
        const auto missed = static_cast<std::uint64_t>((now - deadline) / period);
        deadline += static_cast<Duration::rep>(missed + 1) * period;
        if (!take_orders()) {
            tick(missed, now + period / 2);  // files that hang cost half a tick, once
        }
        count(now, missed);
    }
}

bool Sampler::Loop::take_orders()
{
    const std::lock_guard lock(m_mutex);
    if (std::exchange(m_changed, false)) {
        std::erase_if(m_watched, [&](const Watched& watched) {
            return std::find(m_wanted.begin(), m_wanted.end(), watched.ring) == m_wanted.end();
        });
        for (Watched& watched : m_watched) {
            watched.watch->set_facts_interval(m_facts_interval);
        }
        for (const auto& ring : m_wanted) {
            if (std::none_of(m_watched.begin(), m_watched.end(),
                    [&](const Watched& w) { return w.ring == ring; })) {
                Watched& added = m_watched.emplace_back();
                added.ring = ring;
                added.recorded = m_recorder ? &m_recorder->ring(ring) : nullptr;
                added.watch = std::make_unique<RingWatch>(ring, watch_options(), added.recorded);
            }
        }
    }
    return m_paused;
}

void Sampler::Loop::tick(std::uint64_t missed, TimePoint answers_until)
{
    for (auto& watched : m_watched) {
        look_at(watched, missed, answers_until);
    }
    if (m_recorder) {
        m_recorder->tick(Clock::now());
    }
}

void Sampler::Loop::look_at(Watched& watched, std::uint64_t missed, TimePoint answers_until)
{
    watched.late |= missed > 0;
    // Before the sample that came late: who replays it finds the gap by the rule of note_gap().
    if (watched.recorded != nullptr && missed > 0) {
        const TimePoint served = Clock::now();
        const Duration late = static_cast<Duration::rep>(missed) * m_options.limits.tick;
        watched.recorded->missed({served - late, served, missed});
    }
    const bool sampled = watched.watch->tick(answers_until);
    const RingReading& reading = watched.watch->reading();
    if (sampled && m_history) {
        if (!watched.feed) {
            watched.feed.emplace(m_history, watched.ring);
        }
        note_gap(watched, reading.sampled_at);
        read_details(watched, reading.sampled_at);
        watched.feed->add(reading);
    }
    if (watched.recorded != nullptr) {
        watched.recorded->said(reading);
    }
    if (sampled) {
        watched.last_sample = reading.sampled_at;
        watched.late = false;
    }
    const TimePoint now = Clock::now();
    const bool changed = watched.last_word != reading.state;
    if (changed || !watched.next_publish || now >= *watched.next_publish) {
        watched.last_word = reading.state;
        watched.next_publish = now + m_options.publish_interval;
        m_mailbox.push(reading);
    }
}

/// A rest in the samples, whatever made it: late deadlines, a pause, a ring that was not there.
void Sampler::Loop::note_gap(Watched& watched, TimePoint now)
{
    const Duration tick = m_options.limits.tick;
    const Duration rest = watched.last_sample ? now - *watched.last_sample : Duration(0);
    if (rest >= (watched.late ? 2 : 3) * tick) {
        watched.feed->add_gap(
            *watched.last_sample, now, static_cast<std::uint64_t>(rest / tick) - 1);
    }
}

/// A ring has histograms from its birth on, or never.
void Sampler::Loop::read_details(Watched& watched, TimePoint now)
{
    const std::uint64_t instance = watched.watch->reading().instance_number;
    const bool nothing_new = instance == watched.without_latency && watched.recorded == nullptr;
    if (nothing_new || (watched.next_details && now < *watched.next_details)) {
        return;
    }
    watched.next_details = now + m_options.details_interval;
    if (!watched.watch->read_details(m_details)) {
        return;
    }
    if (watched.recorded != nullptr) {
        watched.recorded->told(m_details, now);
    }
    if (m_details.latencies.empty()) {
        watched.without_latency = instance;
    }
    watched.feed->set_latency(watched.latency.add(m_details.latencies));
}

void Sampler::Loop::count(TimePoint begun, std::uint64_t missed)
{
    const TimePoint now = Clock::now();
    ++m_second_ticks;
    const std::lock_guard lock(m_mutex);
    ++m_counters.ticks;
    m_counters.missed_ticks += missed;
    m_counters.tick_cost = now - begun;
    if (now - m_second_begun >= kSecond) {
        m_counters.ticks_per_s
            = static_cast<double>(m_second_ticks) / to_seconds(now - m_second_begun);
        m_second_begun = now;
        m_second_ticks = 0;
    }
}

Sampler::Sampler(SamplerOptions options, std::shared_ptr<History> history,
    std::shared_ptr<recording::LiveRecorder> recorder)
    : m_loop(std::make_unique<Loop>(std::move(options), std::move(history), std::move(recorder)))
{
}

Sampler::~Sampler() = default;

void Sampler::watch(std::string ring)
{
    m_loop->watch(std::move(ring));
}
void Sampler::unwatch(std::string_view ring)
{
    m_loop->unwatch(ring);
}
void Sampler::set_facts_interval(Duration interval)
{
    m_loop->set_facts_interval(interval);
}
void Sampler::pause()
{
    m_loop->set_paused(true);
}
void Sampler::resume()
{
    m_loop->set_paused(false);
}
void Sampler::take_readings(std::vector<RingReading>& out)
{
    m_loop->take_readings(out);
}
SamplerCounters Sampler::counters() const
{
    return m_loop->counters();
}

}  // namespace monitor

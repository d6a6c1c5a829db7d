// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/commands.h"

#include "monitor/recording/writer.h"
#include "monitor/ring_json.h"
#include "monitor/ring_watch.h"
#include "monitor/ringctl/interrupts.h"
#include "monitor/ringctl/recordings.h"
#include "monitor/ringctl/sampling.h"
#include "monitor/wording.h"

#include "rig/version.h"

#include <ringlib/printable.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ctime>
#include <memory>

namespace ringctl {
namespace {

using monitor::Clock;
using monitor::Duration;
using monitor::TimePoint;
using monitor::recording::RecordingWriter;

/// One ring that is recorded; counts what its track is given.
class Recorded : private monitor::WatchListener {
public:
    Recorded(const std::string& ring, const monitor::RingWatchOptions& options,
        RecordingWriter::Track& track)
        : m_track(track)
        , m_watch(ring, options, this)
    {
    }

    void look(TimePoint now)
    {
        m_watch.tick(now + monitor::RingWatch::kPatience);
        if (!m_details_due || now >= *m_details_due) {
            m_details_due = now + monitor::kDetailsInterval;
            tell_details(now);
        }
        m_track.said(m_watch.reading());
    }
    void missed(const monitor::recording::MissedTicks& ticks) { m_track.missed(ticks); }
    /// What the ring still has to tell.
    void end() { tell_details(Clock::now()); }

    [[nodiscard]] std::uint64_t samples() const { return m_samples; }
    [[nodiscard]] const std::optional<ringlib::Error>& error() const { return m_watch.error(); }

private:
    void attached(const ringlib::RingInfo& info) override { m_track.attached(info); }
    void lost(const ringlib::Error& why, TimePoint now) override { m_track.lost(why, now); }
    void sampled(const ringlib::RingSnapshot& snapshot, const monitor::ProcessFacts& facts,
        TimePoint time) override
    {
        ++m_samples;
        m_track.sampled(snapshot, facts, time);
    }

    void tell_details(TimePoint now)
    {
        m_details.happenings.clear();
        m_details.latencies.clear();
        m_watch.read_details(m_details);
        m_track.happened(m_details.happenings);
        m_track.latencies(m_details.latencies, now);
    }

    RecordingWriter::Track& m_track;
    monitor::RingWatch m_watch;
    monitor::RingDetails m_details;
    std::optional<TimePoint> m_details_due;
    std::uint64_t m_samples = 0;
};

std::int64_t unix_ns()
{
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

monitor::recording::Configuration configuration_of(
    const RecordOptions& options, const monitor::RingWatchOptions& watch)
{
    monitor::recording::Configuration configuration;
    configuration.program = rig::program_and_version("ringctl");
    configuration.started_unix_ns = unix_ns();
    configuration.started_ns = static_cast<std::uint64_t>(monitor::to_ns(Clock::now()));
    configuration.rate_hz = options.rate_hz;
    configuration.rate_span = watch.model.rate_span;
    configuration.limits = watch.model.limits;
    return configuration;
}

/// Looks at all of them at a fixed pace.
class Recording {
public:
    Recording(const RecordOptions& options, Duration period, RecordingWriter& writer)
        : m_options(options)
        , m_period(period)
        , m_writer(writer)
    {
    }

    /// @returns why it ended.
    std::string run(std::vector<std::unique_ptr<Recorded>>& rings)
    {
        Interrupts interrupts(false);
        const TimePoint begun = Clock::now();
        for (TimePoint due = begun;; due = next_after(due, rings)) {
            while (Clock::now() < due && !interrupts.end()) {
                interrupts.wait_until(due);
            }
            const TimePoint now = Clock::now();
            if (interrupts.end()) {
                return "ended by a signal after " + monitor::in_words(now - begun);
            }
            if (m_options.duration && now - begun >= *m_options.duration) {
                return "ended after " + monitor::in_words(*m_options.duration);
            }
            for (const auto& ring : rings) {
                ring->look(now);
            }
            m_writer.tick(now);
            if (m_writer.error()) {
                return "ended by an error";
            }
        }
    }
    [[nodiscard]] std::uint64_t missed() const { return m_missed; }

private:
    TimePoint next_after(TimePoint due, const std::vector<std::unique_ptr<Recorded>>& rings)
    {
        const TimePoint now = Clock::now();
        const auto late = static_cast<std::uint64_t>(std::max<Duration>(now - due, {}) / m_period);
        if (late != 0) {
            m_missed += late;
            for (const auto& ring : rings) {
                ring->missed({due, now, late});
            }
        }
        return due + m_period * static_cast<int>(late + 1);
    }

    const RecordOptions& m_options;
    Duration m_period;
    RecordingWriter& m_writer;
    std::uint64_t m_missed = 0;
};

struct Totals {
    std::uint64_t samples = 0;
    std::uint64_t missed = 0;
    std::uint64_t bytes = 0;
    std::string why;  ///< it ended
};

std::string told(const RecordOptions& options, const Totals& totals)
{
    if (options.format != Format::Text) {
        nlohmann::ordered_json json = {{"schema", "ringscope.recorded/1"},
            {"file", options.file.string()}, {"rings", options.rings}, {"samples", totals.samples},
            {"missed", totals.missed}, {"bytes", totals.bytes}, {"end", totals.why}};
        return monitor::json_text(json) + '\n';
    }
    return ringlib::printable(options.file.string() + ": " + std::to_string(totals.samples)
               + " samples of " + std::to_string(options.rings.size())
               + (options.rings.size() == 1 ? " ring, " : " rings, ")
               + std::to_string(totals.missed) + " missed, " + std::to_string(totals.bytes)
               + " bytes; " + totals.why)
        + '\n';
}

}  // namespace

Exit record(const RecordOptions& options)
{
    const auto period = Duration(static_cast<Duration::rep>(1e9 / options.rate_hz));
    monitor::RingWatchOptions watch = sampling(kWindow, options.allowed_owner);
    watch.model.limits.tick = period;
    watch.model.rate_span = monitor::RingModelOptions().rate_span;
    auto writer = RecordingWriter::create(options.file, configuration_of(options, watch));
    if (!writer) {
        return complain_about(writer.error());
    }
    std::vector<std::unique_ptr<Recorded>> rings;
    for (const std::string& ring : options.rings) {
        rings.push_back(std::make_unique<Recorded>(ring, watch, (*writer)->add(ring)));
        rings.back()->look(Clock::now());
        if (const auto& error = rings.back()->error()) {
            complain(error->message() + " (" + hint_for(*error, ring) + "recording waits for it)");
        }
    }
    Recording recording(options, period, **writer);
    const std::string why = recording.run(rings);
    std::uint64_t samples = 0;
    for (const auto& ring : rings) {
        ring->end();
        samples += ring->samples();
    }
    (*writer)->close(why);
    if (const auto error = (*writer)->error()) {
        return complain_about(*error);
    }
    const Exit said
        = write_out(told(options, {samples, recording.missed(), (*writer)->bytes_written(), why}));
    return said == Exit::Done && samples == 0 ? Exit::NoRing : said;
}

}  // namespace ringctl

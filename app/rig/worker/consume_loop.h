// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/worker/steering.h"
#include "rig/worker/stream_check.h"
#include "rig/worker/synthetic_event.h"
#include "rig/worker/worker_options.h"
#include "rig/worker/worker_output.h"

#include <ringlib/detail/processor.h>
#include <ringlib/ringlib.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <random>
#include <utility>
#include <vector>

namespace rig {

/// Reads synthetic events and judges each of them. What was read counts only when its lease ended
/// well: before that its slots may have been rewritten.
template <std::size_t Bytes>
class ConsumeLoop {
public:
    using Event = SyntheticEvent<Bytes>;
    using Clock = Steering::Clock;
    using TimePoint = Steering::TimePoint;

    ConsumeLoop(ringlib::Consumer<Event>& consumer, const ConsumeOptions& options)
        : m_consumer(consumer)
        , m_batch(options.batch)
        , m_left(options.count.value_or(std::numeric_limits<std::uint64_t>::max()))
        , m_patience(options.ready_timeout)
        , m_work(options.work)
        , m_check(static_cast<std::uint64_t>(consumer.current_sequence() + 1))
    {
    }

    /// Until something ends it; with an output that broke, at once.
    [[nodiscard]] WorkerEnd run(Steering& steering, WorkerOutput& output)
    {
        while (!output.is_broken()) {
            const TimePoint now = Clock::now();
            attend(steering, output, now);
            if (const auto end = steering.end()) {
                return *end;
            }
            const std::uint64_t wanted = wanted_now(steering);
            const Taken taken
                = wanted == 1 ? take_one(steering, output) : take_batch(wanted, steering);
            if (taken == Taken::Evicted) {
                return WorkerEnd::Evicted;
            }
            if (taken == Taken::Nothing) {
                if (const auto end = look_for_end(now)) {
                    return *end;
                }
                idle(steering, now);
                continue;
            }
            believe();
            if (m_left == 0) {
                return WorkerEnd::Count;
            }
        }
        return WorkerEnd::Control;
    }

    [[nodiscard]] WorkerTotals totals() const { return {m_check.totals(), m_latency}; }

private:
    enum class Taken { Nothing, Events, Evicted };

    static constexpr std::uint64_t kBatch = 256;
    static constexpr auto kEndInterval = std::chrono::milliseconds(5);  // the question costs calls
    static constexpr auto kSlice = std::chrono::milliseconds(10);  // commands wait that long
    static constexpr auto kSpin = std::chrono::microseconds(200);

    void attend(Steering& steering, WorkerOutput& output, TimePoint now)
    {
        steering.look(now);
        if (const auto work = steering.take_work()) {
            m_work = {*work, *work};
        }
        m_factor = steering.take_factor().value_or(m_factor);
        if (output.progress_is_due(now)) {
            output.progress(totals(), now);
        }
    }

    [[nodiscard]] bool works() const { return m_work.longest.count() > 0; }

    // Events that a predecessor had in its hands come one by one: only so they are marked. And
    // only one is in the hands of whom a freeze or a crash hits.
    [[nodiscard]] std::uint64_t wanted_now(const Steering& steering) const
    {
        if (m_redelivering || steering.has_disturbance()) {
            return 1;
        }
        return std::min(m_batch.value_or(works() ? 1 : kBatch), m_left);
    }

    Taken take_one(Steering& steering, WorkerOutput& output)
    {
        auto lease = m_consumer.try_consume_next_leased();
        if (!lease) {
            return Taken::Nothing;
        }
        steering.pass(CrashPoint::Lease);
        const bool redelivered = lease->redelivered();
        m_redelivering = m_redelivering && redelivered;
        examine(lease->event(), Clock::now(), redelivered);
        if (const auto freeze = steering.take_freeze()) {
            output.freeze(*freeze, static_cast<std::int64_t>(m_seen.back().sequence));
            steering.hold_until(Clock::now() + *freeze, [&](TimePoint now) {
                if (output.progress_is_due(now)) {
                    output.progress(totals(), now);
                }
            });
        }
        work(steering);
        return std::move(*lease).finish() ? Taken::Events : Taken::Evicted;
    }

    Taken take_batch(std::uint64_t wanted, Steering& steering)
    {
        auto lease = m_consumer.try_lease_batch(wanted);
        if (!lease) {
            return Taken::Nothing;
        }
        TimePoint now = Clock::now();
        for (std::size_t i = 0; i < lease->size(); ++i) {
            examine((*lease)[i], now, false);
            if (works()) {
                work(steering);
                now = Clock::now();
            }
        }
        return std::move(*lease).finish() ? Taken::Events : Taken::Evicted;
    }

    void examine(const Event& event, TimePoint now, bool redelivered)
    {
        m_seen.push_back({.sequence = event.sequence,
            .epoch = event.epoch,
            .intact = is_intact(event),
            .redelivered = redelivered,
            .published_ns = event.published_ns});
        const auto read_ns
            = static_cast<std::uint64_t>(std::chrono::nanoseconds(now.time_since_epoch()).count());
        if (m_seen.back().intact) {
            m_seen_latencies_ns.push_back(read_ns - std::min(read_ns, event.published_ns));
        }
    }

    void believe()
    {
        for (const SeenEvent& seen : m_seen) {
            m_check.take(seen);
        }
        for (const std::uint64_t latency_ns : m_seen_latencies_ns) {
            m_latency.record(latency_ns);
            m_consumer.record_consume_latency_ns(latency_ns);  // not inside a lease
        }
        m_seen_latencies_ns.clear();
        m_left -= m_seen.size();
        m_seen.clear();
        m_died_at.reset();
    }

    // Long work sleeps, as a disk would; the last of it is spun away, to be exact. It is cut short
    // when the worker is to end.
    void work(Steering& steering)
    {
        if (!works()) {
            return;
        }
        const TimePoint until = Clock::now() + service_time();
        for (TimePoint now = Clock::now(); now < until && !steering.end(); now = Clock::now()) {
            if (until - now > kSpin) {
                steering.sleep_until(until - kSpin / 2);
                steering.look(Clock::now());
            } else {
                ringlib::detail::pause();
            }
        }
    }
    std::chrono::nanoseconds service_time()
    {
        std::uniform_int_distribution<std::int64_t> ns(
            m_work.shortest.count(), m_work.longest.count());
        const std::int64_t given = m_work.shortest == m_work.longest ? ns.a() : ns(m_random);
        return std::chrono::nanoseconds(
            static_cast<std::int64_t>(static_cast<double>(given) * m_factor));
    }

    // The library waits, and comes back in time for commands; for a successor of a dead producer
    // it does not wait.
    void idle(Steering& steering, TimePoint now)
    {
        if (m_died_at) {
            steering.sleep_until(now + kEndInterval);
        } else {
            static_cast<void>(m_consumer.wait_for_event(kSlice));
        }
    }

    std::optional<WorkerEnd> look_for_end(TimePoint now)
    {
        if (now < m_next_end_look) {
            return std::nullopt;
        }
        m_next_end_look = now + kEndInterval;
        const auto end = m_consumer.stream_end();
        if (!end) {
            m_died_at.reset();
            return std::nullopt;
        }
        if (end->reason != ringlib::StreamEnd::ProducerDied) {
            return end_of(end->reason);
        }
        if (!m_died_at) {
            m_died_at = now;
        }
        return now - *m_died_at >= m_patience ? std::optional(WorkerEnd::ProducerDied)
                                              : std::nullopt;
    }

    ringlib::Consumer<Event>& m_consumer;
    std::optional<std::uint64_t> m_batch;
    std::uint64_t m_left;
    std::chrono::nanoseconds m_patience;  // with a producer that died
    DurationRange m_work;
    double m_factor = 1;  // of the service time
    StreamCheck m_check;
    LatencyHistogram m_latency;
    bool m_redelivering = true;  // until an event says that it is not
    std::vector<SeenEvent> m_seen;  // in the lease at hand
    std::vector<std::uint64_t> m_seen_latencies_ns;  // of those that are whole
    std::optional<TimePoint> m_died_at;
    TimePoint m_next_end_look;
    std::mt19937_64 m_random;
};

}  // namespace rig

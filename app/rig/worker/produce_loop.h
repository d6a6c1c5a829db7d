// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/worker/pacer.h"
#include "rig/worker/steering.h"
#include "rig/worker/synthetic_event.h"
#include "rig/worker/worker_options.h"
#include "rig/worker/worker_output.h"

#include <ringlib/ringlib.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <random>
#include <utility>

namespace rig {

/// Publishes synthetic events at the rate that is wanted, as far as there is room.
template <std::size_t Bytes>
class ProduceLoop {
public:
    using Event = SyntheticEvent<Bytes>;
    using Clock = Steering::Clock;
    using TimePoint = Steering::TimePoint;

    ProduceLoop(
        ringlib::Producer<Event>& producer, std::uint32_t epoch, const ProduceOptions& options)
        : m_producer(producer)
        , m_epoch(epoch)
        , m_batch(options.batch.value_or(1))
        , m_managed(options.liveness.has_value())
        , m_left(options.count.value_or(std::numeric_limits<std::uint64_t>::max()))
        , m_pacer(options.load, options.rate, phase_of(options))
    {
    }

    /// Until something ends it; with an output that broke, at once.
    /// @errors what the ring says when it takes no more events.
    [[nodiscard]] ringlib::Expected<WorkerEnd> run(Steering& steering, WorkerOutput& output)
    {
        m_pacer.start(Clock::now());
        while (!output.is_broken()) {
            const TimePoint now = Clock::now();
            attend(steering, output, now);
            if (const auto end = steering.end()) {
                return *end;
            }
            const std::uint64_t wanted = std::min(m_batch, m_left);
            if (m_pacer.due(now, wanted) < wanted) {
                steering.sleep_until(m_pacer.next(now, wanted));
                continue;
            }
            if (publish(wanted, now, steering, output)) {
                note_published(wanted, now);
            } else if (auto error = m_producer.failure()) {
                return ringlib::Unexpected{std::move(*error)};
            } else {
                wait_for_room(wanted, steering, now);
            }
            if (m_left == 0) {
                return WorkerEnd::Count;
            }
        }
        return WorkerEnd::Control;
    }

    [[nodiscard]] const WorkerTotals& totals() const { return m_totals; }

private:
    static constexpr auto kSlice = std::chrono::milliseconds(20);  // between two looks at commands

    // A pattern begins where the seed says, so that several producers do not swing together.
    static std::chrono::nanoseconds phase_of(const ProduceOptions& options)
    {
        const auto period = static_cast<std::uint64_t>(period_of(options.load).count());
        if (options.seed == 0 || period == 0) {
            return {};
        }
        return std::chrono::nanoseconds(
            static_cast<std::int64_t>(std::mt19937_64(options.seed)() % period));
    }
    static std::uint64_t ns_of(TimePoint time)
    {
        return static_cast<std::uint64_t>(
            std::chrono::nanoseconds(time.time_since_epoch()).count());
    }

    void attend(Steering& steering, WorkerOutput& output, TimePoint now)
    {
        steering.look(now);
        if (const auto rate = steering.take_rate()) {
            m_pacer.set_rate(*rate, now);
        }
        if (const auto factor = steering.take_factor()) {
            m_pacer.set_factor(*factor, now);
        }
        if (output.progress_is_due(now)) {
            output.progress(m_totals, now);
        }
    }

    [[nodiscard]] std::uint64_t next_sequence() const
    {
        return static_cast<std::uint64_t>(m_producer.last_published_sequence() + 1);
    }

    // A managed producer asks first: that is when the consumers it requires are watched.
    bool publish(std::uint64_t n, TimePoint now, Steering& steering, WorkerOutput& output)
    {
        if (m_managed && !m_producer.wait_for_room_managed(n, {})) {
            return false;
        }
        return steering.has_disturbance() ? publish_disturbed(n, steering, output)
                                          : try_publish(n, now);
    }

    bool try_publish(std::uint64_t n, TimePoint now)
    {
        const std::uint64_t first = next_sequence();
        return m_producer
            .try_publish_batch(n,
                [&](Event& event, std::size_t i) {
                    fill_event(event, first + i, m_epoch, ns_of(now));
                })
            .has_value();
    }

    // With the slots in hand, as `try_publish` has them, and time to be disturbed.
    bool publish_disturbed(std::uint64_t n, Steering& steering, WorkerOutput& output)
    {
        auto claim = m_producer.try_claim_batch(n);
        if (!claim) {
            return false;
        }
        steering.pass(CrashPoint::Claim);
        if (const auto freeze = steering.take_freeze()) {
            output.freeze(*freeze, static_cast<std::int64_t>(next_sequence()));
            steering.hold_until(Clock::now() + *freeze, [&](TimePoint now) {
                if (output.progress_is_due(now)) {
                    output.progress(m_totals, now);
                }
            });
        }
        const std::uint64_t first = next_sequence();
        const std::uint64_t now_ns = ns_of(Clock::now());
        for (std::size_t i = 0; i < n; ++i) {
            if (i == n / 2 && steering.is_to_crash_at(CrashPoint::Write)) {
                write_half((*claim)[i], first + i, now_ns);
                steering.pass(CrashPoint::Write);
            }
            fill_event((*claim)[i], first + i, m_epoch, now_ns);
        }
        std::move(*claim).publish();
        steering.pass(CrashPoint::Publish);
        return true;
    }

    void write_half(Event& slot, std::uint64_t sequence, std::uint64_t now_ns)
    {
        Event event{};
        fill_event(event, sequence, m_epoch, now_ns);
        std::memcpy(&slot, &event, sizeof(event) / 2);
    }

    void note_published(std::uint64_t n, TimePoint now)
    {
        StreamTotals& stream = m_totals.stream;
        stream.last = m_producer.last_published_sequence();
        if (stream.first < 0) {
            stream.first = stream.last - static_cast<std::int64_t>(n) + 1;
        }
        stream.events += n;
        m_left -= n;
        m_pacer.published(n);
        const std::uint64_t held_ns = m_held ? ns_of(now) - ns_of(m_held_since) : 0;
        m_totals.latency.record(held_ns, n);
        m_producer.record_publish_latency_ns(held_ns);
        m_held = false;
    }

    // The library waits for the room of one event, and wakes for it.
    void wait_for_room(std::uint64_t n, Steering& steering, TimePoint now)
    {
        if (!m_held) {
            m_held = true;
            m_held_since = now;
        }
        if (m_managed) {
            static_cast<void>(m_producer.wait_for_room_managed(n, kSlice));  // likewise
            return;
        }
        if (n != 1 || steering.has_disturbance()) {
            static_cast<void>(m_producer.wait_for_room(n, kSlice));  // the next round sees
            return;
        }
        TimePoint there;
        const std::uint64_t sequence = next_sequence();
        const auto published = m_producer.publish_with_timeout(kSlice, [&](Event& event) {
            there = Clock::now();
            fill_event(event, sequence, m_epoch, ns_of(there));
        });
        if (published) {
            note_published(1, there);
        }
    }

    ringlib::Producer<Event>& m_producer;
    std::uint32_t m_epoch;
    std::uint64_t m_batch;
    bool m_managed;  // it watches the consumers that it requires
    std::uint64_t m_left;
    Pacer m_pacer;
    WorkerTotals m_totals;
    bool m_held = false;
    TimePoint m_held_since;
};

}  // namespace rig

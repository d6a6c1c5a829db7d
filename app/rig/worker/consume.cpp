// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/consume.h"

#include "rig/worker/consume_loop.h"
#include "rig/worker/synthetic_event.h"

#include <ringlib/ringlib.h>

#include <utility>

namespace rig {
namespace {

using ringlib::Errc;
using ringlib::Expected;
using Clock = Steering::Clock;

constexpr auto kLookInterval = std::chrono::milliseconds(2);

template <std::size_t Bytes>
Expected<ringlib::Consumer<SyntheticEvent<Bytes>>> build(
    const ConsumeOptions& options, std::uint64_t capacity)
{
    using Event = SyntheticEvent<Bytes>;
    const RingTarget& ring = options.ring;
    auto builder = ring.backend == ringlib::Backend::Shm
        ? ringlib::attach_shared_consumer<Event>(ring.name, capacity)
        : ringlib::attach_mmap_consumer<Event>(ring.name, capacity);
    builder.with_consumer_id(options.id)
        .start_at(options.start)
        .with_wait_strategy(options.wait)
        .with_ready_timeout({});
    if (options.core) {
        builder.with_consumer_core(*options.core);
    }
    return builder.build_consumer();
}

ExitCode verdict(const StreamTotals& stream, WorkerEnd end)
{
    return stream.is_clean() ? exit_code_of(end) : ExitCode::Violated;
}

template <std::size_t Bytes>
Expected<ExitCode> run(
    const ConsumeOptions& options, std::uint64_t capacity, Steering& steering, WorkerOutput& output)
{
    auto consumer = build<Bytes>(options, capacity);
    if (!consumer) {
        return ringlib::Unexpected{std::move(consumer.error())};
    }
    steering.joined(Clock::now(), options.duration);
    output.ready(
        {.capacity = capacity, .event_size = Bytes, .sequence = consumer->current_sequence()},
        Clock::now());
    ConsumeLoop<Bytes> loop(*consumer, options);
    on_memory_lost([&] {
        const WorkerTotals totals = loop.totals();
        output.summary(totals, WorkerEnd::Truncated, Clock::now());
        return static_cast<int>(verdict(totals.stream, WorkerEnd::Truncated));
    });
    const WorkerEnd end = loop.run(steering, output);
    consumer->detach();
    const WorkerTotals totals = loop.totals();
    output.summary(totals, end, Clock::now());
    return verdict(totals.stream, end);
}

Expected<ExitCode> join_and_run(
    const ConsumeOptions& options, Steering& steering, WorkerOutput& output)
{
    const auto observer = ringlib::RingObserver::attach(options.ring.name_or_path());
    if (!observer) {
        return ringlib::Unexpected{observer.error()};
    }
    const ringlib::RingInfo& ring = observer->info();
    if (!is_event_size(ring.event_size)) {
        ringlib::Error error{};
        error.code = Errc::EventMismatch;
        error.ring = options.ring.name;
        error.detail = "its events have " + std::to_string(ring.event_size)
            + " bytes, those of ringworker 32, 64, 128 ... 4096; read it with its own program";
        return ringlib::Unexpected{std::move(error)};
    }
    return with_event_size(ring.event_size,
        [&]<std::size_t Bytes>() { return run<Bytes>(options, ring.capacity, steering, output); });
}

}  // namespace

Expected<ExitCode> consume(const ConsumeOptions& options, Steering& steering, WorkerOutput& output)
{
    const auto deadline = Clock::now() + options.ready_timeout;
    bool mismatched = false;
    for (;;) {
        const auto now = Clock::now();
        steering.look(now);
        if (const auto end = steering.end()) {
            output.summary({}, *end, now);
            return exit_code_of(*end);
        }
        auto exit = join_and_run(options, steering, output);
        if (exit) {
            return exit;
        }
        const Errc code = exit.error().code;
        const bool may_come = code == Errc::NotFound || code == Errc::NotReady;
        // The name may have gone to a ring of another shape between the two looks at it.
        const bool look_again
            = (code == Errc::CapacityMismatch || code == Errc::EventMismatch) && !mismatched;
        if (!look_again && (!may_come || now >= deadline)) {
            return exit;
        }
        mismatched = mismatched || look_again;
        steering.sleep_until(now + kLookInterval);
    }
}

}  // namespace rig

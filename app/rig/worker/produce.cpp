// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/produce.h"

#include "rig/worker/gathering.h"
#include "rig/worker/produce_loop.h"
#include "rig/worker/synthetic_event.h"

#include <ringlib/ringlib.h>

#include <memory>
#include <utility>

namespace rig {
namespace {

using ringlib::CoordinationMode;
using ringlib::Expected;
using Clock = Steering::Clock;

template <std::size_t Bytes>
Expected<ringlib::Producer<SyntheticEvent<Bytes>>> build(
    const ProduceOptions& options, WorkerOutput& output)
{
    using Event = SyntheticEvent<Bytes>;
    const RingTarget& ring = options.ring;
    auto builder = ring.backend == ringlib::Backend::Shm
        ? ringlib::build_shared_single_producer<Event>(ring.name, options.capacity)
        : ringlib::build_mmap_single_producer<Event>(ring.name, options.capacity);
    builder.with_wait_strategy(options.wait)
        .on_existing(options.on_existing)
        .with_event_schema(synthetic_schema<Bytes>())
        .with_latency_histograms();
    if (options.liveness) {
        auto liveness = *options.liveness;
        liveness.alert_hook
            = [&output](const ringlib::RequiredConsumerAlert& alert) { output.alert(alert); };
        builder.with_liveness(std::move(liveness));
    }
    if (options.coordination.kind() != CoordinationMode::Kind::WaitForConsumers) {
        builder.with_coordination(options.coordination);
    }
    if (options.max_consumers) {
        builder.with_max_consumers(*options.max_consumers);
    }
    if (options.core) {
        builder.with_process_core(*options.core);
    }
    return builder.build_producer();
}

Expected<std::uint32_t> epoch_of(ringlib::RingObserver& observer)
{
    ringlib::RingSnapshot snapshot;
    auto taken = observer.snapshot(snapshot);
    return taken.map([&] { return static_cast<std::uint32_t>(snapshot.producer.epoch); });
}

/// The consumers that it needs did not come, or failed.
ExitCode end_unattended(
    const ringlib::Error& error, const WorkerTotals& totals, WorkerOutput& output)
{
    complain(error.message());
    output.refused(error);
    output.summary(totals, WorkerEnd::RequiredConsumerFailed, Clock::now());
    return exit_code_of(error.code);
}

/// Nobody came. A ring that this process created is removed; one that it took over stays as its
/// dead producer left it, for another successor.
template <typename Producer>
void give_up(Producer&& producer, const RingTarget& ring, bool created)
{
    if (!created) {
        static auto* const kNeverClosed = new Producer(std::forward<Producer>(producer));
        static_cast<void>(kNeverClosed);
        return;
    }
    producer.close();
    // Of a file, which outlives its producer. Refused while somebody is attached, and rightly so.
    static_cast<void>(ringlib::remove_ring(ring.name_or_path()));
}

template <std::size_t Bytes>
Expected<ExitCode> run(const ProduceOptions& options, Steering& steering, WorkerOutput& output)
{
    auto producer = build<Bytes>(options, output);
    if (!producer) {
        return ringlib::Unexpected{std::move(producer.error())};
    }
    auto observer = ringlib::RingObserver::attach(options.ring.name_or_path());
    const auto epoch = observer.and_then(epoch_of);
    if (!epoch) {
        return ringlib::Unexpected{epoch.error()};
    }
    steering.joined(Clock::now(), options.duration);
    output.ready({.capacity = options.capacity,
                     .event_size = Bytes,
                     .sequence = producer->last_published_sequence()},
        Clock::now());
    ProduceLoop<Bytes> loop(*producer, *epoch, options);
    on_memory_lost([&] {
        output.summary(loop.totals(), WorkerEnd::Truncated, Clock::now());
        return static_cast<int>(exit_code_of(WorkerEnd::Truncated));
    });
    if (options.coordination.kind() == CoordinationMode::Kind::WaitForConsumers) {
        if (auto missing = gather_consumers(*observer, options.coordination, steering)) {
            give_up(std::move(*producer), options.ring, *epoch == 1);
            return end_unattended(*missing, loop.totals(), output);
        }
    }
    auto end = loop.run(steering, output);
    producer->close();
    if (!end) {
        if (exit_code_of(end.error().code) == ExitCode::Unattended) {
            return end_unattended(end.error(), loop.totals(), output);
        }
        return ringlib::Unexpected{std::move(end.error())};
    }
    output.summary(loop.totals(), *end, Clock::now());
    return exit_code_of(*end);
}

}  // namespace

Expected<ExitCode> produce(const ProduceOptions& options, Steering& steering, WorkerOutput& output)
{
    steering.look(Clock::now());
    if (const auto end = steering.end()) {
        output.summary({}, *end, Clock::now());
        return exit_code_of(*end);
    }
    return with_event_size(options.event_size,
        [&]<std::size_t Bytes>() { return run<Bytes>(options, steering, output); });
}

}  // namespace rig

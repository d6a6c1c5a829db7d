// SPDX-License-Identifier: MIT OR Apache-2.0
// What one side costs by itself: nobody else touches the lines, so these are lower bounds.
#include "bench_event.h"

#include <ringlib/ringlib.h>

#include <benchmark/benchmark.h>
#include <vector>

namespace {

using namespace ringlib;
using ringbench::ring_name;

constexpr std::size_t kCapacity = 4096;

template <std::size_t Bytes>
void publish_to_nobody(benchmark::State& state)
{
    using Event = ringbench::Event<Bytes>;
    auto producer
        = build_shared_single_producer<Event>(ring_name("publish"), kCapacity).build_producer();
    if (!producer) {
        state.SkipWithError(producer.error().message().c_str());
        return;
    }
    std::uint64_t value = 0;
    for (auto _ : state) {
        producer->try_publish([&](Event& event) { event.words.fill(++value); });
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK_TEMPLATE(publish_to_nobody, 8);
BENCHMARK_TEMPLATE(publish_to_nobody, 64);
BENCHMARK_TEMPLATE(publish_to_nobody, 1024);

// Filled and drained by turns, so that each side finds work every time.
void publish_and_consume(benchmark::State& state)
{
    using Event = ringbench::Event<64>;
    const std::string name = ring_name("consume");
    const auto batch = static_cast<std::size_t>(state.range(0));
    auto producer = build_shared_single_producer<Event>(name, kCapacity).build_producer();
    auto consumer = attach_shared_consumer<Event>(name, kCapacity).build_consumer();
    if (!producer || !consumer) {
        state.SkipWithError("no ring");
        return;
    }
    std::uint64_t sum = 0;
    for (auto _ : state) {
        producer->try_publish_batch(
            batch, [&](Event& event, std::size_t i) { event.words.fill(i); });
        consumer->process_available(
            [&](const Event& event, Sequence) { sum += event.words.front(); });
    }
    benchmark::DoNotOptimize(sum);
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(publish_and_consume)->Arg(1)->Arg(32)->Arg(512);

using Look = Expected<void> (RingObserver::*)(RingSnapshot&);

/// Nobody moves meanwhile, so the locks of all are asked by either.
template <Look look>
void observe(benchmark::State& state)
{
    using Event = ringbench::Event<64>;
    const std::string name = ring_name("observe");
    auto producer = build_shared_single_producer<Event>(name, kCapacity).build_producer();
    std::vector<Consumer<Event>> consumers;
    for (std::int64_t i = 0; producer && i < state.range(0); ++i) {
        auto consumer = attach_shared_consumer<Event>(name, kCapacity).build_consumer();
        if (consumer) {
            consumers.push_back(std::move(*consumer));
        }
    }
    auto observer = RingObserver::attach(name);
    if (!observer || std::ssize(consumers) != state.range(0)) {
        state.SkipWithError("no ring");
        return;
    }
    RingSnapshot snapshot;
    static_cast<void>(observer->snapshot(snapshot));
    for (auto _ : state) {
        if (!((*observer).*look)(snapshot)) {
            state.SkipWithError("no snapshot");
            break;
        }
        benchmark::DoNotOptimize(snapshot);
    }
}
BENCHMARK(observe<&RingObserver::snapshot>)->Name("observe")->Arg(1)->Arg(8)->Arg(64);
BENCHMARK(observe<&RingObserver::refresh>)->Name("observe_again")->Arg(1)->Arg(8)->Arg(64);

}  // namespace

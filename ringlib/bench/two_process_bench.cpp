// SPDX-License-Identifier: MIT OR Apache-2.0
// What two processes do to each other. Rounds are paired: each compares two strategies in the same
// half second, with the order reversed every other round, so a noisy machine is in both figures.
#include "bench_event.h"

#include <ringlib/ringlib.h>

#include <benchmark/benchmark.h>
#include <chrono>
#include <sys/wait.h>

namespace {

using namespace ringlib;
using Event = ringbench::Event<64>;

constexpr std::size_t kCapacity = 65'536;
constexpr const char* kConsumer = "cp_0";
constexpr std::uint64_t kEvents = 3'000'000;

/// The child's exit code: 0 when it saw every event in order.
int consume_all(const std::string& name, WaitStrategy wait)
{
    auto consumer = attach_shared_consumer<Event>(name, kCapacity)
                        .with_wait_strategy(wait)
                        .with_consumer_id(kConsumer)
                        .build_consumer();
    if (!consumer) {
        return 1;
    }
    std::uint64_t expected = 0;
    bool in_order = true;
    const auto take = [&](const Event& event, Sequence, bool) {
        in_order = in_order && event.words.front() == expected;
        ++expected;
    };
    while (consumer->process_available_blocking(take) != 0) { }
    return in_order && expected == kEvents ? 0 : 2;
}

/// Events per second from the first publish until the child
/// has seen the last; 0 when it went wrong.
double throughput(WaitStrategy wait)
{
    const std::string name = ringbench::ring_name("pair");
    // Before there is a producer: a child would inherit its locks.
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(consume_all(name, wait));
    }
    auto producer = build_shared_single_producer<Event>(name, kCapacity)
                        .with_wait_strategy(wait)
                        .build_producer();
    if (!producer) {
        return 0;
    }
    while (!producer->wait_for_consumer_id(kConsumer, std::chrono::milliseconds(10))) {
        if (::waitpid(child, nullptr, WNOHANG) != 0) {
            return 0;
        }
    }
    const auto begin = std::chrono::steady_clock::now();
    for (std::uint64_t i = 0; i < kEvents; ++i) {
        if (!producer->publish([&](Event& event) { event.words.fill(i); })) {
            return 0;
        }
    }
    const bool consumed = producer->wait_until_consumed(
        static_cast<Sequence>(kEvents) - 1, std::chrono::seconds(20));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    producer->close();
    int status = 0;
    ::waitpid(child, &status, 0);
    return consumed && status == 0 ? static_cast<double>(kEvents) / took.count() : 0;
}

// What it costs a publisher that its consumer may sleep, while it does not.
void block_against_spinning(benchmark::State& state)
{
    static bool block_first = false;  // from one repetition to the next
    for (auto _ : state) {
        block_first = !block_first;
        const double first
            = throughput(block_first ? WaitStrategy::block() : WaitStrategy::busy_spin_with_hint());
        const double second
            = throughput(block_first ? WaitStrategy::busy_spin_with_hint() : WaitStrategy::block());
        if (first == 0 || second == 0) {
            state.SkipWithError("an event was lost, or the consumer did not come");
            return;
        }
        const double block = block_first ? first : second;
        const double hint = block_first ? second : first;
        state.counters["block_M/s"] = block / 1e6;
        state.counters["hint_M/s"] = hint / 1e6;
        state.counters["block/hint"] = block / hint;
    }
}
BENCHMARK(block_against_spinning)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->Repetitions(21)
    ->ReportAggregatesOnly();

}  // namespace

// SPDX-License-Identifier: MIT OR Apache-2.0
// What two processes do to each other. Rounds are paired: each compares two settings in the same
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

struct Setting {
    WaitStrategy wait = WaitStrategy::block();
    bool managed = false;  ///< with the consumer required, and histograms in the ring
};

ProducerBuilder<Event> producer_for(const std::string& name, const Setting& setting)
{
    auto builder = build_shared_single_producer<Event>(name, kCapacity);
    builder.with_wait_strategy(setting.wait).with_latency_histograms(setting.managed);
    if (setting.managed) {
        RequiredConsumerLivenessConfig liveness;
        liveness.required_consumer_ids = {kConsumer};
        builder.with_liveness(liveness);
    }
    return builder;
}

bool publish_all(Producer<Event>& producer, bool managed)
{
    bool published = true;
    for (std::uint64_t i = 0; published && i < kEvents; ++i) {
        const auto fill = [&](Event& event) { event.words.fill(i); };
        published = managed ? producer.publish_managed(fill).has_value()
                            : producer.publish(fill).has_value();
    }
    return published;
}

/// Events per second from the first publish until the child
/// has seen the last; 0 when it went wrong.
double throughput(const Setting& setting)
{
    const std::string name = ringbench::ring_name("pair");
    // Before there is a producer: a child would inherit its locks.
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(consume_all(name, setting.wait));
    }
    auto producer = producer_for(name, setting).build_producer();
    if (!producer) {
        return 0;
    }
    while (!producer->wait_for_consumer_id(kConsumer, std::chrono::milliseconds(10))) {
        if (::waitpid(child, nullptr, WNOHANG) != 0) {
            return 0;
        }
    }
    const auto begin = std::chrono::steady_clock::now();
    const bool consumed = publish_all(*producer, setting.managed)
        && producer->wait_until_consumed(
            static_cast<Sequence>(kEvents) - 1, std::chrono::seconds(20));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    producer->close();
    int status = 0;
    ::waitpid(child, &status, 0);
    return consumed && status == 0 ? static_cast<double>(kEvents) / took.count() : 0;
}

/// The rates of both in one round, and their ratio.
void compare(benchmark::State& state, const Setting& setting, const Setting& with)
{
    static bool setting_first = false;  // from one repetition to the next
    for (auto _ : state) {
        setting_first = !setting_first;
        const double first = throughput(setting_first ? setting : with);
        const double second = throughput(setting_first ? with : setting);
        if (first == 0 || second == 0) {
            state.SkipWithError("an event was lost, or the consumer did not come");
            return;
        }
        const double one = setting_first ? first : second;
        const double other = setting_first ? second : first;
        state.counters["M/s"] = one / 1e6;
        state.counters["reference_M/s"] = other / 1e6;
        state.counters["ratio"] = one / other;
    }
}

// What it costs a publisher that its consumer may sleep, while it does not.
void block_against_spinning(benchmark::State& state)
{
    compare(state, {.wait = WaitStrategy::block()}, {.wait = WaitStrategy::busy_spin_with_hint()});
}

// What it costs a publisher to watch its consumer.
void managed_against_plain(benchmark::State& state)
{
    compare(state, {.managed = true}, {.managed = false});
}

void in_pairs(benchmark::internal::Benchmark* pair)
{
    pair->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(21)->ReportAggregatesOnly();
}
BENCHMARK(block_against_spinning)->Apply(in_pairs);
BENCHMARK(managed_against_plain)->Apply(in_pairs);

}  // namespace

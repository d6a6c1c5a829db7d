// SPDX-License-Identifier: MIT OR Apache-2.0
// What looking costs: many rings at once, a day of looking, and what the producer notices of it.
#include "monitor/recording/live_recorder.h"
#include "monitor/ring_directory.h"
#include "monitor/ring_model.h"
#include "monitor/ringctl/fleet.h"
#include "monitor/sampler.h"

#include "support/temporary_ring.h"

#include <ringlib/ringlib.h>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <vector>

namespace {

using monitor::Clock;

struct Tick {
    std::uint64_t value;
};
constexpr std::size_t kCapacity = 1024;

/// Rings with consumers, all of this process.
class Rings {
public:
    Rings(std::size_t rings, std::size_t consumers)
    {
        for (std::size_t i = 0; i < rings; ++i) {
            names.push_back(m_own.name() + "-" + std::to_string(i));
            m_producers.push_back(
                ringlib::build_shared_single_producer<Tick>(names.back(), kCapacity)
                    .build_producer()
                    .value());
            for (std::size_t c = 0; c < consumers; ++c) {
                m_consumers.push_back(ringlib::attach_shared_consumer<Tick>(names.back(), kCapacity)
                                          .with_consumer_id("cp_" + std::to_string(c))
                                          .build_consumer()
                                          .value());
            }
        }
    }
    void publish()
    {
        for (auto& producer : m_producers) {
            producer.try_publish([](Tick& tick) { ++tick.value; });
        }
    }

    std::vector<std::string> names;

private:
    ringtest::TemporaryRing m_own;
    std::vector<ringlib::Producer<Tick>> m_producers;
    std::vector<ringlib::Consumer<Tick>> m_consumers;
};

void list_rings(benchmark::State& state)
{
    const Rings rings(static_cast<std::size_t>(state.range(0)), 0);
    for (auto _ : state) {
        monitor::RingDirectory directory;
        benchmark::DoNotOptimize(directory.refresh(Clock::now()));
    }
}
BENCHMARK(list_rings)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond)->UseRealTime();

void tick_of_rings_with_8_consumers(benchmark::State& state)
{
    constexpr std::size_t kConsumers = 8;
    Rings rings(static_cast<std::size_t>(state.range(0)), kConsumers);
    monitor::Fleet::Options options;
    options.rings = rings.names;
    monitor::Fleet fleet(options);
    fleet.tick(Clock::now());
    for (auto _ : state) {
        rings.publish();
        fleet.tick(Clock::now());
    }
}
BENCHMARK(tick_of_rings_with_8_consumers)
    ->Arg(1)
    ->Arg(100)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// What the flight recorder adds to one sample of a ring, and how much it keeps of it.
void sample_kept(benchmark::State& state)
{
    monitor::recording::Configuration configuration;
    configuration.rate_hz = 100;
    configuration.rate_span = monitor::RingModelOptions().rate_span;
    monitor::recording::LiveRecorder recorder(configuration);
    monitor::recording::LiveRecorder::Ring& ring = recorder.ring("orders");
    monitor::RingModel model("orders");
    ringlib::RingInfo info;
    info.capacity = kCapacity;
    ring.attached(info);
    model.attached(info);
    ringlib::RingSnapshot snapshot;
    snapshot.capacity = kCapacity;
    snapshot.taken_ns = 1'000'000'000;
    snapshot.consumers.resize(static_cast<std::size_t>(state.range(0)));
    for (std::size_t i = 0; i < snapshot.consumers.size(); ++i) {
        snapshot.consumers[i].id = "cp_" + std::to_string(i);
        snapshot.consumers[i].slot_state = ringlib::SlotState::Active;
    }
    const monitor::ProcessFacts facts;
    model.advance(snapshot, facts, monitor::from_monotonic_ns(snapshot.taken_ns));
    std::uint64_t jitter = 12'345;
    for (auto _ : state) {
        jitter = jitter * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        snapshot.taken_ns += 10'000'000 + (jitter >> 48U);
        snapshot.width_ns = 3000 + (jitter >> 53U);
        snapshot.producer.sequence += 5000;
        for (auto& consumer : snapshot.consumers) {
            consumer.sequence
                = snapshot.producer.sequence - static_cast<ringlib::Sequence>(jitter >> 56U);
        }
        const monitor::TimePoint now = monitor::from_monotonic_ns(snapshot.taken_ns);
        ring.sampled(snapshot, facts, now);
        ring.said(model.reading());
        recorder.tick(now);
    }
    const auto kept = recorder.memory();
    state.counters["bytes_a_sample"] = static_cast<double>(kept.bytes)
        / monitor::to_seconds(monitor::from_monotonic_ns(snapshot.taken_ns) - *kept.since) / 100;
}
BENCHMARK(sample_kept)->Arg(0)->Arg(3)->Arg(8)->Arg(32);

/// Hours of a ring in a model, as fast as it goes; each hour must cost what the first one did.
void simulated_hours(benchmark::State& state)
{
    monitor::RingModel model("orders");
    ringlib::RingInfo info;
    info.capacity = kCapacity;
    model.attached(info);
    ringlib::RingSnapshot snapshot;
    snapshot.capacity = kCapacity;
    snapshot.producer.presence = ringlib::Presence::Alive;
    snapshot.consumers.resize(8);
    for (std::size_t i = 0; i < snapshot.consumers.size(); ++i) {
        snapshot.consumers[i].id = "cp_" + std::to_string(i);
        snapshot.consumers[i].presence = ringlib::Presence::Alive;
        snapshot.consumers[i].slot_state = ringlib::SlotState::Active;
    }
    const monitor::ProcessFacts facts;
    constexpr std::int64_t kSamplesAnHour = 360'000;
    std::int64_t now_ms = 0;
    for (auto _ : state) {
        for (std::int64_t i = 0; i < kSamplesAnHour; ++i) {
            now_ms += 10;
            snapshot.producer.sequence += 1000;
            for (auto& consumer : snapshot.consumers) {
                consumer.sequence = snapshot.producer.sequence - now_ms % 700;
            }
            model.advance(snapshot, facts, monitor::TimePoint(std::chrono::milliseconds(now_ms)));
        }
    }
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    state.counters["max_rss_KiB"] = static_cast<double>(usage.ru_maxrss);
}
BENCHMARK(simulated_hours)->Iterations(1)->Repetitions(24)->Unit(benchmark::kMillisecond);

/// Events a producer publishes to one consumer in `span`, both on threads of this process.
double events_in(std::chrono::milliseconds span, ringlib::Producer<Tick>& producer,
    ringlib::Consumer<Tick>& consumer)
{
    std::atomic<bool> stop = false;
    std::thread reader([&] {
        while (!stop.load(std::memory_order_relaxed)) {
            consumer.process_available([](const Tick&, ringlib::Sequence) {});
        }
    });
    const auto begun = Clock::now();
    const ringlib::Sequence first = producer.last_published_sequence();
    while (Clock::now() - begun < span) {
        for (int i = 0; i < 256; ++i) {
            producer.try_publish([](Tick& tick) { ++tick.value; });
        }
    }
    stop = true;
    reader.join();
    return static_cast<double>(producer.last_published_sequence() - first)
        / monitor::to_seconds(Clock::now() - begun);
}

/// Ratio of what is published while `Looker` looks at so many Hz, by what is without; the median
/// of pairs that take turns.
template <typename Looker>
void producer_beside(benchmark::State& state, const char* what)
{
    const ringtest::TemporaryRing ring;
    auto producer = ringlib::build_shared_single_producer<Tick>(ring.name(), kCapacity)
                        .build_producer()
                        .value();
    auto consumer
        = ringlib::attach_shared_consumer<Tick>(ring.name(), kCapacity).build_consumer().value();
    constexpr auto kSpan = std::chrono::milliseconds(200);
    std::vector<double> ratios;
    for (auto _ : state) {
        const double without = events_in(kSpan, producer, consumer);
        const Looker looker(ring.name(), static_cast<double>(state.range(0)));
        ratios.push_back(events_in(kSpan, producer, consumer) / without);
        std::printf("{\"bench\":\"%s\",\"hz\":%ld,\"ratio\":%.4f}\n", what,
            static_cast<long>(state.range(0)), ratios.back());
    }
    std::sort(ratios.begin(), ratios.end());
    state.counters["median_ratio"] = ratios[ratios.size() / 2];
}

class Sampling {
public:
    Sampling(const std::string& ring, double rate_hz)
        : m_sampler(options(rate_hz))
    {
        m_sampler.watch(ring);
    }

private:
    static monitor::SamplerOptions options(double rate_hz)
    {
        monitor::SamplerOptions options;
        options.rate_hz = rate_hz;
        return options;
    }
    monitor::Sampler m_sampler;
};

/// A thread that wakes as often and does nothing: what no sampler can be cheaper than.
class Waking {
public:
    Waking(const std::string&, double rate_hz)
        : m_thread([rate_hz](const std::stop_token& stop) {
            const auto period = std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 / rate_hz));
            for (auto next = Clock::now(); !stop.stop_requested();) {
                std::this_thread::sleep_until(next += period);
            }
        })
    {
    }

private:
    std::jthread m_thread;
};

void producer_while_sampled(benchmark::State& state)
{
    producer_beside<Sampling>(state, "producer_while_sampled");
}
BENCHMARK(producer_while_sampled)->Arg(100)->Arg(1000)->Iterations(21)->UseRealTime();

void producer_beside_a_bare_timer(benchmark::State& state)
{
    producer_beside<Waking>(state, "producer_beside_a_bare_timer");
}
BENCHMARK(producer_beside_a_bare_timer)->Arg(1000)->Iterations(21)->UseRealTime();

}  // namespace

int main(int argc, char** argv)
{
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;  // each endpoint holds some
    ::setrlimit(RLIMIT_NOFILE, &files);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
        return EXIT_FAILURE;
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}

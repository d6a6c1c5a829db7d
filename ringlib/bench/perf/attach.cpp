// SPDX-License-Identifier: MIT OR Apache-2.0
#include "perf/attach.h"

#include "measure/measure.h"

namespace ringbench {
namespace {

using Ring = TunedRing<Use{.managed = false}>;

void publish_until_done(const TunedSetup& setup, Stage& stage)
{
    constexpr std::uint64_t kIntervalNs = 10'000;
    Ring::Producer<64> producer(setup);
    stage.ready.store(1);
    for (std::uint64_t i = 0; stage.done.load() == 0; ++i) {
        producer.try_send(i, 1);
        for (const std::uint64_t due = clock_ns() + kIntervalNs; clock_ns() < due;) {
            ringlib::detail::pause();
        }
    }
}

}  // namespace

std::optional<Percentiles> attach_latency(const TunedSetup& setup)
{
    const SharedPage<Stage> stage;
    const pid_t producer = on_core(0, [&] { publish_until_done(setup, *stage); });
    while (stage->ready.load() == 0 && ::waitpid(producer, nullptr, WNOHANG) == 0) {
        ::sched_yield();
    }
    bool well = stage->ready.load() != 0;
    for (std::size_t i = 0; well && i < setup.events; ++i) {
        well = all_ended_well({on_core(1, [&] {
            const std::uint64_t begun_ns = clock_ns();
            Ring::Consumer<64> consumer(setup, i);
            consumer.poll([](const auto&) {}, 1);
            stage->keep_time(i, clock_ns() - begun_ns);
        })});
    }
    stage->done.store(1);
    well = all_ended_well({producer}) && well;
    Ring::remove(setup);
    return well ? std::optional(
               percentiles_of(stage->times_ns.data(), stage->times_ns.data() + setup.events))
                : std::nullopt;
}

}  // namespace ringbench

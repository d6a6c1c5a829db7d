// SPDX-License-Identifier: MIT OR Apache-2.0
#include "perf/idle.h"

#include "measure/measure.h"

#include <sys/resource.h>

namespace ringbench {
namespace {

struct IdlePage {
    Stage stage;
    CoreShare share;
};

double processor_ns()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto ns = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_usec) * 1e3;
    };
    return ns(usage.ru_utime) + ns(usage.ru_stime);
}

/// Of this process, while it is in `wait`.
template <typename Wait>
CoreShare share_during(Wait&& wait)
{
    const double used_ns = processor_ns();
    const std::uint64_t begun_ns = clock_ns();
    wait();
    const double percent
        = (processor_ns() - used_ns) * 100 / static_cast<double>(clock_ns() - begun_ns);
    return {percent};
}

/// `consume` and `produce`: of a process each, for the whole of it.
template <typename Ring, typename Consume, typename Produce>
std::optional<CoreShare> in_two_processes(
    const TunedSetup& setup, Consume&& consume, Produce&& produce)
{
    const SharedPage<IdlePage> page;
    std::vector<pid_t> children;
    children.push_back(on_core(1, [&] {
        typename Ring::template Consumer<64> consumer(setup, 0);
        page->stage.wait_for_all(2);
        consume(consumer, *page);
        page->stage.done.fetch_add(1);
    }));
    children.push_back(on_core(0, [&] {
        typename Ring::template Producer<64> producer(setup);
        page->stage.wait_for_all(2);
        produce(producer, *page);
        while (page->stage.done.load() == 0) {
            ::sched_yield();
        }
    }));
    const bool well = all_ended_well(children);
    Ring::remove(setup);
    return well ? std::optional(page->share) : std::nullopt;
}

}  // namespace

std::optional<CoreShare> idle_consumer_share(
    const TunedSetup& setup, std::chrono::nanoseconds how_long)
{
    return in_two_processes<TunedRing<>>(
        setup,
        [](auto& consumer, IdlePage& page) {
            page.share = share_during([&] { consumer.poll([](const auto&) {}, 1); });
        },
        [&](auto& producer, IdlePage&) {
            std::this_thread::sleep_for(how_long);
            producer.try_send(0, 1);
        });
}

template <Use How>
std::optional<CoreShare> idle_producer_share(
    const TunedSetup& setup, std::chrono::nanoseconds how_long)
{
    return in_two_processes<TunedRing<How>>(
        setup,
        [&](auto& consumer, IdlePage&) {
            std::this_thread::sleep_for(how_long);
            for (std::uint64_t seen = 0; seen <= setup.capacity;) {
                seen += consumer.poll([](const auto&) {}, SIZE_MAX);
            }
        },
        [&](auto& producer, IdlePage& page) {
            producer.try_send(0, setup.capacity);
            page.share = share_during([&] { producer.try_send(setup.capacity, 1); });
        });
}
template std::optional<CoreShare> idle_producer_share<Use{.managed = true}>(
    const TunedSetup&, std::chrono::nanoseconds);
template std::optional<CoreShare> idle_producer_share<Use{.managed = false}>(
    const TunedSetup&, std::chrono::nanoseconds);

}  // namespace ringbench

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "perf/one_way.h"

#include "measure/measure.h"

#include <linux/futex.h>
#include <sys/syscall.h>

namespace ringbench {
namespace {

using Ring = TunedRing<>;
using Event = WorkEvent<64>;

constexpr auto kTimeToFallAsleep = std::chrono::milliseconds(2);

/// `due(i)` waits until event i is to be published, and says from when its latency counts.
template <typename Due>
std::optional<Percentiles> one_way(const TunedSetup& setup, Due&& due)
{
    const SharedPage<Stage> stage;
    std::vector<pid_t> children;
    children.push_back(on_core(1, [&] {
        Ring::Consumer<64> consumer(setup, 0);
        stage->wait_for_all(2);
        std::uint64_t expected = 0;
        std::uint64_t wrong = 0;
        const auto take = [&](const Event& event) {
            stage->keep_time(expected, clock_ns() - event.words.front());
            wrong |= event.words.back() ^ expected++;
        };
        while (expected < setup.events) {
            consumer.poll(take, SIZE_MAX);
        }
        stage->found[0].wrong = wrong;
        stage->done.fetch_add(1);
    }));
    children.push_back(on_core(0, [&] {
        Ring::Producer<64> producer(setup);
        stage->wait_for_all(2);
        for (std::uint64_t i = 0; i < setup.events; ++i) {
            const std::uint64_t from_ns = due(i);
            const bool published = producer.publish([=](Event& event) {
                event.fill(i);
                event.words.front() = from_ns;
            });
            if (!published) {
                std::abort();
            }
        }
        while (stage->done.load() == 0) {
            ::sched_yield();
        }
    }));
    add_observer<Ring>(children, setup, *stage);
    const bool well = all_ended_well(children);
    Ring::remove(setup);
    return well && stage->found[0].wrong == 0 ? std::optional(stage->percentiles(setup.events))
                                              : std::nullopt;
}

struct FutexPage {
    Stage stage;
    alignas(128) std::atomic<std::uint32_t> woken{0};
    alignas(128) std::array<std::uint64_t, kTimesMax> from_ns{};
};

void futex(std::atomic<std::uint32_t>& word, int operation, std::uint32_t value)
{
    ::syscall(SYS_futex, &word, operation, value, nullptr, nullptr, 0);
}

}  // namespace

std::optional<Percentiles> latency_at_rate(const TunedSetup& setup, double per_s)
{
    const double interval_ns = 1e9 / per_s;
    std::uint64_t begun_ns = 0;
    return one_way(setup, [&](std::uint64_t i) {
        begun_ns = i == 0 ? clock_ns() : begun_ns;
        const auto due_ns
            = begun_ns + static_cast<std::uint64_t>(static_cast<double>(i) * interval_ns);
        while (clock_ns() < due_ns) {
            ringlib::detail::pause();
        }
        return due_ns;
    });
}

std::optional<Percentiles> wake_up_latency(const TunedSetup& setup)
{
    return one_way(setup, [](std::uint64_t) {
        std::this_thread::sleep_for(kTimeToFallAsleep);
        return clock_ns();
    });
}

std::optional<Percentiles> bare_futex_latency(std::uint64_t wake_ups)
{
    const SharedPage<FutexPage> page;
    std::vector<pid_t> children;
    children.push_back(on_core(1, [&] {
        page->stage.wait_for_all(2);
        for (std::uint32_t i = 0; i < wake_ups; ++i) {
            while (page->woken.load() == i) {
                futex(page->woken, FUTEX_WAIT, i);
            }
            page->stage.keep_time(i, clock_ns() - page->from_ns[i]);
        }
    }));
    children.push_back(on_core(0, [&] {
        page->stage.wait_for_all(2);
        for (std::uint32_t i = 0; i < wake_ups; ++i) {
            std::this_thread::sleep_for(kTimeToFallAsleep);
            page->from_ns[i] = clock_ns();
            page->woken.store(i + 1);
            futex(page->woken, FUTEX_WAKE, 1);
        }
    }));
    return all_ended_well(children) ? std::optional(page->stage.percentiles(wake_ups))
                                    : std::nullopt;
}

}  // namespace ringbench

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "measure/regime.h"
#include "measure/sample.h"
#include "measure/shared_page.h"
#include "measure/work.h"

#include <ringlib/detail/processor.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <optional>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <vector>

namespace ringbench {

inline std::uint64_t clock_ns()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000
        + static_cast<std::uint64_t>(now.tv_nsec);
}

constexpr std::size_t kConsumersMax = 8;
constexpr std::size_t kTimesMax = 1 << 20;

/// Where the processes of a measurement meet, and what each found.
struct Stage {
    alignas(128) std::atomic<std::uint32_t> ready{0};
    alignas(128) std::atomic<std::uint32_t> connected{0};
    alignas(128) std::atomic<std::uint32_t> done{0};
    struct alignas(128) Found {
        std::uint64_t begun_ns = 0;
        std::uint64_t ended_ns = 0;
        std::uint64_t wrong = 0;  ///< bits that differed in any word of any event
    };
    std::array<Found, kConsumersMax> found;
    std::array<std::uint32_t, kTimesMax> times_ns{};  ///< of round trips, or of one way

    void keep_time(std::uint64_t index, std::uint64_t ns)
    {
        times_ns[index] = static_cast<std::uint32_t>(std::min<std::uint64_t>(ns, UINT32_MAX));
    }
    /// Of the first so many, from a tenth of them on: warm by then.
    [[nodiscard]] Percentiles percentiles(std::uint64_t events)
    {
        return percentiles_of(times_ns.data() + events / 10, times_ns.data() + events);
    }

    void wait_for_all(std::size_t processes)
    {
        ready.fetch_add(1);
        while (ready.load() < processes) {
            ::sched_yield();
        }
    }
};

/// Runs `body` in a process of its own, which does not outlive this one: it may spin.
template <typename Body>
[[nodiscard]] pid_t in_process(Body&& body)
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        body();
        ::_exit(0);
    }
    if (child < 0) {
        std::perror("ringbench: fork");
        std::exit(1);  // those that were started die with this one
    }
    return child;
}

/// The same on that core.
template <typename Body>
[[nodiscard]] pid_t on_core(std::size_t core, Body&& body)
{
    return in_process([&] {
        run_on_core(core);
        body();
    });
}

/// Waits for all; the first that fails ends the others, which may wait for it.
[[nodiscard]] inline bool all_ended_well(std::vector<pid_t> processes)
{
    bool well = true;
    while (!processes.empty()) {
        int status = 0;
        const auto ended = std::find(processes.begin(), processes.end(), ::wait(&status));
        if (ended == processes.end()) {
            continue;  // a daemon's
        }
        processes.erase(ended);
        if (well && (!WIFEXITED(status) || WEXITSTATUS(status) != 0)) {
            well = false;
            for (const pid_t other : processes) {
                ::kill(other, SIGKILL);
            }
        }
    }
    return well;
}

/// For peers that join two ends in the background.
template <typename Consumer>
void wait_until_connected(const Consumer& consumer)
{
    if constexpr (requires { consumer.wait_until_connected(); }) {
        consumer.wait_until_connected();
    }
}

/// A process that looks on as a monitor does, for peers that can be looked at.
template <typename Peer, typename AnySetup>
void add_observer(std::vector<pid_t>& children, const AnySetup& setup, const Stage& stage)
{
    if constexpr (requires { typename Peer::Observer; }) {
        const std::chrono::nanoseconds interval = Peer::time_between_looks(setup);
        if (interval == std::chrono::nanoseconds::zero()) {
            return;
        }
        children.push_back(in_process([&] {
            typename Peer::Observer observer(setup);
            auto next = std::chrono::steady_clock::now();
            while (stage.done.load() < setup.consumers) {
                observer.look();
                std::this_thread::sleep_until(next += interval);
            }
        }));
    }
}

inline void rest(const Setup& setup)
{
    if (setup.yields) {
        ::sched_yield();
    } else {
        ringlib::detail::pause();
    }
}

/// Events per second of the slowest consumer, from a tenth of the events on; nothing when an event
/// was wrong.
[[nodiscard]] inline std::optional<double> slowest_of(const Stage& stage, const Setup& setup)
{
    const std::uint64_t counted = setup.events - setup.events / 10;
    double slowest = 1e300;
    std::uint64_t wrong = 0;
    for (std::size_t i = 0; i < setup.consumers; ++i) {
        const Stage::Found& found = stage.found[i];
        slowest = std::min(slowest,
            static_cast<double>(counted) * 1e9
                / static_cast<double>(found.ended_ns - found.begun_ns));
        wrong |= found.wrong;
    }
    return wrong == 0 ? std::optional(slowest) : std::nullopt;
}

/// The same of that peer; nothing when a process failed, too.
template <typename Peer, std::size_t Bytes, typename AnySetup>
[[nodiscard]] std::optional<double> throughput(const AnySetup& setup)
{
    const SharedPage<Stage> stage;
    Peer::template prepare<Bytes>(setup);
    const std::size_t processes = setup.consumers + 1;
    std::vector<pid_t> children;
    for (std::size_t index = 0; index < setup.consumers; ++index) {
        children.push_back(on_core(index + 1, [&] {
            typename Peer::template Consumer<Bytes> consumer(setup, index);
            Stage::Found found;
            const std::uint64_t warm = setup.events / 10;
            const std::size_t most = setup.batch == 1 ? 1 : SIZE_MAX;
            std::uint64_t expected = 0;
            const auto take = [&](const auto& event) {
                found.wrong |= event.differs_from(expected);
                if (++expected == warm) {
                    found.begun_ns = clock_ns();
                }
            };
            stage->wait_for_all(processes);
            wait_until_connected(consumer);
            stage->connected.fetch_add(1);
            while (expected < setup.events) {
                if (consumer.poll(take, most) == 0) {
                    rest(setup);
                }
            }
            found.ended_ns = clock_ns();
            stage->found[index] = found;
            stage->done.fetch_add(1);
        }));
    }
    children.push_back(on_core(0, [&] {
        typename Peer::template Producer<Bytes> producer(setup);
        stage->wait_for_all(processes);
        while (stage->connected.load() < setup.consumers) {
            ::sched_yield();
        }
        for (std::uint64_t sent = 0; sent < setup.events; sent += setup.batch) {
            while (!producer.try_send(sent, setup.batch)) {
                rest(setup);
            }
        }
        while (stage->done.load() < setup.consumers) {
            ::sched_yield();
        }
    }));
    add_observer<Peer>(children, setup, *stage);
    const bool well = all_ended_well(children);
    Peer::remove(setup);
    return well ? slowest_of(*stage, setup) : std::nullopt;
}

/// One event in flight, there by one ring and back by another; both spin.
template <typename Peer, std::size_t Bytes>
[[nodiscard]] std::optional<Percentiles> round_trip(const Setup& setup)
{
    const SharedPage<Stage> stage;
    Setup there = setup;
    Setup back = setup;
    there.name += "-there";
    back.name += "-back";
    Peer::template prepare<Bytes>(there);
    Peer::template prepare<Bytes>(back);
    const std::uint64_t events = std::min<std::uint64_t>(setup.events, kTimesMax);
    const auto receive = [&](auto& consumer, std::uint64_t number, std::uint64_t& wrong) {
        while (consumer.poll([&](const auto& event) { wrong |= event.differs_from(number); }, 1)
            == 0) { }
    };
    std::vector<pid_t> children;
    children.push_back(on_core(1, [&] {
        typename Peer::template Consumer<Bytes> consumer(there, 0);
        typename Peer::template Producer<Bytes> producer(back);
        stage->wait_for_all(2);
        wait_until_connected(consumer);
        stage->connected.fetch_add(1);
        while (stage->connected.load() < 2) {
            ::sched_yield();
        }
        for (std::uint64_t i = 0; i < events; ++i) {
            receive(consumer, i, stage->found[1].wrong);
            while (!producer.try_send(i, 1)) { }
        }
        while (stage->done.load() == 0) {
            ::sched_yield();
        }
    }));
    children.push_back(on_core(0, [&] {
        typename Peer::template Producer<Bytes> producer(there);
        typename Peer::template Consumer<Bytes> consumer(back, 0);
        stage->wait_for_all(2);
        wait_until_connected(consumer);
        stage->connected.fetch_add(1);
        while (stage->connected.load() < 2) {
            ::sched_yield();
        }
        for (std::uint64_t i = 0; i < events; ++i) {
            const std::uint64_t begun = clock_ns();
            while (!producer.try_send(i, 1)) { }
            receive(consumer, i, stage->found[0].wrong);
            stage->keep_time(i, clock_ns() - begun);
        }
        stage->done.store(1);
    }));
    const bool well = all_ended_well(children);
    Peer::remove(there);
    Peer::remove(back);
    if (!well || stage->found[0].wrong != 0 || stage->found[1].wrong != 0) {
        return std::nullopt;
    }
    return stage->percentiles(events);
}

}  // namespace ringbench

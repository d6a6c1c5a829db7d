// SPDX-License-Identifier: MIT OR Apache-2.0
#include "peer.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>
#include <utility>
#include <vector>

namespace ringpeer {

using namespace ringlib;

namespace {

std::uint64_t counter(const std::string& ring, const std::string& label)
{
    auto observer = RingObserver::attach(ring);
    RingSnapshot snapshot;
    if (observer && observer->snapshot(snapshot)) {
        for (const CounterValue& value : snapshot.counters) {
            if (value.label == label) {
                return value.value;
            }
        }
    }
    std::cerr << "ring_peer: no counter " << label << '\n';
    std::exit(70);
}

pid_t pid_of_first_consumer(const std::string& ring)
{
    auto observer = RingObserver::attach(ring);
    RingSnapshot snapshot;
    if (observer && observer->snapshot(snapshot) && !snapshot.consumers.empty()) {
        return snapshot.consumers.front().pid;
    }
    std::cerr << "ring_peer: no consumer\n";
    std::exit(70);
}

Expected<Sequence> publish_managed(Producer<CheckedEvent>& producer)
{
    return producer.publish_managed(
        [&](CheckedEvent& event) { event.fill(producer.last_published_sequence() + 1); });
}

}  // namespace

// produce RING CAPACITY COUNT BATCH WAIT CONSUMERS: publishes COUNT events, or until SIGTERM when
// COUNT is 0. BATCH 5 means batches of 1 to 5 events, =5 means 5 always.
int produce(char** argv)
{
    const std::uint64_t count = number(argv[2]);
    const bool same_size = *argv[3] == '=';
    const std::uint64_t batch_max = number(argv[3] + (same_size ? 1 : 0));
    auto builder = producer_of(argv[0], number(argv[1]));
    builder.with_wait_strategy(strategy(argv[4]));
    if (number(argv[5]) != 0) {
        builder.with_coordination(
            CoordinationMode::wait_for_consumers(number(argv[5]), std::chrono::seconds(20)));
    }
    auto producer = builder.build_producer();
    if (!producer) {
        return refused(producer.error());
    }
    std::cout << "ready " << producer->last_published_sequence() << std::endl;
    std::mt19937_64 random(count + batch_max);
    const Sequence begin = producer->last_published_sequence() + 1;
    for (std::uint64_t done = 0; !is_stopped() && (count == 0 || done < count);) {
        std::uint64_t n = same_size ? batch_max : 1 + random() % batch_max;
        n = count == 0 ? n : std::min(n, count - done);
        const Sequence first = begin + static_cast<Sequence>(done);
        const auto published = producer->publish_batch(n, [&](CheckedEvent& event, std::size_t i) {
            event.fill(first + static_cast<Sequence>(i));
        });
        if (!published) {
            return refused(published.error());
        }
        done += n;
    }
    std::cout << "last " << producer->last_published_sequence() << std::endl;
    return 0;
}

// recreate RING CAPACITY COUNT: puts a new ring in place of a dead producer's, with COUNT events in
// it, and stays until SIGTERM.
int recreate(char** argv)
{
    block_signal(SIGTERM);
    auto producer
        = producer_of(argv[0], number(argv[1])).on_existing(OnExisting::Recreate).build_producer();
    if (!producer) {
        return refused(producer.error());
    }
    for (std::uint64_t i = 0; i < number(argv[2]); ++i) {
        if (!publish_managed(*producer)) {
            return 70;
        }
    }
    std::cout << "ready " << producer->last_published_sequence() << std::endl;
    wait_for_signal(SIGTERM);
    return 0;
}

// require RING CAPACITY ID: publishes until SIGTERM, and waits for that consumer as long as need
// be, dead or alive.
int require(char** argv)
{
    RequiredConsumerLivenessConfig liveness{.required_consumer_ids = {argv[2]}, .alert_hook = {}};
    liveness.startup_wait_timeout = std::chrono::seconds(20);
    liveness.failure_action = RequiredConsumerFailureAction::AlertOnly;
    auto producer = producer_of(argv[0], number(argv[1])).with_liveness(liveness).build_producer();
    if (!producer) {
        return refused(producer.error());
    }
    std::cout << "ready " << producer->last_published_sequence() << std::endl;
    while (!is_stopped()) {
        if (const auto published = publish_managed(*producer); !published) {
            return refused(published.error());
        }
    }
    std::cout << "last " << producer->last_published_sequence() << std::endl;
    return 0;
}

// stalls RING COUNT HOW: makes the consumer "sleeper" stall COUNT times, by SIGSTOP (HOW stop) or
// by asking it not to read (HOW doze), and wakes it at each alert. Says how many alerts came before
// their time, and how late the others were.
int stalls(char** argv)
{
    using std::chrono::nanoseconds;
    using Clock = std::chrono::steady_clock;  // CLOCK_MONOTONIC
    const bool doze = std::string(argv[2]) == "doze";
    pid_t sleeper = 0;
    Clock::time_point called;
    std::vector<nanoseconds> late;
    RequiredConsumerLivenessConfig liveness{.required_consumer_ids = {"sleeper"}, .alert_hook = {}};
    liveness.startup_wait_timeout = std::chrono::seconds(20);
    liveness.progress_timeout = std::chrono::milliseconds(20);
    liveness.progress_check_interval = std::chrono::milliseconds(2);
    liveness.failure_action = RequiredConsumerFailureAction::AlertOnly;
    liveness.alert_hook = [&](const RequiredConsumerAlert& alert) {
        const nanoseconds passed = Clock::now() - called;
        const bool true_alert = !alert.died && alert.stalled_for >= liveness.progress_timeout;
        late.push_back(true_alert ? passed - liveness.progress_timeout : nanoseconds(-1));
        ::kill(sleeper, doze ? SIGUSR2 : SIGCONT);
    };
    auto producer = producer_of(argv[0], 64).with_liveness(liveness).build_producer();
    if (!producer) {
        return refused(producer.error());
    }
    std::cout << "ready" << std::endl;
    for (std::uint64_t stall = 1; stall <= number(argv[1]); ++stall) {
        for (bool asked = false; late.size() < stall;) {
            called = Clock::now();  // the call that blocks begins to block no earlier than this
            if (!publish_managed(*producer)) {
                return 70;
            }
            if (!std::exchange(asked, true)) {
                sleeper = sleeper == 0 ? pid_of_first_consumer(argv[0]) : sleeper;
                ::kill(sleeper, doze ? SIGUSR1 : SIGSTOP);
            }
        }
    }
    std::sort(late.begin(), late.end());
    const auto early = std::count_if(
        late.begin(), late.end(), [](nanoseconds time) { return time.count() < 0; });
    std::cout << "alerts " << late.size() << " early " << early << " median_late_us "
              << late[late.size() / 2].count() / 1000 << " max_late_us "
              << late.back().count() / 1000 << std::endl;
    return 0;
}

// wakes RING WAKE_UPS SECONDS: publishes one event at a time, at random moments around the reader's
// falling asleep, until so many found it asleep or the time is over. When it falls asleep depends
// on the machine, so the moments follow what is seen.
int wakes(char** argv)
{
    auto producer = producer_of(argv[0], 1024).build_producer();
    if (!producer) {
        return refused(producer.error());
    }
    std::cout << "ready" << std::endl;
    if (!producer->wait_for_consumer_id("sleeper", std::chrono::seconds(20))) {
        return 70;
    }
    constexpr Sequence kBlock = 20;
    constexpr std::uint64_t kPauseMaxNs = 200'000'000;  // a busy machine falls asleep late
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(number(argv[2]));
    std::mt19937_64 random(1);
    std::uint64_t pause_max_ns = 20'000;
    std::uint64_t woken = 0;
    for (Sequence s = 0;
         !is_stopped() && woken < number(argv[1]) && std::chrono::steady_clock::now() < end; ++s) {
        if (!producer->publish([&](CheckedEvent& event) { event.fill(s); })) {
            return 70;
        }
        while (*producer->consumer_sequence("sleeper") != s) {
            std::this_thread::yield();
        }
        const auto pause = std::chrono::nanoseconds(random() % pause_max_ns);
        const auto until = std::chrono::steady_clock::now() + pause;
        while (std::chrono::steady_clock::now() < until) { }
        if (s % kBlock == kBlock - 1) {
            const std::uint64_t before = std::exchange(woken, counter(argv[0], "producer_wakes"));
            const bool seldom = woken - before < kBlock / 2;
            pause_max_ns
                = std::min(seldom ? pause_max_ns * 5 / 4 : pause_max_ns * 4 / 5, kPauseMaxNs);
        }
    }
    std::cout << "wakes " << counter(argv[0], "producer_wakes") << " late "
              << counter(argv[0], "sleeper.consumer_late_wakes") << std::endl;
    return 0;
}

}  // namespace ringpeer

// SPDX-License-Identifier: MIT OR Apache-2.0
// One process of the ipc tests. Says "ready" when it holds its place, and at the end how many
// events it saw and how many of them were bad: lost, doubled, out of order or torn.
#include "checked_event.h"
#include "ringlib/ringlib.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <utility>

namespace {

using ringtest::CheckedEvent;
using namespace ringlib;

volatile std::sig_atomic_t g_stop = 0;

std::uint64_t number(const char* text)
{
    return std::strtoull(text, nullptr, 10);
}

WaitStrategy strategy(const std::string& name)
{
    if (name == "busy") {
        return WaitStrategy::busy_spin();
    }
    if (name == "hint") {
        return WaitStrategy::busy_spin_with_hint();
    }
    if (name == "yield") {
        return WaitStrategy::spin_then_yield(100);
    }
    return name == "sleep" ? WaitStrategy::sleep(std::chrono::microseconds(50))
                           : WaitStrategy::block();
}

// RING is a name in shared memory, or a file when it holds a '/' after its first character.
bool is_file(const std::string& ring)
{
    return ring.find('/', 1) != std::string::npos;
}

ProducerBuilder<CheckedEvent> producer_of(const std::string& ring, std::size_t capacity)
{
    return is_file(ring) ? build_mmap_single_producer<CheckedEvent>(ring, capacity)
                         : build_shared_single_producer<CheckedEvent>(ring, capacity);
}

ConsumerBuilder<CheckedEvent> consumer_of(const std::string& ring, std::size_t capacity)
{
    return is_file(ring) ? attach_mmap_consumer<CheckedEvent>(ring, capacity)
                         : attach_shared_consumer<CheckedEvent>(ring, capacity);
}

int refused(const Error& error)
{
    std::cout << "refused " << to_string(error.code) << " " << error.message() << std::endl;
    return 69;
}

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
    for (std::uint64_t done = 0; g_stop == 0 && (count == 0 || done < count);) {
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

struct Tally {
    std::uint64_t seen = 0;
    std::uint64_t bad = 0;
    std::uint64_t redelivered = 0;
    Sequence last = kNoSequence;

    void take(const CheckedEvent& event, Sequence sequence)
    {
        bad += sequence == last + 1 && event.is(sequence) ? 0U : 1U;
        last = sequence;
        ++seen;
    }
};

template <typename Ring>
void consume_one_way(Ring& consumer, const std::string& way, std::uint64_t limit, Tally& tally)
{
    while (g_stop == 0 && (limit == 0 || tally.seen < limit)) {
        if (way == "copy") {
            const auto event = consumer.consume_next();
            if (!event) {
                return;
            }
            tally.redelivered += event->redelivered ? 1U : 0U;
            tally.take(event->event, event->sequence);
        } else if (way == "lease") {
            auto lease = consumer.consume_next_leased();
            if (!lease) {
                return;
            }
            tally.redelivered += lease->redelivered() ? 1U : 0U;
            tally.take(lease->event(), lease->sequence());
            tally.bad += std::move(*lease).finish() ? 0U : 1U;
        } else if (consumer.process_available_blocking(
                       [&](const CheckedEvent& event, Sequence sequence, bool) {
                           tally.take(event, sequence);
                       })
            == 0) {
            return;
        }
    }
}

void say(const Tally& tally, Sequence first, const std::optional<StreamEnd>& end)
{
    std::cout << "first " << first << " last " << tally.last << " seen " << tally.seen << " bad "
              << tally.bad << " redelivered " << tally.redelivered << " end "
              << (end ? static_cast<int>(end->reason) : -1) << std::endl;
}

// consume RING CAPACITY ID START WAY WAIT LIMIT: START is oldest, next, resume or default.
int consume(char** argv)
{
    const std::string start = argv[3];
    auto consumer = consumer_of(argv[0], number(argv[1]))
                        .with_consumer_id(argv[2])
                        .start_at(start == "oldest" ? StartAt::Oldest
                                : start == "next"   ? StartAt::Next
                                : start == "resume" ? StartAt::Resume
                                                    : StartAt::Default)
                        .with_wait_strategy(strategy(argv[5]))
                        .with_ready_timeout(std::chrono::seconds(20))
                        .build_consumer();
    if (!consumer) {
        return refused(consumer.error());
    }
    Tally tally;
    tally.last = consumer->current_sequence();
    const Sequence first = tally.last + 1;
    std::cout << "ready " << first << std::endl;
    consume_one_way(*consumer, argv[4], number(argv[6]), tally);
    say(tally, first, consumer->stream_end());
    return tally.bad == 0 ? 0 : 1;
}

// churn RING CAPACITY ID START ROUNDS EACH: joins ROUNDS times, reads EACH events, leaves.
int churn(char** argv)
{
    Tally total;
    const StartAt start = std::string(argv[3]) == "oldest" ? StartAt::Oldest : StartAt::Next;
    std::uint64_t joins = 0;
    for (std::uint64_t round = 0; round < number(argv[4]); ++round) {
        auto consumer = consumer_of(argv[0], number(argv[1]))
                            .with_consumer_id(std::string(argv[2]) + (round % 5 == 0 ? "-x" : ""))
                            .start_at(start)
                            .with_wait_strategy(WaitStrategy::spin_then_yield(50))
                            .with_ready_timeout(std::chrono::seconds(20))
                            .build_consumer();
        if (!consumer) {
            return refused(consumer.error());
        }
        Tally tally;
        tally.last = consumer->current_sequence();
        consume_one_way(*consumer, "copy", number(argv[5]), tally);
        total.seen += tally.seen;
        total.bad += tally.bad + (tally.seen == number(argv[5]) ? 0U : 1U);
        ++joins;
    }
    std::cout << "joins " << joins << std::endl;
    say(total, 0, std::nullopt);
    return total.bad == 0 ? 0 : 1;
}

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
    constexpr Sequence kBlock = 100;
    constexpr std::uint64_t kPauseMaxNs = 200'000;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(number(argv[2]));
    std::mt19937_64 random(1);
    std::uint64_t pause_max_ns = 20'000;
    std::uint64_t woken = 0;
    for (Sequence s = 0;
         g_stop == 0 && woken < number(argv[1]) && std::chrono::steady_clock::now() < end; ++s) {
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

}  // namespace

int main(int argc, char** argv)
{
    std::signal(SIGTERM, [](int) { g_stop = 1; });
    const std::string role = argc > 1 ? argv[1] : "";
    if (role == "produce" && argc == 8) {
        return produce(argv + 2);
    }
    if (role == "consume" && argc == 9) {
        return consume(argv + 2);
    }
    if (role == "churn" && argc == 8) {
        return churn(argv + 2);
    }
    if (role == "wakes" && argc == 5) {
        return wakes(argv + 2);
    }
    std::cerr << "ring_peer: bad arguments\n";
    return 64;
}

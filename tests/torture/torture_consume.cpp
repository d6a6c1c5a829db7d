// SPDX-License-Identifier: MIT OR Apache-2.0
#include "torture_peer.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <iostream>
#include <random>
#include <thread>
#include <unistd.h>
#include <utility>

namespace torture {

using namespace ringlib;
using ringpeer::CheckedEvent;
using ringpeer::consumer_of;
using ringpeer::is_stopped;
using ringpeer::number;

namespace {

constexpr std::chrono::seconds kReadyTimeout{20};
constexpr std::chrono::microseconds kUntilASuccessor{200};

/// A consumer that notes what it accepts: what is read in place before its progress is stored, so
/// that a death loses no note; what was copied after it.
class Reading {
public:
    Reading(Consumer<CheckedEvent>& consumer, History& history, std::string way)
        : m_consumer(consumer)
        , m_history(history)
        , m_way(std::move(way))
    {
    }
    // How many were read; 0: none will come, or the producer died.
    std::size_t read()
    {
        const std::size_t n = m_way == "copy" ? read_copy()
            : m_way == "lease"                ? read_lease()
                                              : read_batch();
        return n;
    }

private:
    std::size_t read_copy()
    {
        m_history.about_to(m_consumer.current_sequence() + 1);
        const auto event = m_consumer.consume_next();
        if (event) {
            note(event->event.is(event->sequence), event->sequence, event->redelivered);
        }
        return event ? 1 : 0;
    }
    std::size_t read_lease()
    {
        auto lease = m_consumer.consume_next_leased();
        if (!lease) {
            return 0;
        }
        const Sequence sequence = lease->sequence();
        const bool redelivered = lease->redelivered();
        const bool intact = lease->event().is(sequence);
        if (intact) {
            note(true, sequence, redelivered);
        }
        const bool believed = std::move(*lease).finish().has_value();
        if (!intact && believed) {
            note(false, sequence, redelivered);
        }
        return believed ? 1 : 0;
    }
    std::size_t read_batch()
    {
        std::size_t seen = 0;
        Sequence torn = kNoSequence;
        const auto note_torn = [&] {
            if (torn != kNoSequence) {
                note(false, std::exchange(torn, kNoSequence), false);
            }
        };
        const std::size_t believed = m_consumer.process_available_blocking(
            [&](const CheckedEvent& event, Sequence sequence, bool) {
                note_torn();  // that one was believed: the reading went on
                ++seen;
                if (event.is(sequence)) {
                    note(true, sequence, false);
                } else {
                    torn = sequence;
                }
            });
        if (believed == seen) {
            note_torn();
        }
        return believed;
    }
    void note(bool intact, Sequence sequence, bool redelivered)
    {
        m_history.range(!intact ? Mark::Torn
                : redelivered   ? Mark::Redelivered
                                : Mark::Accepted,
            sequence, sequence);
    }

    Consumer<CheckedEvent>& m_consumer;
    History& m_history;
    std::string m_way;
};

// Why it reads no more. False: it goes on, with the successor of its producer.
bool note_end(const Consumer<CheckedEvent>& consumer, History& history)
{
    const auto end = consumer.stream_end();
    if (!end) {
        return false;
    }
    if (end->reason == StreamEnd::ProducerDied) {
        std::this_thread::sleep_for(kUntilASuccessor);
        return false;
    }
    const Sequence next = consumer.current_sequence() + 1;
    if (end->reason == StreamEnd::Evicted) {
        history.mark(Mark::Evicted, next);
    } else {
        history.mark(Mark::Ended, end->reason, next);
    }
    return true;
}

Expected<Consumer<CheckedEvent>> join(char** argv, StartAt start)
{
    return consumer_of(argv[0], number(argv[1]))
        .with_consumer_id(argv[3])
        .start_at(start)
        .with_ready_timeout(kReadyTimeout)
        .build_consumer();
}

bool gates(const ConsumerSnapshot& consumer)
{
    return consumer.slot_state == SlotState::Active || consumer.slot_state == SlotState::Retained;
}

bool was_there(const RingSnapshot& before, const ConsumerSnapshot& consumer)
{
    return gates(consumer)
        && std::any_of(
            before.consumers.begin(), before.consumers.end(), [&](const ConsumerSnapshot& earlier) {
                return earlier.id == consumer.id && earlier.generation == consumer.generation
                    && gates(earlier);
            });
}

}  // namespace

// consume RING CAPACITY HISTORY ID START WAY: reads under one producer after the other until one of
// them closes, or until SIGTERM. START stay: resumes the place that this id had in this history.
// WAY: copy, lease, batch.
int consume(char** argv)
{
    History history(argv[2]);
    const bool resumes = std::string(argv[4]) == "stay" && history.count(Mark::Joined) != 0;
    history.begin_life();
    auto consumer = join(argv, ringpeer::start_of(argv[4]));
    if (!consumer) {
        return failed(history, consumer.error());
    }
    history.mark(resumes ? Mark::Resumed : Mark::Joined, consumer->current_sequence() + 1);
    std::cout << "ready" << std::endl;
    Reading reading(*consumer, history, argv[5]);
    while (!is_stopped()) {
        if (reading.read() == 0 && note_end(*consumer, history)) {
            return 0;
        }
    }
    consumer->detach();
    history.mark(Mark::Left, consumer->current_sequence() + 1);
    return 0;
}

// churn RING CAPACITY HISTORY ID START WAY EACH: joins, reads 1 to EACH events and leaves, again
// and again, until the ring is closed, or until SIGTERM.
int churn(char** argv)
{
    History history(argv[2]);
    history.begin_life();
    std::mt19937_64 random(static_cast<std::uint64_t>(::getpid()));
    for (bool over = false; !over && !is_stopped();) {
        auto consumer = join(argv, ringpeer::start_of(argv[4]));
        if (!consumer) {
            return failed(history, consumer.error());
        }
        history.mark(Mark::Joined, consumer->current_sequence() + 1);
        Reading reading(*consumer, history, argv[5]);
        const std::uint64_t each = 1 + random() % number(argv[6]);
        for (std::uint64_t seen = 0; seen < each && !over && !is_stopped();) {
            const std::size_t n = reading.read();
            over = n == 0 && note_end(*consumer, history);
            seen += n;
        }
        const Sequence next = consumer->current_sequence() + 1;
        consumer->detach();
        over = over && history.entries().back().mark == Mark::Ended;  // who was put out joins again
        history.mark(Mark::Left, next);
    }
    return 0;
}

// observe RING HISTORY: looks until SIGTERM, and notes when a consumer is further behind than any
// was. A snapshot reads the cursors before the published count: so this one's cursors are compared
// with the count of the one before, and only of consumers that were in both.
int observe(char** argv)
{
    History history(argv[1]);
    history.begin_life();
    Sequence furthest = 0;
    while (!is_stopped()) {
        auto observer = RingObserver::attach(argv[0]);
        RingSnapshot before;
        RingSnapshot now;
        while (observer && !is_stopped() && observer->snapshot(now)) {
            for (const ConsumerSnapshot& consumer : now.consumers) {
                const Sequence lag = before.producer.sequence - consumer.sequence;
                if (was_there(before, consumer) && lag > furthest) {
                    furthest = lag;
                    history.mark(Mark::Sample, before.producer.sequence, consumer.sequence);
                }
            }
            std::swap(before, now);
        }
        std::this_thread::yield();
    }
    return 0;
}

}  // namespace torture

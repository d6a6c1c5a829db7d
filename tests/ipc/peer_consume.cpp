// SPDX-License-Identifier: MIT OR Apache-2.0
#include "peer.h"
#include "sequence_note.h"

#include <chrono>
#include <csignal>
#include <iostream>
#include <thread>
#include <utility>

namespace ringpeer {

using namespace ringlib;

namespace {

constexpr std::chrono::seconds kReadyTimeout{20};

// As an outsider sees it: nothing of the joiner's own is asked.
Sequence last_published(RingObserver& observer)
{
    RingSnapshot snapshot;
    return observer.snapshot(snapshot) ? snapshot.producer.sequence : -2;
}

// May a newcomer begin here? `before` and `after` are what was published around its joining.
bool is_fair_start(Sequence first, StartAt start, Sequence before, Sequence after)
{
    if (start == StartAt::Oldest) {
        return first <= after + 1;  // not too old: shown by its events, which are checked
    }
    return first > before && first <= after + 1;
}

// Its place is taken. The first sequence that it will see.
Sequence say_ready(const Consumer<CheckedEvent>& consumer, Tally& tally)
{
    tally.last = consumer.current_sequence();
    std::cout << "ready " << tally.last + 1 << std::endl;
    return tally.last + 1;
}

}  // namespace

// consume RING CAPACITY ID START WAY WAIT LIMIT: START is oldest, next, resume or default.
int consume(char** argv)
{
    auto consumer = consumer_of(argv[0], number(argv[1]))
                        .with_consumer_id(argv[2])
                        .start_at(start_of(argv[3]))
                        .with_wait_strategy(strategy(argv[5]))
                        .with_ready_timeout(kReadyTimeout)
                        .build_consumer();
    if (!consumer) {
        return refused(consumer.error());
    }
    Tally tally;
    const Sequence first = say_ready(*consumer, tally);
    consume_one_way(*consumer, argv[4], number(argv[6]), tally);
    say(tally, first, consumer->stream_end());
    return tally.bad == 0 ? 0 : 1;
}

// outlast RING CAPACITY ID WAY: reads from the oldest event on, under one producer after the other,
// until one of them closes.
int outlast(char** argv)
{
    auto consumer = consumer_of(argv[0], number(argv[1]))
                        .with_consumer_id(argv[2])
                        .start_at(StartAt::Oldest)
                        .with_ready_timeout(kReadyTimeout)
                        .build_consumer();
    if (!consumer) {
        return refused(consumer.error());
    }
    Tally tally;
    const Sequence first = say_ready(*consumer, tally);
    std::optional<StreamEnd> end;
    while (!is_stopped() && (!end || end->reason == StreamEnd::ProducerDied)) {
        consume_one_way(*consumer, argv[3], 0, tally);
        end = consumer->stream_end();
    }
    say(tally, first, end);
    return tally.bad == 0 ? 0 : 1;
}

// churn RING CAPACITY ID START ROUNDS EACH: joins ROUNDS times, reads EACH events, leaves. With
// START default each time as somebody who was never there.
int churn(char** argv)
{
    Tally total;
    const StartAt start = start_of(argv[3]);
    auto observer = RingObserver::attach(argv[0]);
    std::uint64_t joins = 0;
    for (std::uint64_t round = 0; observer && round < number(argv[4]); ++round) {
        const bool new_id = start == StartAt::Default || round % 5 == 0;
        const Sequence before = last_published(*observer);
        auto consumer = consumer_of(argv[0], number(argv[1]))
                            .with_consumer_id(argv[2] + (new_id ? "-" + std::to_string(round) : ""))
                            .start_at(start)
                            .with_wait_strategy(WaitStrategy::spin_then_yield(50))
                            .with_ready_timeout(kReadyTimeout)
                            .build_consumer();
        if (!consumer) {
            return refused(consumer.error());
        }
        const Sequence after = last_published(*observer);
        Tally tally;
        tally.last = consumer->current_sequence();
        const bool fair = is_fair_start(tally.last + 1, start, before, after);
        consume_one_way(*consumer, "copy", number(argv[5]), tally);
        total.seen += tally.seen;
        total.bad += tally.bad + (fair && tally.seen == number(argv[5]) ? 0U : 1U);
        ++joins;
    }
    std::cout << "joins " << joins << std::endl;
    say(total, 0, std::nullopt);
    return total.bad == 0 ? 0 : 1;
}

// rejoin RING CAPACITY ID ROUNDS EACH: joins ROUNDS times under one id, reads EACH events and
// leaves, now for a moment, now for longer than the ring remembers; resumes by default and by
// Resume in turn. A gap is bad unless the events were gone, and then Resume must have said so.
int rejoin(char** argv)
{
    const auto capacity = static_cast<Sequence>(number(argv[1]));
    auto join = [&](StartAt start) {
        return consumer_of(argv[0], number(argv[1]))
            .with_consumer_id(argv[2])
            .start_at(start)
            .build_consumer();
    };
    auto observer = RingObserver::attach(argv[0]);
    Sequence last = kNoSequence;
    Tally total;
    std::uint64_t resumed = 0;
    std::uint64_t lost = 0;
    for (std::uint64_t round = 0; observer && round < number(argv[3]); ++round) {
        auto resuming = join(round % 2 == 0 ? StartAt::Default : StartAt::Resume);
        const bool refuses = !resuming && resuming.error().code == Errc::ResumeLost;
        auto consumer = refuses ? join(StartAt::Default) : std::move(resuming);
        if (!consumer) {
            return refused(consumer.error());
        }
        Tally tally;
        tally.last = consumer->current_sequence();
        if (round != 0) {
            const bool resumes = tally.last == last;
            const bool gone = last + 1 < tally.last + 1 + capacity / 8 - capacity;
            const bool said = round % 2 == 0 || refuses;
            resumed += resumes ? 1U : 0U;
            lost += resumes ? 0U : 1U;
            total.bad += (resumes ? !refuses : gone && said) ? 0U : 1U;
        }
        consume_one_way(*consumer, round % 3 == 0 ? "lease" : "copy", number(argv[4]), tally);
        total.seen += tally.seen;
        total.bad += tally.bad;
        last = consumer->current_sequence();
        consumer->detach();
        const Sequence left = last_published(*observer);
        while (round % 8 < 2 && last_published(*observer) < left + capacity * 5 / 4) {
            std::this_thread::yield();
        }
    }
    std::cout << "resumed " << resumed << " lost " << lost << " seen " << total.seen << " bad "
              << total.bad << std::endl;
    return total.bad == 0 ? 0 : 1;
}

// note RING CAPACITY ID WAY NOTE: reads until it is killed, and notes each event in the file NOTE:
// as its lease begins (WAY lease), or when it is consumed (WAY copy). With WAY held it stops in the
// midst of its first lease. Says at the first event whether it was redelivered; no other may be.
int note(char** argv)
{
    ringtest::SequenceNote noted(argv[4]);
    const std::string way = argv[3];
    auto consumer
        = consumer_of(argv[0], number(argv[1])).with_consumer_id(argv[2]).build_consumer();
    if (!consumer) {
        return refused(consumer.error());
    }
    Tally tally;
    tally.last = consumer->current_sequence();
    const Sequence first = tally.last + 1;
    const auto take = [&](const CheckedEvent& event, Sequence sequence, bool redelivered) {
        tally.take(event, sequence);
        tally.redelivered += redelivered ? 1U : 0U;
        noted.set(sequence);
        if (tally.seen == 1) {
            std::cout << "first " << sequence << " redelivered " << redelivered << std::endl;
        }
        if (tally.seen == 1 && way == "held") {
            wait_for_signal(SIGUSR2);
        }
        tally.bad += tally.seen > 1 && redelivered ? 1U : 0U;
    };
    while (!is_stopped() && tally.bad == 0) {
        if (way == "copy") {
            const auto event = consumer->consume_next();
            if (!event) {
                break;
            }
            take(event->event, event->sequence, event->redelivered);
        } else {
            const auto lease = consumer->consume_next_leased();
            if (!lease) {
                break;
            }
            take(lease->event(), lease->sequence(), lease->redelivered());
        }
    }
    say(tally, first, consumer->stream_end());
    return tally.bad == 0 ? 0 : 1;
}

// await_eviction RING CAPACITY ID: holds a lease until SIGCONT, and says what became of it.
int await_eviction(char** argv)
{
    block_signal(SIGCONT);
    auto consumer = consumer_of(argv[0], number(argv[1]))
                        .with_consumer_id(argv[2])
                        .start_at(StartAt::Next)
                        .build_consumer();
    if (!consumer) {
        return refused(consumer.error());
    }
    auto lease = consumer->consume_next_leased();
    if (!lease) {
        return 70;
    }
    std::cout << "holding " << lease->sequence() << std::endl;
    wait_for_signal(SIGCONT);
    const auto finished = std::move(*lease).finish();
    const auto end = consumer->stream_end();
    std::cout << "finish " << (finished ? "believed" : to_string(finished.error().code)) << " next "
              << (consumer->consume_next() ? "there" : "none") << " end "
              << (end ? static_cast<int>(end->reason) : -1) << std::endl;
    return 0;
}

}  // namespace ringpeer

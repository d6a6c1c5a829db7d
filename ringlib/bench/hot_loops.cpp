// SPDX-License-Identifier: MIT OR Apache-2.0
// The loops that every event passes through, one at a time and in one process, to have their
// instructions counted: `hot_loops LOOP EVENTS`. Nothing in them depends on the time.
#include "bench_event.h"

#include <ringlib/ringlib.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>

namespace {

using namespace ringlib;
using Event = ringbench::Event<64>;

constexpr std::size_t kCapacity = 4096;
constexpr std::size_t kBatch = 32;
constexpr std::size_t kTurn = 512;  // events that one side gets ahead: the ring is never full
constexpr const char* kConsumer = "cp_0";

/// A ring with a consumer that the producer requires.
struct Ring {
    std::string name = ringbench::ring_name("loops");
    Producer<Event> producer = [this] {
        RequiredConsumerLivenessConfig liveness;
        liveness.required_consumer_ids = {kConsumer};
        return build_shared_single_producer<Event>(name, kCapacity)
            .with_liveness(liveness)
            .build_producer()
            .value();
    }();
    Consumer<Event> consumer = attach_shared_consumer<Event>(name, kCapacity)
                                   .with_consumer_id(kConsumer)
                                   .build_consumer()
                                   .value();
    std::uint64_t sum = 0;

    void consume_all()
    {
        consumer.process_available(
            [this](const Event& event, Sequence) { sum += event.words.front(); });
    }
};

void fill(Event& event)
{
    event.words.front() = 1;
}

void fill_one_of(Event& event, std::size_t)
{
    fill(event);
}

/// Publishes `events` by `publish_turn`, which publishes kTurn at a time, and consumes after each.
void by_turns(std::size_t events, Ring& ring, const std::function<void()>& publish_turn,
    const std::function<void()>& consume_turn)
{
    for (std::size_t done = 0; done < events; done += kTurn) {
        publish_turn();
        consume_turn();
    }
    if (ring.consumer.current_sequence() + 1 != static_cast<Sequence>(events)) {
        std::abort();
    }
}

using Loop = std::function<void(std::size_t events, Ring& ring)>;

template <typename Publish>
std::function<void()> each(std::size_t step, Publish&& publish)
{
    return [step, publish] {
        for (std::size_t i = 0; i < kTurn; i += step) {
            if (!publish()) {
                std::abort();
            }
        }
    };
}

const std::map<std::string, Loop>& loops()
{
    static const std::map<std::string, Loop> kAll
        = {{"publish",
               [](std::size_t events, Ring& ring) {
                   by_turns(events, ring,
                       each(1, [&] { return ring.producer.publish(fill).has_value(); }),
                       [&] { ring.consume_all(); });
               }},
            {"try_publish",
                [](std::size_t events, Ring& ring) {
                    by_turns(events, ring,
                        each(1, [&] { return ring.producer.try_publish(fill).has_value(); }),
                        [&] { ring.consume_all(); });
                }},
            {"publish_managed",
                [](std::size_t events, Ring& ring) {
                    by_turns(events, ring,
                        each(1, [&] { return ring.producer.publish_managed(fill).has_value(); }),
                        [&] { ring.consume_all(); });
                }},
            {"publish_batch",
                [](std::size_t events, Ring& ring) {
                    by_turns(events, ring,
                        each(kBatch,
                            [&] {
                                return ring.producer.publish_batch_managed(kBatch, fill_one_of)
                                    .has_value();
                            }),
                        [&] { ring.consume_all(); });
                }},
            {"claim",
                [](std::size_t events, Ring& ring) {
                    by_turns(events, ring,
                        each(1,
                            [&] {
                                auto claim = ring.producer.try_claim();
                                fill(claim->event());
                                return std::move(*claim).publish() != kNoSequence;
                            }),
                        [&] { ring.consume_all(); });
                }},
            {"consume_copy",
                [](std::size_t events, Ring& ring) {
                    by_turns(
                        events, ring,
                        [&] { (void)ring.producer.publish_batch_managed(kTurn, fill_one_of); },
                        each(1, [&] { return ring.consumer.consume_next().has_value(); }));
                }},
            {"consume_lease",
                [](std::size_t events, Ring& ring) {
                    by_turns(
                        events, ring,
                        [&] { (void)ring.producer.publish_batch_managed(kTurn, fill_one_of); },
                        each(1, [&] { return ring.consumer.consume_next_leased().has_value(); }));
                }},
            {"process_available", [](std::size_t events, Ring& ring) {
                 by_turns(
                     events, ring,
                     [&] { (void)ring.producer.publish_batch_managed(kTurn, fill_one_of); },
                     [&] { ring.consume_all(); });
             }}};
    return kAll;
}

}  // namespace

int main(int argc, char** argv)
{
    const auto loop = argc == 3 ? loops().find(argv[1]) : loops().end();
    if (loop == loops().end()) {
        for (const auto& [name, body] : loops()) {
            std::printf("%s\n", name.c_str());
        }
        return argc == 1 ? 0 : 64;
    }
    Ring ring;
    loop->second(std::strtoull(argv[2], nullptr, 10) / kTurn * kTurn, ring);
}

// SPDX-License-Identifier: MIT OR Apache-2.0
// What an application compiles for one event: looked at by check_hot_path.sh, never run.
#include "ringlib/ringlib.h"

struct Tick {
    std::uint64_t value;
};

extern "C" {

void hot_publish(ringlib::Producer<Tick>& producer)
{
    producer.try_publish([](Tick& event) { event.value = 1; });
}

void hot_publish_managed(ringlib::Producer<Tick>& producer)
{
    (void)producer.publish_managed([](Tick& event) { event.value = 1; });
}

std::uint64_t hot_consume(ringlib::Consumer<Tick>& consumer)
{
    const auto event = consumer.try_consume_next();
    return event ? event->event.value : 0;
}

std::size_t hot_process(ringlib::Consumer<Tick>& consumer, std::uint64_t& sum)
{
    return consumer.process_available(
        [&](const Tick& event, ringlib::Sequence) { sum += event.value; });
}

void hot_count(ringlib::Counter& counter)
{
    counter.add();
    counter.record_max(7);
}
}

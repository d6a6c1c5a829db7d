// SPDX-License-Identifier: MIT OR Apache-2.0
// Publishes one event and leaves; the ring waits for the consumer it expects. Run this first.
#include "event.h"

#include <iostream>
#include <ringlib/ringlib.h>

int main()
{
    auto producer = ringlib::build_shared_single_producer<Event>(
        ringlib::portable_shm_segment_name("demo"), 4096)
                        .discover_consumer_with_prefix(1, "cp")
                        .with_coordination(ringlib::CoordinationMode::immediate())
                        .build_producer();
    if (!producer) {
        std::cerr << producer.error().message() << '\n';
        return 1;
    }
    producer->publish([](Event& e) { e.sequence = 42; });
    return 0;
}

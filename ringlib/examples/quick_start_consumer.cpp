// SPDX-License-Identifier: MIT OR Apache-2.0
// Reads every event in place until the stream ends; the last one out removes the ring.
#include "event.h"

#include <iostream>
#include <ringlib/ringlib.h>

int main()
{
    auto consumer
        = ringlib::attach_shared_consumer<Event>(ringlib::portable_shm_segment_name("demo"), 4096)
              .with_consumer_id("cp_0")
              .build_consumer();
    if (!consumer) {
        std::cerr << consumer.error().message() << '\n';
        return 1;
    }
    while (auto lease = consumer->consume_next_leased()) {
        std::cout << (*lease)->sequence << '\n';  // progress is stored when the lease ends
    }
    return 0;
}

// SPDX-License-Identifier: MIT OR Apache-2.0
// A program of somebody else: three events through a ring of its own, by the installed library
// alone.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <ringlib/ringlib.h>
#include <string>
#include <unistd.h>

namespace {

struct Reading {
    std::uint64_t value;
};

constexpr std::uint64_t kEvents = 3;

[[noreturn]] void give_up(const std::string& why)
{
    std::cerr << why << '\n';
    std::exit(1);
}

template <typename T>
T need(ringlib::Expected<T> result)
{
    if (!result) {
        give_up(result.error().message());
    }
    return std::move(*result);
}

}  // namespace

int main()
{
    const std::string name
        = ringlib::portable_shm_segment_name("foreign-" + std::to_string(::getpid()));
    auto producer = need(ringlib::build_shared_single_producer<Reading>(name, 8).build_producer());
    auto consumer = need(ringlib::attach_shared_consumer<Reading>(name, 8)
                             .with_consumer_id("reader")
                             .build_consumer());
    for (std::uint64_t i = 0; i < kEvents; ++i) {
        need(producer.publish([i](Reading& reading) { reading.value = i * i; }));
    }
    producer.close();

    std::uint64_t next = 0;
    while (const auto consumed = consumer.consume_next()) {
        if (consumed->event.value != next * next) {
            give_up("event " + std::to_string(next) + " is wrong");
        }
        ++next;
    }
    consumer.detach();
    if (next != kEvents) {
        give_up(std::to_string(next) + " events came, 3 were published");
    }
    if (ringlib::RingObserver::attach(name)) {
        give_up("the ring is still there");
    }
    return 0;
}

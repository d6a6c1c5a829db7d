// SPDX-License-Identifier: MIT OR Apache-2.0
// One producer, three consumers, and every event for each of them: `broadcast publish NAME`, and
// `broadcast read NAME reader_0`, reader_1 and reader_2, in any order.
#include <chrono>
#include <cstdint>
#include <iostream>
#include <ringlib/ringlib.h>
#include <string_view>

namespace {

struct Number {
    std::uint64_t value;
};
constexpr std::size_t kCapacity = 64;

int fail(const ringlib::Error& error)
{
    std::cerr << error.message() << '\n';
    return 1;
}

int publish(const char* name)
{
    auto producer = ringlib::build_shared_single_producer<Number>(name, kCapacity)
                        .discover_consumer_with_prefix(3, "reader")
                        .build_producer();
    if (!producer) {
        return fail(producer.error());
    }
    for (std::uint64_t i = 1; i <= 1000; ++i) {
        // Waits for the slowest of the three, also for one that has not come yet.
        if (auto published = producer->publish([i](Number& n) { n.value = i; }); !published) {
            return fail(published.error());
        }
    }
    return 0;
}

int read(const char* name, const char* id)
{
    auto consumer = ringlib::attach_shared_consumer<Number>(name, kCapacity)
                        .with_consumer_id(id)
                        .with_ready_timeout(std::chrono::seconds(20))
                        .build_consumer();
    if (!consumer) {
        return fail(consumer.error());
    }
    std::uint64_t count = 0;
    std::uint64_t sum = 0;
    while (const auto event = consumer->consume_next()) {
        ++count;
        sum += event->event.value;
    }
    std::cout << id << ": " << count << " events, sum " << sum << '\n';
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    const std::string_view role = argc > 2 ? argv[1] : "";
    if (role == "publish" && argc == 3) {
        return publish(argv[2]);
    }
    if (role == "read" && argc == 4) {
        return read(argv[2], argv[3]);
    }
    std::cerr << "usage: broadcast publish NAME, or broadcast read NAME ID\n";
    return 64;
}

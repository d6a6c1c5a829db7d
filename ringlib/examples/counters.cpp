// SPDX-License-Identifier: MIT OR Apache-2.0
// What a program can tell of itself: a counter of its own on each side, and how long publishing and
// consuming took. The two roles are two endpoints here; in two processes nothing would differ. An
// observer reads it all back, as a monitor in a third process would.
#include <chrono>
#include <cstdint>
#include <iostream>
#include <ringlib/ringlib.h>
#include <string>
#include <unistd.h>

namespace {

struct Order {
    std::uint64_t amount;
};

constexpr std::uint32_t kLargeOrders = 0x100;  // ids of an application begin here
constexpr std::uint32_t kLargestOrder = 0x101;
constexpr int kOrders = 1000;

std::uint64_t ns_since(std::chrono::steady_clock::time_point begin)
{
    return static_cast<std::uint64_t>((std::chrono::steady_clock::now() - begin).count());
}

ringlib::Expected<void> publish_orders(ringlib::Producer<Order>& producer)
{
    auto large = producer.register_counter(kLargeOrders, "large_orders");
    if (!large) {
        return tl::unexpected(large.error());
    }
    for (int i = 0; i < kOrders; ++i) {
        const auto amount = static_cast<std::uint64_t>(i % 100);
        const auto begin = std::chrono::steady_clock::now();
        if (auto sequence = producer.publish([&](Order& order) { order.amount = amount; });
            !sequence) {
            return tl::unexpected(sequence.error());
        }
        producer.record_publish_latency_ns(ns_since(begin));
        if (amount >= 90) {
            large->add();
        }
    }
    return {};
}

ringlib::Expected<void> consume_orders(ringlib::Consumer<Order>& consumer)
{
    auto largest = consumer.register_counter(kLargestOrder, "largest_order");
    if (!largest) {
        return tl::unexpected(largest.error());
    }
    for (;;) {
        const auto begin = std::chrono::steady_clock::now();
        auto lease = consumer.try_consume_next_leased();
        if (!lease) {
            return {};
        }
        largest->record_max((*lease)->amount);
        if (auto finished = std::move(*lease).finish(); !finished) {
            return finished;
        }
        consumer.record_consume_latency_ns(ns_since(begin));
    }
}

ringlib::Expected<void> report(const std::string& ring)
{
    auto observer = ringlib::RingObserver::attach(ring);
    if (!observer) {
        return tl::unexpected(observer.error());
    }
    ringlib::RingSnapshot snapshot;
    std::vector<ringlib::LatencySnapshot> latencies;
    if (auto read = observer->snapshot(snapshot); !read) {
        return read;
    }
    if (auto read = observer->latencies(latencies); !read) {
        return read;
    }
    for (const ringlib::CounterValue& counter : snapshot.counters) {
        std::cout << counter.label << ' ' << counter.value << '\n';
    }
    for (const ringlib::LatencySnapshot& latency : latencies) {
        std::cout << (latency.consumer.empty() ? "publishing" : latency.consumer) << ": "
                  << latency.total << " times, median " << latency.quantile(0.5) << " ns, 99 % "
                  << latency.quantile(0.99) << " ns, longest " << latency.max_ns << " ns\n";
    }
    return {};
}

ringlib::Expected<void> run(const std::string& ring)
{
    auto producer = ringlib::build_shared_single_producer<Order>(ring, 1024)
                        .with_latency_histograms()
                        .build_producer();
    if (!producer) {
        return tl::unexpected(producer.error());
    }
    auto consumer = ringlib::attach_shared_consumer<Order>(ring, 1024)
                        .with_consumer_id("accounting")
                        .build_consumer();
    if (!consumer) {
        return tl::unexpected(consumer.error());
    }
    return publish_orders(*producer)
        .and_then([&] { return consume_orders(*consumer); })
        .and_then([&] { return report(ring); });
}

}  // namespace

int main()
{
    const std::string ring
        = ringlib::portable_shm_segment_name("counters-" + std::to_string(::getpid()));
    if (auto done = run(ring); !done) {
        std::cerr << done.error().message() << '\n';
        return 1;
    }
    return 0;
}

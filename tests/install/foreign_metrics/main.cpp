// SPDX-License-Identifier: MIT OR Apache-2.0
// A program of somebody else that shows its ring to Prometheus, by the installed libraries alone.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <prometheus/text_serializer.h>
#include <ringlib/metrics/ring_collector.h>
#include <ringlib/ringlib.h>
#include <string>
#include <unistd.h>

namespace {

struct Reading {
    std::uint64_t value;
};

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

void expect_line(const std::string& text, const std::string& line)
{
    if (("\n" + text).find("\n" + line + "\n") == std::string::npos) {
        give_up("no line\n" + line + "\nin\n" + text);
    }
}

}  // namespace

int main()
{
    const std::string name
        = ringlib::portable_shm_segment_name("metrics-" + std::to_string(::getpid()));
    auto producer = need(ringlib::build_shared_single_producer<Reading>(name, 8)
                             .with_latency_histograms()
                             .build_producer());
    auto consumer = need(ringlib::attach_shared_consumer<Reading>(name, 8)
                             .with_consumer_id("reader")
                             .build_consumer());
    for (std::uint64_t i = 0; i < 3; ++i) {
        need(producer.publish([i](Reading& reading) { reading.value = i; }));
        producer.record_publish_latency_ns(300);
    }
    if (!consumer.consume_next()) {
        give_up("no event came");
    }
    need(consumer.register_counter(0x100, "orders")).add(7);

    const ringlib::metrics::RingCollector collector({name});
    const std::string text
        = prometheus::TextSerializer().prometheus::Serializer::Serialize(collector.Collect());
    const std::string ring = "{ring=\"" + name + "\"";
    expect_line(text, "# TYPE ringlib_events_published_total counter");
    expect_line(text, "ringlib_up" + ring + "} 1");
    expect_line(text, "ringlib_events_published_total" + ring + "} 3");
    expect_line(text, "ringlib_published_bytes_total" + ring + "} 24");
    expect_line(text, "ringlib_events_consumed_total" + ring + ",consumer=\"reader\"} 1");
    expect_line(text, "ringlib_consumer_lag_events" + ring + ",consumer=\"reader\"} 2");
    expect_line(
        text, "ringlib_application_total" + ring + ",consumer=\"reader\",counter=\"orders\"} 7");
    expect_line(text, "# TYPE ringlib_publish_latency_seconds histogram");
    expect_line(text, "ringlib_publish_latency_seconds_count" + ring + "} 3");
    expect_line(text, "ringlib_publish_latency_seconds_bucket" + ring + ",le=\"+Inf\"} 3");
    return 0;
}

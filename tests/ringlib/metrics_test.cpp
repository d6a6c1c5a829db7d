// SPDX-License-Identifier: MIT OR Apache-2.0
#include "each_backend.h"
#include "ringlib/metrics/ring_collector.h"

#include <algorithm>
#include <atomic>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <sstream>
#include <thread>

namespace ringlib::metrics {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using LabelList = std::vector<ClientMetric::Label>;

class Metrics : public EachBackend {
protected:
    [[nodiscard]] LabelList labels(const std::string& consumer = {}) const
    {
        LabelList all = {{"ring", ring()}};
        if (!consumer.empty()) {
            all.push_back({"consumer", consumer});
        }
        return all;
    }
};

INSTANTIATE_TEST_SUITE_P(
    Each, Metrics, ::testing::Values(Backend::Shm, Backend::Mmap), backend_name);

std::optional<ClientMetric> find(
    const std::vector<MetricFamily>& families, const std::string& name, const LabelList& labels)
{
    for (const MetricFamily& family : families) {
        for (const ClientMetric& metric : family.metric) {
            if (family.name == name && metric.label == labels) {
                return metric;
            }
        }
    }
    return std::nullopt;
}

/// A counter's or gauge's value; the other one of the two is 0.
std::optional<double> value_of(
    const std::vector<MetricFamily>& families, const std::string& name, const LabelList& labels)
{
    const auto metric = find(families, name, labels);
    return metric ? std::optional(metric->counter.value + metric->gauge.value) : std::nullopt;
}

std::string text_of(const std::vector<MetricFamily>& families)
{
    return prometheus::TextSerializer().prometheus::Serializer::Serialize(families);
}

bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || c == '_';
}

TEST_P(Metrics, TellWhatHappensInARing)
{
    Producer<Tick> producer = this->producer();
    Consumer<Tick> slow = this->consumer("slow");
    Consumer<Tick> fast = this->consumer("fast");
    publish(producer, 8);
    drain(fast);
    EXPECT_TRUE(slow.try_consume_next());
    EXPECT_TRUE(slow.try_consume_next());
    const auto all = RingCollector({ring()}).Collect();
    EXPECT_EQ(value_of(all, "ringlib_up", labels()), 1);
    EXPECT_EQ(value_of(all, "ringlib_capacity_events", labels()), 8);
    EXPECT_EQ(value_of(all, "ringlib_event_size_bytes", labels()), 8);
    EXPECT_EQ(value_of(all, "ringlib_events_published_total", labels()), 8);
    EXPECT_EQ(value_of(all, "ringlib_published_bytes_total", labels()), 64);
    EXPECT_EQ(value_of(all, "ringlib_producer_up", labels()), 1);
    EXPECT_EQ(value_of(all, "ringlib_producer_epoch", labels()), 1);
    EXPECT_EQ(value_of(all, "ringlib_producer_blocked_seconds_total", labels()), 0);
    EXPECT_EQ(value_of(all, "ringlib_stream_ended", labels()), 0);
    EXPECT_EQ(value_of(all, "ringlib_consumers", labels()), 2);
    EXPECT_EQ(value_of(all, "ringlib_events_consumed_total", labels("slow")), 2);
    EXPECT_EQ(value_of(all, "ringlib_consumed_bytes_total", labels("slow")), 16);
    EXPECT_EQ(value_of(all, "ringlib_consumer_lag_events", labels("slow")), 6);
    EXPECT_EQ(value_of(all, "ringlib_consumer_lag_events", labels("fast")), 0);
    EXPECT_EQ(value_of(all, "ringlib_consumer_lag_max_events", labels("fast")), 8);
    EXPECT_EQ(value_of(all, "ringlib_consumer_empty_spins_total", labels("fast")), 1);
    EXPECT_EQ(value_of(all, "ringlib_consumer_up", labels("fast")), 1);
    EXPECT_EQ(value_of(all, "ringlib_consumer_required", labels("fast")), 0);
}

TEST_P(Metrics, CountTheTimeAProducerIsBlockedWhileItIs)
{
    Producer<Tick> producer = this->producer();
    const Consumer<Tick> consumer = this->consumer();
    EXPECT_EQ(publish(producer, 9), 8U);
    const RingCollector collector({ring()});
    const auto before = collector.Collect();
    EXPECT_EQ(value_of(before, "ringlib_producer_blocked", labels()), 1);
    EXPECT_EQ(value_of(before, "ringlib_producer_full_total", labels()), 1);
    const auto after = collector.Collect();
    EXPECT_GT(*value_of(after, "ringlib_producer_blocked_seconds_total", labels()),
        *value_of(before, "ringlib_producer_blocked_seconds_total", labels()));
}

TEST_P(Metrics, HaveAFamilyForEveryCounterOfTheLibrary)
{
    const Producer<Tick> producer = this->producer();
    const Consumer<Tick> consumer = this->consumer();
    RingSnapshot snapshot;
    ASSERT_TRUE(RingObserver::attach(ring())->snapshot(snapshot));
    std::size_t of_counters = 0;
    for (const MetricFamily& family : RingCollector({ring()}).Collect()) {
        of_counters += family.type == MetricType::Counter ? 1U : 0U;
    }
    // The blocked seconds are no counter of the section, and the largest lag is a gauge.
    EXPECT_EQ(of_counters - 1, snapshot.counters.size() - 1);
}

TEST_P(Metrics, HaveNamesThatPrometheusAdvises)
{
    Producer<Tick> producer = producer_builder().with_latency_histograms().build_producer().value();
    Consumer<Tick> consumer = this->consumer();
    EXPECT_TRUE(producer.register_counter(0x100, "orders"));
    const auto all = RingCollector({ring()}).Collect();
    EXPECT_GT(all.size(), 20U);
    for (const MetricFamily& family : all) {
        EXPECT_EQ(family.name.rfind("ringlib_", 0), 0U) << family.name;
        EXPECT_TRUE(std::all_of(family.name.begin(), family.name.end(), is_word)) << family.name;
        const bool total = family.name.size() > 6
            && family.name.compare(family.name.size() - 6, 6, "_total") == 0;
        EXPECT_EQ(total, family.type == MetricType::Counter) << family.name;
        EXPECT_FALSE(family.help.empty()) << family.name;
        EXPECT_FALSE(family.metric.empty()) << family.name;
    }
}

TEST_P(Metrics, TellTheCountersOfTheApplicationByTheirLabels)
{
    Producer<Tick> producer = this->producer();
    Consumer<Tick> consumer = this->consumer("a.b");
    producer.register_counter(0x100, "orders")->add(3);
    consumer.register_counter(0x100, "bad.orders")->add(4);
    const auto all = RingCollector({ring()}).Collect();
    EXPECT_EQ(
        value_of(all, "ringlib_application_total", {{"ring", ring()}, {"counter", "orders"}}), 3);
    EXPECT_EQ(value_of(all, "ringlib_application_total",
                  {{"ring", ring()}, {"consumer", "a.b"}, {"counter", "bad.orders"}}),
        4);
}

TEST_P(Metrics, TellLatenciesInSeconds)
{
    Producer<Tick> producer = producer_builder().with_latency_histograms().build_producer().value();
    Consumer<Tick> consumer = this->consumer();
    for (const std::uint64_t ns :
        {50ULL, 200ULL, 200ULL, 2'000ULL, 3'000'000'000ULL, 60'000'000'000ULL}) {
        consumer.record_consume_latency_ns(ns);
    }
    const auto all = RingCollector({ring()}).Collect();
    const auto metric = find(all, "ringlib_consume_latency_seconds", labels("cp_0"));
    ASSERT_TRUE(metric);
    EXPECT_EQ(metric->histogram.sample_count, 6U);
    EXPECT_NEAR(metric->histogram.sample_sum, 63.00000245, 1e-9);
    const auto at = [&](double bound) {
        const auto& buckets = metric->histogram.bucket;
        const auto found = std::find_if(buckets.begin(), buckets.end(),
            [&](const auto& bucket) { return std::abs(bucket.upper_bound - bound) < bound / 1e6; });
        return found == buckets.end() ? std::nullopt : std::optional(found->cumulative_count);
    };
    EXPECT_EQ(at(100e-9), 1U);
    EXPECT_EQ(at(250e-9), 3U);
    EXPECT_EQ(at(1e-6), 3U);
    EXPECT_EQ(at(2.5e-6), 4U);
    EXPECT_EQ(at(1), 4U);
    EXPECT_EQ(at(10), 5U);
    EXPECT_TRUE(find(all, "ringlib_publish_latency_seconds", labels()));
    const std::string text = text_of(all);
    EXPECT_NE(text.find("ringlib_consume_latency_seconds_count{ring=\"" + ring()
                  + "\",consumer=\"cp_0\"} 6\n"),
        std::string::npos);
    EXPECT_NE(text.find("le=\"+Inf\"} 6\n"), std::string::npos);
}

TEST_P(Metrics, HaveNoLatenciesWhereARingHasNone)
{
    const Producer<Tick> producer = this->producer();
    for (const MetricFamily& family : RingCollector({ring()}).Collect()) {
        EXPECT_NE(family.type, MetricType::Histogram) << family.name;
    }
}

TEST_P(Metrics, FollowARingThatComesGoesAndIsReplaced)
{
    const RingCollector collector({ring()});
    const auto up = [&] { return value_of(collector.Collect(), "ringlib_up", labels()); };
    EXPECT_EQ(up(), 0);
    EXPECT_EQ(collector.Collect().size(), 1U);
    {
        Producer<Tick> producer
            = producer_builder().with_unlink_on_close(true).build_producer().value();
        publish(producer, 5);
        EXPECT_EQ(value_of(collector.Collect(), "ringlib_events_published_total", labels()), 5);
    }
    EXPECT_EQ(up(), 0);
    EXPECT_EQ(collector.Collect().size(), 1U);
    kill(this->producer());
    EXPECT_EQ(value_of(collector.Collect(), "ringlib_producer_up", labels()), 0);
    EXPECT_EQ(value_of(collector.Collect(), "ringlib_stream_ended", labels()), 1);
    Producer<Tick> again
        = producer_builder(16).on_existing(OnExisting::Recreate).build_producer().value();
    EXPECT_EQ(value_of(collector.Collect(), "ringlib_capacity_events", labels()), 16);
}

TEST_P(Metrics, SurviveAnyWordInARingAndTellEachSeriesOnce)
{
    const Producer<Tick> producer = producer_builder()
                                        .with_latency_histograms()
                                        .with_max_consumers(4)
                                        .build_producer()
                                        .value();
    const Segment memory = this->memory();
    const RingCollector collector({ring()});
    auto* const begin = reinterpret_cast<std::uint64_t*>(&memory.slot(0));
    auto* const end = reinterpret_cast<std::uint64_t*>(memory.events());
    std::uint64_t random = 88172645463325252ULL;
    for (int round = 0; round < 30; ++round) {
        for (auto* word = begin; word != end; ++word) {
            random ^= random << 13U;
            random ^= random >> 7U;
            random ^= random << 17U;
            *word = round % 3 == 0 ? random : (round % 3 == 1 ? random >> 62U : 0x4141414141414141);
        }
        memory.producer().published.store(7);
        const std::string text = text_of(collector.Collect());
        EXPECT_NE(text.find("ringlib_up"), std::string::npos);
        std::istringstream lines(text);
        std::vector<std::string> series;
        for (std::string line; std::getline(lines, line);) {
            EXPECT_TRUE(std::all_of(
                line.begin(), line.end(), [](char c) { return c >= 0x20 && c < 0x7f; }));
            if (line.front() != '#') {
                series.push_back(line.substr(0, line.rfind(' ')));
            }
        }
        std::sort(series.begin(), series.end());
        EXPECT_EQ(std::adjacent_find(series.begin(), series.end()), series.end());
    }
    std::fill(begin, end, 0);
}

TEST(RingCollector, FindsTheRingsOfADirectory)
{
    const ringtest::TemporaryDirectory directory;
    const RingCollector collector(kEveryRingIn, directory.path());
    EXPECT_TRUE(collector.Collect().empty());
    const auto build = [&](const char* name) {
        return build_mmap_single_producer<Tick>(directory.path() / name, 8)
            .with_unlink_on_close(true)
            .build_producer()
            .value();
    };
    const auto up = [&](const char* name) {
        return value_of(
            collector.Collect(), "ringlib_up", {{"ring", (directory.path() / name).string()}});
    };
    std::optional<Producer<Tick>> a = build("a");
    const Producer<Tick> b = build("b");
    EXPECT_EQ(up("a"), 1);
    EXPECT_EQ(up("b"), 1);
    a.reset();
    EXPECT_EQ(up("a"), std::nullopt);
    EXPECT_EQ(up("b"), 1);
}

TEST(RingCollector, AnswersForNamesThatNoRingCanHave)
{
    const RingCollector collector({"a b\n", "", "nowhere/ring"});
    const auto all = collector.Collect();
    EXPECT_EQ(value_of(all, "ringlib_up", {{"ring", "a b\\x0a"}}), 0);
    EXPECT_EQ(value_of(all, "ringlib_up", {{"ring", "nowhere/ring"}}), 0);
    EXPECT_TRUE(RingCollector(kEveryRingIn, "nowhere").Collect().empty());
}

TEST(RingCollector, IsCollectedFromSeveralThreadsWhileTheRingLives)
{
    const ringtest::TemporaryRing ring;
    const RingCollector collector({ring.name()});
    std::atomic<bool> done{false};
    std::vector<std::thread> scrapers;
    scrapers.reserve(2);
    for (int i = 0; i < 2; ++i) {
        scrapers.emplace_back([&] {
            double last = 0;
            while (!done) {
                const auto published = value_of(
                    collector.Collect(), "ringlib_events_published_total", {{"ring", ring.name()}});
                EXPECT_GE(published.value_or(last), last);
                last = published.value_or(last);
            }
        });
    }
    Producer<Tick> producer = make_producer(ring.name());
    for (int i = 0; i < 200; ++i) {
        publish(producer, 10);
        EXPECT_FALSE(collector.Collect().empty());
    }
    done = true;
    for (std::thread& scraper : scrapers) {
        scraper.join();
    }
}

}  // namespace
}  // namespace ringlib::metrics

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_run.h"
#include "monitor/shared_ring.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <thread>

namespace {

using namespace std::chrono_literals;
using ringtest::kSharedCapacity;
using ringtest::run;
using ringtest::Tick;
using Json = nlohmann::ordered_json;

std::vector<std::string> keys_of(const Json& object)
{
    std::vector<std::string> keys;
    for (const auto& item : object.items()) {
        keys.push_back(item.key());
    }
    return keys;
}

/// A ring that tells everything a ring can tell.
class RingctlStatDetails : public testing::Test {
protected:
    RingctlStatDetails()
    {
        for (int i = 0; i < 100; ++i) {
            m_producer.record_publish_latency_ns(1000);
            m_consumer.record_consume_latency_ns(i == 0 ? 9'000'000 : 2000);
        }
    }
    static ringlib::RequiredConsumerLivenessConfig liveness()
    {
        ringlib::RequiredConsumerLivenessConfig config;
        config.required_consumer_ids = {"cp_0", "cp_1"};
        config.startup_wait_timeout = 10min;
        config.progress_timeout = 1s;
        return config;
    }
    [[nodiscard]] Json stat() const
    {
        const auto result = run({"stat", m_name.name(), "--window", "0ms", "--format", "json"});
        EXPECT_EQ(result.code, 0) << result.err;
        return Json::parse(result.out);
    }

    ringtest::TemporaryRing m_name;
    ringlib::Producer<Tick> m_producer
        = ringlib::build_shared_single_producer<Tick>(m_name.name(), kSharedCapacity)
              .with_event_schema(ringlib::describe_event<Tick>().field("value", &Tick::value))
              .with_latency_histograms()
              .build_producer()
              .value();
    ringlib::Consumer<Tick> m_consumer
        = ringlib::attach_shared_consumer<Tick>(m_name.name(), kSharedCapacity)
              .with_consumer_id("cp_0")
              .build_consumer()
              .value();
};

TEST_F(RingctlStatDetails, TellsTheLatenciesOfEachEndpoint)
{
    const Json json = stat()["latencies"];
    ASSERT_EQ(json.size(), 2U) << json;
    EXPECT_EQ(keys_of(json[0]),
        (std::vector<std::string>{"consumer", "count", "p50_ns", "p99_ns", "p999_ns", "max_ns"}));
    EXPECT_EQ(json[0]["consumer"], nullptr);
    EXPECT_EQ(json[0]["count"], 100);
    EXPECT_NEAR(json[0]["p50_ns"].get<double>(), 1000, 16);
    EXPECT_EQ(json[1]["consumer"], "cp_0");
    EXPECT_NEAR(json[1]["p50_ns"].get<double>(), 2000, 32);
    EXPECT_EQ(json[1]["max_ns"], 9'000'000);
    const auto text = run({"stat", m_name.name(), "--window", "0ms"}).out;
    EXPECT_NE(text.find("\nLATENCY OF    COUNT  P50 [us]  P99 [us]  P99.9 [us]  MAX [us]\n"),
        std::string::npos)
        << text;
    EXPECT_NE(text.find("9000.0\n"), std::string::npos) << text;
}

TEST_F(RingctlStatDetails, TellsTheFieldsOfAnEvent)
{
    EXPECT_EQ(stat()["event_fields"],
        (Json::parse(R"([{"name":"value","type":"U64","offset":0,"count":1}])")));
    const auto text = run({"stat", m_name.name(), "--window", "0ms"}).out;
    EXPECT_NE(text.find("\nvalue  U64 "), std::string::npos) << text;
}

TEST_F(RingctlStatDetails, TellsWhatHappenedLast)
{
    const Json json = stat()["happenings"];
    ASSERT_EQ(json.size(), 2U) << json;
    EXPECT_EQ(keys_of(json[0]),
        (std::vector<std::string>{"time_ns", "age_s", "what", "slot", "consumer", "value"}));
    EXPECT_EQ(json[0]["what"], "Created");
    EXPECT_EQ(json[0]["consumer"], nullptr);
    EXPECT_EQ(json[1]["what"], "Joined");
    EXPECT_EQ(json[1]["consumer"], "cp_0");
    for (int i = 0; i < 40; ++i) {
        (void)ringlib::attach_shared_consumer<Tick>(m_name.name(), kSharedCapacity)
            .with_consumer_id("cp_9")
            .build_consumer()
            .value();
    }
    EXPECT_EQ(stat()["happenings"].size(), 16U);
}

TEST_F(RingctlStatDetails, TellsWhatLiesInTheMemoryWhenItIsAskedFor)
{
    EXPECT_FALSE(stat().contains("memory"));
    for (int i = 0; i < 40; ++i) {
        (void)ringlib::attach_shared_consumer<Tick>(m_name.name(), kSharedCapacity)
            .with_consumer_id("cp_9")
            .build_consumer()
            .value();
    }
    const auto result
        = run({"stat", m_name.name(), "--window", "100ms", "--memory", "--format", "json"});
    EXPECT_EQ(result.code, 0) << result.err;
    const Json json = Json::parse(result.out)["memory"];
    EXPECT_EQ(keys_of(json), (std::vector<std::string>{"header", "counters", "happenings"}));
    const auto field = [&](const char* name) {
        const auto found = std::find_if(json["header"].begin(), json["header"].end(),
            [&](const Json& each) { return each["name"] == name; });
        return found == json["header"].end() ? Json() : *found;
    };
    EXPECT_EQ(keys_of(field("capacity")),
        (std::vector<std::string>{"name", "type", "offset", "count", "value"}));
    EXPECT_EQ(field("capacity")["value"], kSharedCapacity);
    EXPECT_EQ(field("event_size")["value"], sizeof(Tick));
    EXPECT_EQ(field("layout_major")["value"], 1);
    EXPECT_EQ(keys_of(json["counters"].at(0)),
        (std::vector<std::string>{"id", "label", "value", "per_s"}));
    EXPECT_EQ(json["counters"][0]["per_s"], 0) << "nothing is published";
    EXPECT_GT(json["happenings"].size(), 16U);
}

TEST_F(RingctlStatDetails, TellsTheMemoryAsTextToo)
{
    const auto text = run({"stat", m_name.name(), "--window", "100ms", "--memory"}).out;
    EXPECT_NE(text.find("\nHEADER FIELD "), std::string::npos) << text;
    EXPECT_NE(text.find("\nconsumer_slots "), std::string::npos) << text;
    EXPECT_NE(text.find("  RATE [1/s]\n"), std::string::npos) << text;
    EXPECT_EQ(run({"stat", m_name.name(), "--window", "0ms"}).out.find("HEADER FIELD"),
        std::string::npos);
}

TEST(RingctlStat, TellsTheRateOfACounterThatGrows)
{
    const ringtest::TemporaryRing name;
    auto producer
        = ringlib::build_shared_single_producer<Tick>(name.name(), 64).build_producer().value();
    const std::jthread publisher([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            (void)producer.try_publish([](Tick&) {});
            std::this_thread::sleep_for(100us);
        }
    });
    const auto result
        = run({"stat", name.name(), "--window", "500ms", "--memory", "--format", "json"});
    const Json json = Json::parse(result.out);
    for (const Json& counter : json["memory"]["counters"]) {
        if (counter["label"] == "events_published") {
            EXPECT_GT(counter["per_s"].get<double>(), 100) << result.out;
            return;
        }
    }
    ADD_FAILURE() << result.out;
}

TEST(RingctlStat, TellsNothingOfARingThatSaysNothing)
{
    const ringtest::TemporaryRing name;
    const ringtest::SharedRing ring(name);
    const auto result = run({"stat", name.name(), "--window", "0ms", "--format", "json"});
    const Json json = Json::parse(result.out);
    EXPECT_EQ(json["event_fields"], nullptr);
    EXPECT_EQ(json["latencies"], Json::array());
    EXPECT_EQ(run({"stat", name.name(), "--window", "0ms"}).out.find("LATENCY"), std::string::npos);
}

}  // namespace

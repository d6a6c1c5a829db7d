// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/sampler.h"

#include <ringlib/ringlib.h>

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace monitor::test {

inline constexpr Duration kWatchdog = std::chrono::seconds(20);
inline constexpr std::size_t kCapacity = 1024;

struct Tick {
    std::uint64_t value;
};

inline ringlib::Producer<Tick> make_producer(const std::string& name)
{
    return ringlib::build_shared_single_producer<Tick>(name, kCapacity).build_producer().value();
}
inline ringlib::Consumer<Tick> make_consumer(const std::string& name, std::string_view id)
{
    return ringlib::attach_shared_consumer<Tick>(name, kCapacity)
        .with_consumer_id(id)
        .build_consumer()
        .value();
}
inline void publish(ringlib::Producer<Tick>& producer, int count)
{
    for (int i = 0; i < count; ++i) {
        ASSERT_TRUE(producer.try_publish([](Tick&) {})) << i;
    }
}

/// Takes readings until one of them satisfies `wanted`, and gives that one.
inline std::optional<RingReading> wait_for(
    Sampler& sampler, const std::function<bool(const RingReading&)>& wanted)
{
    std::vector<RingReading> readings;
    for (const auto end = Clock::now() + kWatchdog; Clock::now() < end;) {
        sampler.take_readings(readings);
        for (const auto& reading : readings) {
            if (wanted(reading)) {
                return reading;
            }
        }
        std::this_thread::yield();
    }
    ADD_FAILURE() << "no such reading within the watchdog's time";
    return std::nullopt;
}
inline std::optional<RingReading> wait_for(Sampler& sampler, RingWord word)
{
    return wait_for(sampler, [&](const RingReading& reading) { return reading.state == word; });
}

inline SamplerOptions quick()
{
    SamplerOptions options;
    options.rate_hz = 1000;
    options.publish_interval = std::chrono::milliseconds(1);
    options.attach_interval = std::chrono::milliseconds(5);
    return options;
}

}  // namespace monitor::test

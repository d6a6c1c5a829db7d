// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_run.h"
#include "monitor/shared_ring.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <filesystem>
#include <future>
#include <memory>

namespace {

using namespace std::chrono_literals;
using ringtest::run;
using ringtest::SharedRing;
using Words = std::vector<std::string>;

ringtest::Result wait_for(const std::string& ring, const std::string& state, const Words& more)
{
    Words words{"wait", ring, "--state", state};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
}

TEST(RingctlWait, AcceptsEveryStateAndTimesOutWith3)
{
    for (const std::string state :
        {"LIVE", "IDLE", "ORPHAN", "REPLACED", "TRUNCATED", "INCOMPATIBLE", "FORBIDDEN", "CLOSED",
            "FAILED", "UNKNOWN", "ABSENT", "DEAD", "STOPPED", "REWOUND", "STALLED", "GATING",
            "STARVED", "OK", "FALLING BEHIND", "CATCHING UP", "SLOW LEAK", "HIGH", "OK steady",
            "falling-behind", "slow_leak", "ok"}) {
        const auto result = wait_for("no-such-ring-anywhere", state, {"--timeout", "0ms"});
        EXPECT_EQ(result.code, 3) << state << result.err;
        EXPECT_EQ(ringtest::lines_of(result.err).size(), 1U) << result.err;
        EXPECT_EQ(result.out, "");
    }
    EXPECT_EQ(wait_for("no-such-ring-anywhere", "WAITING", {"--timeout", "0ms"}).code, 0);
}

TEST(RingctlWait, NamesTheNearestOfAnUnknownState)
{
    const auto result = wait_for("a", "STALED", {});
    EXPECT_EQ(result.code, 64);
    EXPECT_NE(result.err.find("did you mean 'STALLED'?"), std::string::npos) << result.err;
    EXPECT_EQ(wait_for("a", "", {}).code, 64);
    EXPECT_EQ(wait_for("a", "LIVE", {"--consumer", "cp_0"}).code, 64);  // no state of a consumer
    EXPECT_EQ(wait_for("a", "OK", {"--timeout", "5"}).code, 64);
    EXPECT_EQ(wait_for("a b", "OK", {}).code, 64);
    EXPECT_EQ(run({"wait", "a"}).code, 64);
}

TEST(RingctlWait, WaitsForARingThatIsNotThereYet)
{
    const ringtest::TemporaryRing name;
    auto waiting = std::async(std::launch::async, [&] {
        return wait_for(name.name(), "LIVE", {"--timeout", "40s"});
    });
    EXPECT_EQ(waiting.wait_for(100ms), std::future_status::timeout);
    const SharedRing ring(name);
    const auto result = waiting.get();
    EXPECT_EQ(result.code, 0) << result.err;
    EXPECT_EQ(result.out.rfind(name.name() + " is LIVE after ", 0), 0U) << result.out;
}

TEST(RingctlWait, KnowsWhatARingTells)
{
    const ringtest::TemporaryRing name;
    auto ring = std::make_unique<SharedRing>(name);
    const auto consumer = ring->join("one");
    EXPECT_EQ(wait_for(name.name(), "IDLE", {"--timeout", "40s"}).code, 0);
    EXPECT_EQ(wait_for(name.name(), "IDLE", {"--consumer", "one", "--timeout", "40s"}).code, 0);
    EXPECT_EQ(wait_for(name.name(), "ABSENT", {"--consumer", "two", "--timeout", "40s"}).code, 0);
    EXPECT_EQ(wait_for(name.name(), "OK", {"--consumer", "two", "--timeout", "100ms"}).code, 3);
    ring->publish(ringtest::kSharedCapacity);
    EXPECT_EQ(wait_for(name.name(), "STALLED", {"--timeout", "40s"}).code, 0);
    const auto held = wait_for(name.name(), "OK", {"--timeout", "100ms"});
    EXPECT_EQ(held.code, 3);
    EXPECT_NE(held.err.find("one "), std::string::npos) << held.err;
    ring->producer().close();
    const auto closed = wait_for(name.name(), "CLOSED", {"--timeout", "40s", "--format", "json"});
    EXPECT_EQ(closed.code, 0);
    EXPECT_EQ(nlohmann::json::parse(closed.out)["state"], "CLOSED");
}

TEST(RingctlWait, CallsARingOkWhileItsConsumersKeepUp)
{
    const ringtest::TemporaryRing name;
    SharedRing ring(name);
    auto consumer = ring.join("one");
    for (const Words& more :
        {Words{"--timeout", "40s"}, Words{"--timeout", "40s", "--consumer", "one"}}) {
        auto waiting
            = std::async(std::launch::async, [&] { return wait_for(name.name(), "OK", more); });
        while (waiting.wait_for(1ms) != std::future_status::ready) {
            ring.publish(1);
            consumer.process_available([](auto&&...) {});
        }
        EXPECT_EQ(waiting.get().code, 0);
    }
}

TEST(RingctlWait, SeesWhatCannotBeUsed)
{
    const ringtest::TemporaryDirectory place;
    const auto file = (place.path() / "cut").string();
    const auto producer
        = ringlib::build_mmap_single_producer<ringtest::Tick>(file, 64).build_producer().value();
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
    EXPECT_EQ(wait_for(file, "TRUNCATED", {"--timeout", "40s"}).code, 0);
}

}  // namespace

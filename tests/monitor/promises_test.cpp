// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_run.h"
#include "support/side_by_side.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <gtest/gtest.h>
#include <string>
#include <vector>

/// Built-in scenarios with real processes: at most three minutes of them in all, side by side,
/// since they mostly wait. RINGTEST_SCENARIOS=all breaks every promise, in shm and mmap; that the
/// others pass is then seen by `ringctl run --all`. Both are part of `./dev scenarios`.
namespace {

constexpr std::size_t kAtOnce = 6;

struct Kept {
    const char* scenario;
    const char* backend;
};

TEST(Promise, IsKeptByHealthyWorkers)
{
    const std::vector<Kept> all_kept = {
        {"stall-required-consumer", "shm"},
        {"kill-required-consumer", "mmap"},
        {"rejoin-same-id-in-grace", "mmap"},
        {"evict-stalled-consumer", "shm"},
        {"consumer-crash-in-lease", "mmap"},
        {"producer-crash-takeover", "shm"},
        {"producer-recreate", "shm"},
        {"duplicate-id-refused", "mmap"},
        {"second-producer-refused", "shm"},
        {"truncate-in-use", "mmap"},
    };
    // Some are judged by the time that they take: they are given room.
    ringtest::side_by_side(all_kept, kAtOnce / 2, [](const Kept& kept) {
        const ringtest::TemporaryDirectory place;
        const auto result = ringtest::run_until_judged(
            {"run", kept.scenario, "--backend", kept.backend, "--runs", place.path() / "runs"})
                                .result;
        EXPECT_EQ(result.code, 0) << result.out << result.err;
        EXPECT_EQ(result.out.find(std::string("PASS ") + kept.scenario), 0U) << result.out;
    });
}

struct Broken {
    const char* scenario;
    const char* promise;
    const char* type;  ///< of an expectation that has to fail
    bool short_form;
};

// At least one for every built-in scenario. Those that fail for what never comes take longer.
const std::vector<Broken> kBroken = {
    {"baseline-1p1c", "loses", "integrity", true},
    {"baseline-1p4c", "doubles", "integrity", true},
    {"chaos-soak", "tears", "integrity", true},
    {"stall-required-consumer", "alerts-late", "detection", true},
    {"stall-required-consumer", "gives-up-never", "producer_outcome", false},
    {"kill-required-consumer", "alerts-early", "detection", true},
    {"required-never-starts", "misses-nobody", "producer_outcome", false},
    {"stall-and-resume-in-grace", "grace-ends-soon", "producer_outcome", true},
    {"rejoin-same-id-in-grace", "starts-next", "consumer_first", true},
    {"rejoin-other-id", "gives-up-never", "producer_outcome", false},
    {"rejoin-too-late", "fails-as-if-well", "producer_outcome", false},
    {"alert-only", "gives-up-always", "producer_outcome", true},
    {"evict-stalled-consumer", "gives-up-never", "producer_goes_on", false},
    {"slow-consumer-gates", "skips-to-keep-up", "integrity", false},
    {"optional-consumer-dies", "keeps-the-dead", "producer_goes_on", false},
    {"late-joiner-oldest", "starts-next", "consumer_first", true},
    {"late-joiner-next", "starts-oldest", "consumer_first", true},
    {"consumer-leaves", "keeps-the-dead", "consumer_attached", false},
    {"consumer-crash-in-lease", "keeps-from-the-heir", "consumer_redelivered", true},
    {"producer-crash-takeover", "takes-over-elsewhere", "integrity", true},
    {"producer-killed", "waits-for-ever", "consumer_end", false},
    {"producer-recreate", "hides-replacement", "consumer_end", false},
    {"second-producer-refused", "throws-the-first-out", "ring_epoch", true},
    {"duplicate-id-refused", "throws-the-first-out", "consumer_end", true},
    {"burst-overload", "skips-to-keep-up", "integrity", true},
    {"buffer-until-consumers", "buffers-less", "ring_published", true},
    {"unlink-in-use", "ends-with-the-name", "consumer_goes_on", false},
    {"truncate-in-use", "dies-of-a-cut-file", "consumer_end", true},
};

struct Trial {
    Broken broken;
    std::string backend;
};

std::vector<Trial> trials()
{
    const bool all = std::getenv("RINGTEST_SCENARIOS") != nullptr;
    std::vector<Trial> chosen;
    for (const Broken& broken : kBroken) {
        if (all || broken.short_form) {
            chosen.push_back({broken, "shm"});
        }
        if (all) {
            chosen.push_back({broken, "mmap"});
        }
    }
    return chosen;
}

void expect_noticed(const Trial& trial)
{
    const Broken& broken = trial.broken;
    const ringtest::TemporaryDirectory place;
    const auto result
        = ringtest::run_until_judged({"run", broken.scenario, "--backend", trial.backend, "--runs",
                                         place.path() / "runs", "--format", "jsonl"},
            {std::string("RINGSCOPE_WORKER=") + BROKEN_WORKER,
                std::string("RINGTEST_BREAK=") + broken.promise})
              .result;
    const std::string what = std::string(broken.scenario) + " (" + trial.backend
        + ") with workers of which one " + broken.promise + '\n' + result.out + result.err;
    EXPECT_EQ(result.code, 1) << what;
    const auto json = nlohmann::json::parse(result.out, nullptr, false);
    EXPECT_TRUE(json.is_object()
        && std::any_of(json["expectations"].begin(), json["expectations"].end(),
            [&broken](const auto& line) {
                return line["status"] == "failed" && line["type"] == broken.type;
            }))
        << "for " << broken.type << ": " << what;
}

// The scenario that watches over what the worker breaks fails, and for that reason.
TEST(Promise, IsMissedWhereItIsBroken)
{
    ringtest::side_by_side(trials(), kAtOnce, expect_noticed);
}

}  // namespace

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_run.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <gtest/gtest.h>

namespace {

struct Broken {
    const char* scenario;
    const char* promise;
    const char* type;  ///< of an expectation that has to fail
};

class BrokenPromise : public testing::TestWithParam<Broken> { };

// Real processes, of a worker that breaks its promise: the scenario that watches over it fails, and
// for that reason.
TEST_P(BrokenPromise, IsNoticed)
{
    const Broken& broken = GetParam();
    ::setenv("RINGSCOPE_WORKER", BROKEN_WORKER, 1);
    ::setenv("RINGTEST_BREAK", broken.promise, 1);
    const ringtest::TemporaryDirectory place;
    const auto result = ringtest::run({"run", broken.scenario, "--backend", "shm", "--runs",
        place.path() / "runs", "--format", "jsonl"});
    ASSERT_EQ(result.code, 1) << result.out << result.err;
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_TRUE(std::any_of(json["expectations"].begin(), json["expectations"].end(),
        [&broken](const auto& line) {
            return line["status"] == "failed" && line["type"] == broken.type;
        }))
        << result.out;
}

INSTANTIATE_TEST_SUITE_P(OfEachKind, BrokenPromise,
    testing::Values(Broken{"baseline-1p1c", "loses", "integrity"},
        Broken{"baseline-1p4c", "doubles", "integrity"}, Broken{"chaos-soak", "tears", "integrity"},
        Broken{"stall-required-consumer", "alerts-late", "detection"},
        Broken{"kill-required-consumer", "alerts-early", "detection"},
        Broken{"stall-required-consumer", "gives-up-never", "producer_outcome"},
        Broken{"stall-and-resume-in-grace", "grace-ends-soon", "producer_outcome"},
        Broken{"alert-only", "gives-up-always", "producer_outcome"},
        Broken{"evict-stalled-consumer", "gives-up-never", "producer_goes_on"},
        Broken{"rejoin-same-id-in-grace", "starts-next", "consumer_first"},
        Broken{"late-joiner-oldest", "starts-next", "consumer_first"},
        Broken{"late-joiner-next", "starts-oldest", "consumer_first"},
        Broken{"buffer-until-consumers", "buffers-less", "ring_published"},
        Broken{"producer-killed", "waits-for-ever", "consumer_end"}),
    [](const testing::TestParamInfo<Broken>& each) {
        std::string name = std::string(each.param.scenario) + '_' + each.param.promise;
        std::replace(name.begin(), name.end(), '-', '_');
        return name;
    });

}  // namespace

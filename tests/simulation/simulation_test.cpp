// SPDX-License-Identifier: MIT OR Apache-2.0
#include "planted_defects.h"
#include "simulation.h"

#include <gtest/gtest.h>
#include <ostream>

namespace ringlib::simulation {

void PrintTo(const PlantedDefect& defect, std::ostream* out)
{
    *out << defect.name;
}

namespace {

std::string how_to_replay(const Outcome& outcome, Mode mode)
{
    return outcome.trace + "replay: bin/simulation --seed "
        + std::to_string(outcome.first_bad_seed.value_or(0))
        + (mode == Mode::Liveness ? " --liveness" : "");
}

/// A part of the seeds, so that the parts run beside each other.
class Seeds : public testing::TestWithParam<std::uint64_t> {
protected:
    static Outcome run(Mode mode)
    {
        return simulate(GetParam() * SIMULATED_SEEDS, SIMULATED_SEEDS, mode);
    }
};

INSTANTIATE_TEST_SUITE_P(Part, Seeds, testing::Range(std::uint64_t{0}, std::uint64_t{10}));

TEST_P(Seeds, AccuseNobodyWronglyWhateverGoesWrongInAnHour)
{
    const Outcome outcome = run(Mode::Safety);
    EXPECT_EQ(outcome.violations, 0U) << how_to_replay(outcome, Mode::Safety);
    const Tally& tally = outcome.tally;
    for (const std::uint64_t happened :
        {tally.alerts - tally.said_died, tally.said_died, tally.shutdowns, tally.evictions,
            tally.tolerated, tally.found_left, tally.startup_timeouts, tally.take_overs,
            tally.resumes, tally.reaped, tally.freezes}) {
        EXPECT_GT(happened, SIMULATED_SEEDS / 4);
    }
}

TEST_P(Seeds, LetTheProducerGoOnOrFailOnceTheFaultsHaveEnded)
{
    const Outcome outcome = run(Mode::Liveness);
    EXPECT_EQ(outcome.violations, 0U) << how_to_replay(outcome, Mode::Liveness);
    EXPECT_GT(outcome.tally.shutdowns, SIMULATED_SEEDS / 20);
    EXPECT_GT(outcome.tally.evictions, SIMULATED_SEEDS / 20);
}

TEST(Simulation, DoesTheSameAgainFromTheSameSeed)
{
    for (const Mode mode : {Mode::Safety, Mode::Liveness}) {
        const std::string once = trace_of(7, mode);
        EXPECT_FALSE(once.empty());
        EXPECT_EQ(once, trace_of(7, mode));
        EXPECT_NE(once, trace_of(8, mode));
    }
}

class Planted : public testing::TestWithParam<PlantedDefect> { };

INSTANTIATE_TEST_SUITE_P(Defect, Planted, testing::ValuesIn(planted_defects()),
    [](const testing::TestParamInfo<PlantedDefect>& defect) { return defect.param.name; });

TEST_P(Planted, IsFoundWithinAHundredSeedsAndItsTraceEndsWithTheBrokenRule)
{
    const Outcome outcome = simulate(0, 100, GetParam().mode, GetParam().make);
    ASSERT_TRUE(outcome.first_bad_seed);
    RecordProperty("first_bad_seed", std::to_string(*outcome.first_bad_seed));
    RecordProperty("bad_seeds_of_100", std::to_string(outcome.violations));
    EXPECT_NE(outcome.trace.find("BROKEN: "), std::string::npos);
    EXPECT_EQ(outcome.trace, trace_of(*outcome.first_bad_seed, GetParam().mode, GetParam().make));
}

}  // namespace
}  // namespace ringlib::simulation

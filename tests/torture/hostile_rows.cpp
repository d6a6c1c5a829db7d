// SPDX-License-Identifier: MIT OR Apache-2.0
#include "hostile_rows.h"

#include "hostile/flipping_ring.h"
#include "hostile/header_bits.h"
#include "hostile/lock_race.h"
#include "hostile/vanishing_ring.h"
#include "simulation/simulation.h"

namespace torture {
namespace {

Outcome from(ringtest::Outcome found)
{
    Outcome outcome;
    outcome.tried = found.tried;
    outcome.bad = found.bad;
    if (found.bad != 0) {
        outcome.findings.push_back(found.figures);
    }
    outcome.figures = std::move(found.figures);
    return outcome;
}

Outcome simulated(ringlib::simulation::Mode mode, std::uint64_t seeds, const Effort& effort)
{
    const auto found = ringlib::simulation::simulate(effort.seed, effort.of(seeds), mode);
    Outcome outcome;
    outcome.tried = found.seeds;
    outcome.bad = found.violations;
    outcome.figures = std::to_string(found.tally.alerts) + " alerts, "
        + std::to_string(found.tally.shutdowns) + " shutdowns, "
        + std::to_string(found.tally.take_overs) + " take-overs";
    if (found.first_bad_seed) {
        outcome.findings.push_back(
            "seed " + std::to_string(*found.first_bad_seed) + ": " + found.trace);
    }
    return outcome;
}

}  // namespace

std::vector<Row> hostile_rows()
{
    return {
        {.id = "F35",
            .rule = "WhoReadsARingSurvivesItsTruncationReplacementAndRemoval",
            .unit = "blows",
            .long_share = 1,
            .run =
                [](const Effort& effort) {
                    return from(ringtest::read_vanishing_ring(effort.of(500), effort.seed));
                }},
        {.id = "F36",
            .rule = "NoHeaderWithAChangedBitIsAttachedTo",
            .unit = "bits",
            .long_share = 0.2,
            .run
            = [](const Effort&) { return from(ringtest::attach_with_each_header_bit_flipped()); }},
        {.id = "F36",
            .rule = "NoHeaderOfChangedBytesIsAttachedTo",
            .unit = "headers",
            .long_share = 0.2,
            .run =
                [](const Effort& effort) {
                    return from(
                        ringtest::attach_with_random_header_bytes(effort.of(1000), effort.seed));
                }},
        {.id = "S02",
            .rule = "AHeaderThatChangesAllTheTimeIsRefusedOrConsistent",
            .unit = "attaches",
            .long_share = 1,
            .run =
                [](const Effort& effort) {
                    return from(ringtest::flip_ring_while_attaching(effort.of(2000), effort.seed));
                }},
        {.id = "S10",
            .rule = "ALockIsHeldByOneHoweverOftenItsFileGoes",
            .unit = "locks",
            .long_share = 0.5,
            .run =
                [](const Effort& effort) {
                    return from(ringtest::lock_while_lock_files_go(effort.of(1000)));
                }},
    };
}

std::vector<Row> simulation_rows()
{
    using ringlib::simulation::Mode;
    return {
        {.id = "SIM",
            .rule = "NobodyIsAccusedWronglyTwiceOrLateInASimulatedHour",
            .unit = "seeds",
            .long_share = 2,
            .run = [](const Effort& effort) { return simulated(Mode::Safety, 500, effort); }},
        {.id = "SIM",
            .rule = "AProducerGoesOnOrHasFailedWhenFaultsCease",
            .unit = "seeds",
            .long_share = 0.5,
            .run = [](const Effort& effort) { return simulated(Mode::Liveness, 1000, effort); }},
    };
}

}  // namespace torture

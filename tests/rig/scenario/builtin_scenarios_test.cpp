// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/builtin.h"
#include "rig/scenario/engine.h"
#include "rig/scenario/parse.h"
#include "rig/scenario/simulated_rig.h"
#include "rig/scenario/soak.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace {

using namespace std::chrono_literals;
using namespace rig::scenario;
using rigtest::Break;
using rigtest::SimulatedRig;

Scenario scenario_named(std::string_view name)
{
    const BuiltinScenario* const found = find_builtin_scenario(name);
    EXPECT_NE(found, nullptr) << name;
    auto scenario = parse_scenario(found->text);
    if (!scenario) {
        ADD_FAILURE() << scenario.error().front().text(name);
        return {};
    }
    if (scenario->soak) {
        scenario->method = draw_method(*scenario->soak, 7);
    }
    return std::move(*scenario);
}

/// Plays a whole scenario under a clock that only this moves.
Result play(const Scenario& scenario, Break broken = Break::Nothing)
{
    SimulatedRig rig(scenario, broken);
    Engine engine(scenario);
    for (Time now = 1s; !engine.is_over() && now < scenario.timeout + 240s; now += 10ms) {
        rig.advance(now);
        for (const Action& action : engine.advance(now, rig.look(now))) {
            rig.act(action, now);
        }
    }
    EXPECT_TRUE(engine.is_over());
    return engine.result();
}

std::string told(const Result& result)
{
    std::string text = std::string(to_string(result.verdict)) + ": " + result.reason + '\n';
    for (const ResultLine& line : result.lines) {
        text += "  " + std::string(to_string(line.status)) + "  " + line.type + ": " + line.name
            + ": " + line.measured + '\n';
    }
    return text;
}

TEST(BuiltinScenario, IsNamedLikeItsFile)
{
    ASSERT_GE(builtin_scenarios().size(), 26U);
    for (const BuiltinScenario& each : builtin_scenarios()) {
        const auto scenario = parse_scenario(each.text);
        ASSERT_TRUE(scenario) << scenario.error().front().text(each.name);
        EXPECT_EQ(scenario->name, each.name);
        EXPECT_FALSE(scenario->why.empty());
    }
}

TEST(BuiltinScenario, PassesWhereEveryPromiseIsKept)
{
    for (const BuiltinScenario& each : builtin_scenarios()) {
        const Result result = play(scenario_named(each.name));
        EXPECT_EQ(result.verdict, rig::Verdict::Pass) << each.name << '\n' << told(result);
    }
}

struct Broken {
    const char* scenario;
    Break promise;
    const char* type;  ///< of a line that has to fail
};

TEST(BuiltinScenario, FailsForTheRightReasonWhereItsPromiseIsBroken)
{
    const Broken all_broken[] = {
        {"baseline-1p1c", Break::Loses, "integrity"},
        {"baseline-1p1c", Break::MovesNobody, "consumer_end"},
        {"baseline-1p4c", Break::Doubles, "integrity"},
        {"baseline-1p4c", Break::Tears, "integrity"},
        {"stall-required-consumer", Break::AlertsLate, "detection"},
        {"stall-required-consumer", Break::AlertsEarly, "detection"},
        {"stall-required-consumer", Break::NeverAlerts, "detection"},
        {"stall-required-consumer", Break::NeverGivesUp, "producer_outcome"},
        {"stall-required-consumer", Break::ForgetsToNameThem, "producer_outcome"},
        {"stall-required-consumer", Break::TellsNobody, "consumer_end"},
        {"kill-required-consumer", Break::AlertsLate, "detection"},
        {"kill-required-consumer", Break::NeverGivesUp, "producer_outcome"},
        {"required-never-starts", Break::NeverGivesUp, "producer_outcome"},
        {"required-never-starts", Break::ForgetsToNameThem, "producer_outcome"},
        {"stall-and-resume-in-grace", Break::GivesUpInGrace, "unasked_end"},
        {"rejoin-same-id-in-grace", Break::StartsElsewhere, "consumer_first"},
        {"rejoin-other-id", Break::AcceptsAnyoneForRequired, "producer_outcome"},
        {"rejoin-too-late", Break::NeverGivesUp, "producer_outcome"},
        {"alert-only", Break::NeverAlerts, "detection"},
        {"evict-stalled-consumer", Break::EvictsNobody, "producer_goes_on"},
        {"slow-consumer-gates", Break::HoldsForNobody, "integrity"},
        {"optional-consumer-dies", Break::KeepsTheDead, "producer_goes_on"},
        {"late-joiner-oldest", Break::StartsElsewhere, "consumer_first"},
        {"late-joiner-next", Break::StartsElsewhere, "consumer_first"},
        {"consumer-leaves", Break::KeepsTheDead, "consumer_attached"},
        {"consumer-crash-in-lease", Break::RedeliversSilently, "consumer_redelivered"},
        {"producer-crash-takeover", Break::StopsAfterTakeover, "producer_goes_on"},
        {"producer-killed", Break::TellsNobody, "consumer_end"},
        {"producer-recreate", Break::HidesTheReplacement, "consumer_end"},
        {"second-producer-refused", Break::LetsASecondProducerIn, "ring_epoch"},
        {"duplicate-id-refused", Break::LetsASecondProducerIn, "unasked_end"},
        {"burst-overload", Break::HoldsForNobody, "ring_full"},
        {"buffer-until-consumers", Break::StartsElsewhere, "consumer_first"},
        {"buffer-until-consumers", Break::BuffersTooLittle, "ring_published"},
        {"unlink-in-use", Break::DiesWithTheName, "unasked_end"},
        {"truncate-in-use", Break::HidesTheTruncation, "consumer_end"},
        {"chaos-soak", Break::Loses, "integrity"},
    };
    for (const Broken& each : all_broken) {
        const Result result = play(scenario_named(each.scenario), each.promise);
        EXPECT_EQ(result.verdict, rig::Verdict::Fail) << each.scenario << '\n' << told(result);
        EXPECT_TRUE(std::any_of(result.lines.begin(), result.lines.end(),
            [&each](const ResultLine& line) {
                return line.status == LineStatus::Failed && line.type == each.type;
            }))
            << each.scenario << " for " << each.type << '\n'
            << told(result);
    }
}

TEST(ScenarioReference, IsTheDocumentation)
{
    std::ifstream page(DOCS "/scenarios.md");
    const std::string text{std::istreambuf_iterator<char>(page), {}};
    EXPECT_EQ(text, scenario_reference())
        << "write it anew: ringctl scenarios --reference > docs/scenarios.md";
}

TEST(Engine, DerivesItsToleranceFromTheRunItself)
{
    const Scenario scenario = scenario_named("stall-required-consumer");
    const Result result = play(scenario);
    const auto line = std::find_if(result.lines.begin(), result.lines.end(),
        [](const ResultLine& each) { return each.type == "detection"; });
    ASSERT_NE(line, result.lines.end());
    // 1 s + 2 × 20 ms + 2 × 10 ms + 2 ms
    EXPECT_EQ(line->expected, "1.000 s to 1.062 s") << told(result);
    EXPECT_NE(line->measured.find("since the ring was full"), std::string::npos) << told(result);
    EXPECT_NE(line->measured.find("since the fault"), std::string::npos) << told(result);
}

TEST(Engine, InjectsNothingIntoAnUnhealthyBaseline)
{
    Scenario scenario = scenario_named("stall-required-consumer");
    scenario.steady.within = 2s;
    SimulatedRig rig(scenario, Break::Nothing);
    Engine engine(scenario);
    bool injected = false;
    for (Time now = 1s; !engine.is_over() && now < 60s; now += 10ms) {
        rig.advance(now);
        Observations seen = rig.look(now);
        for (ConsumerObservation& consumer : seen.ring.consumers) {
            consumer.state = "STALLED";
        }
        for (const Action& action : engine.advance(now, seen)) {
            injected = injected || std::holds_alternative<InjectFault>(action);
            rig.act(action, now);
        }
    }
    EXPECT_FALSE(injected);
    EXPECT_EQ(engine.result().verdict, rig::Verdict::Inconclusive);
    EXPECT_NE(engine.result().reason.find("nothing was injected: all consumers: OK: cp_0 STALLED"),
        std::string::npos)
        << told(engine.result());
}

TEST(Engine, IsInconclusiveWhereAnInjectionIsNotProven)
{
    const Scenario scenario = scenario_named("alert-only");
    SimulatedRig rig(scenario, Break::Nothing);
    rig.proves = false;
    Engine engine(scenario);
    for (Time now = 1s; !engine.is_over() && now < 60s; now += 10ms) {
        rig.advance(now);
        for (const Action& action : engine.advance(now, rig.look(now))) {
            rig.act(action, now);
        }
    }
    EXPECT_EQ(engine.result().verdict, rig::Verdict::Inconclusive) << told(engine.result());
}

TEST(Engine, IsInconclusiveWhereMoreThanATwentiethOfTheLooksWereMissed)
{
    const Scenario scenario = scenario_named("baseline-1p1c");
    for (const auto& [missed, verdict] :
        {std::pair(10U, rig::Verdict::Pass), std::pair(100U, rig::Verdict::Inconclusive)}) {
        SimulatedRig rig(scenario, Break::Nothing);
        rig.missed = missed;
        Engine engine(scenario);
        for (Time now = 1s; !engine.is_over() && now < 60s; now += 10ms) {
            rig.advance(now);
            for (const Action& action : engine.advance(now, rig.look(now))) {
                rig.act(action, now);
            }
        }
        EXPECT_EQ(engine.result().verdict, verdict) << told(engine.result());
    }
}

// An alert 300 ms late: 10 ms of oversleeping do not explain it, 50 ms do.
TEST(Engine, BlamesNobodyForComingLateWhereTheMachineWasLateItself)
{
    const Scenario scenario = scenario_named("stall-required-consumer");
    for (const auto& [overshoot, verdict] : {std::pair(Time(10ms), rig::Verdict::Fail),
             std::pair(Time(50ms), rig::Verdict::Inconclusive)}) {
        SimulatedRig rig(scenario, Break::AlertsLate);
        rig.overshoot = overshoot;
        Engine engine(scenario);
        for (Time now = 1s; !engine.is_over() && now < 60s; now += 10ms) {
            rig.advance(now);
            for (const Action& action : engine.advance(now, rig.look(now))) {
                rig.act(action, now);
            }
        }
        EXPECT_EQ(engine.result().verdict, verdict) << told(engine.result());
    }
}

TEST(Engine, HealsAndEndsWhatIsAborted)
{
    const Scenario scenario = scenario_named("alert-only");
    SimulatedRig rig(scenario, Break::Nothing);
    Engine engine(scenario);
    std::vector<Action> all;
    for (Time now = 1s; !engine.is_over() && now < 60s; now += 10ms) {
        rig.advance(now);
        Observations seen = rig.look(now);
        seen.abort_requested = now > 4s;
        for (const Action& action : engine.advance(now, seen)) {
            all.push_back(action);
            rig.act(action, now);
        }
    }
    EXPECT_EQ(engine.result().verdict, rig::Verdict::Aborted) << told(engine.result());
    EXPECT_EQ(engine.result().reason, "ended by the user");
    EXPECT_TRUE(std::any_of(all.begin(), all.end(),
        [](const Action& action) { return std::holds_alternative<HealFault>(action); }));
    EXPECT_TRUE(std::holds_alternative<End>(all.back()));
}

TEST(Engine, EndsAtItsTimeLimit)
{
    Scenario scenario = scenario_named("alert-only");
    scenario.timeout = 3s;
    const Result result = play(scenario);
    EXPECT_EQ(result.verdict, rig::Verdict::Aborted) << told(result);
    EXPECT_EQ(result.reason, "ended at its time limit, 3.000 s");
}

// Who is ready and who is not is the baseline: what a program does that cannot even begin says
// nothing of the library.
TEST(Engine, IsInconclusiveWhereSomebodyEndsBeforeAllAreReady)
{
    const Scenario scenario = scenario_named("alert-only");
    SimulatedRig rig(scenario, Break::Nothing);
    Engine engine(scenario);
    for (Time now = 1s; !engine.is_over() && now < 60s; now += 10ms) {
        rig.advance(now);
        Observations seen = rig.look(now);
        for (WorkerObservation& worker : seen.workers) {
            worker.phase = WorkerPhase::Exited;
            worker.exit_code = 64;
            worker.ready_at.reset();
        }
        for (const Action& action : engine.advance(now, seen)) {
            rig.act(action, now);
        }
    }
    EXPECT_EQ(engine.result().verdict, rig::Verdict::Inconclusive) << told(engine.result());
    EXPECT_NE(
        engine.result().reason.find("ended before all were ready: exit 64"), std::string::npos)
        << told(engine.result());
}

// "never" of several is broken by one.
TEST(Engine, FailsWhereOneOfThoseIsWhatNoneMayBe)
{
    Scenario scenario = scenario_named("stall-and-resume-in-grace");
    Expectation never;
    never.scope = Scope::After;
    never.fault = scenario.method.front().id;
    never.subject = Subject::ConsumerState;
    never.never = true;
    never.consumers = {"*"};
    never.words = {"DEAD"};
    scenario.expect.push_back(never);
    EXPECT_EQ(play(scenario).verdict, rig::Verdict::Pass) << told(play(scenario));
    scenario.expect.back().words = {"STOPPED"};
    EXPECT_EQ(play(scenario).verdict, rig::Verdict::Fail) << told(play(scenario));
}

TEST(Engine, SaysInTimesWhatCameTooLateOrNever)
{
    const Result result = play(scenario_named("stall-required-consumer"), Break::AlertsLate);
    const auto line = std::find_if(result.lines.begin(), result.lines.end(),
        [](const ResultLine& each) { return each.type == "detection"; });
    ASSERT_NE(line, result.lines.end());
    EXPECT_EQ(line->status, LineStatus::Failed);
    EXPECT_EQ(line->expected, "1.000 s to 1.062 s") << told(result);
}

TEST(Engine, SaysOfARunThatWasCutWhatWasInjectedUntilThen)
{
    const Scenario scenario = scenario_named("chaos-soak");
    SimulatedRig rig(scenario, Break::Nothing);
    Engine engine(scenario);
    for (Time now = 1s; !engine.is_over() && now < 60s; now += 10ms) {
        rig.advance(now);
        Observations seen = rig.look(now);
        seen.abort_requested = now > 8s;
        for (const Action& action : engine.advance(now, seen)) {
            rig.act(action, now);
        }
    }
    const Result result = engine.result();
    const auto injected = std::count_if(result.lines.begin(), result.lines.end(),
        [](const ResultLine& line) { return line.type == "injection"; });
    const auto requested = std::count_if(result.faults.begin(), result.faults.end(),
        [](const FaultObservation& fault) { return fault.requested.has_value(); });
    EXPECT_GT(requested, 2) << told(result);
    EXPECT_EQ(injected, requested) << told(result);
}

TEST(Engine, NoticesWhoEndsUnasked)
{
    const Scenario scenario = scenario_named("slow-consumer-gates");
    const Result result = play(scenario, Break::DiesOfABadConsumer);
    EXPECT_EQ(result.verdict, rig::Verdict::Fail) << told(result);
}

// A thousand faults: each tick looks at each of them once, and not at each for each other one.
TEST(Soak, OfAQuarterOfAnHourIsLedToItsEnd)
{
    Scenario scenario = scenario_named("chaos-soak");
    scenario.soak->lasting = 15min;
    scenario.timeout = 20min;
    scenario.method = draw_method(*scenario.soak, 7);
    ASSERT_GT(scenario.method.size(), 500U);
    const Result result = play(scenario);
    EXPECT_EQ(result.verdict, rig::Verdict::Pass) << result.reason;
}

TEST(Soak, DrawsTheSameStepsFromTheSameSeed)
{
    const Scenario scenario = scenario_named("chaos-soak");
    const auto a = draw_method(*scenario.soak, 7);
    const auto b = draw_method(*scenario.soak, 7);
    const auto c = draw_method(*scenario.soak, 8);
    ASSERT_GT(a.size(), 10U);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_EQ(a[i].at, b[i].at);
        EXPECT_EQ(a[i].fault.target, b[i].fault.target);
    }
    EXPECT_NE(a.front().at, c.front().at);
}

TEST(Soak, HitsNobodyWhoHasNotComeBack)
{
    const Scenario scenario = scenario_named("chaos-soak");
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        std::map<std::string, std::chrono::nanoseconds> back;
        for (const Step& step : draw_method(*scenario.soak, seed)) {
            EXPECT_GE(step.at, back[step.fault.target]);
            back[step.fault.target]
                = step.at + step.fault.duration.value_or(step.fault.parameters.after.value_or(0ns));
        }
    }
}

TEST(Soak, StopsAtTheFirstViolation)
{
    const Scenario scenario = scenario_named("chaos-soak");
    const Result whole = play(scenario);
    const Result broken = play(scenario, Break::Tears);
    const auto length
        = [](const Result& result) { return result.phases.back().at - result.phases.front().at; };
    EXPECT_LT(length(broken), length(whole) / 2) << told(broken);
}

}  // namespace

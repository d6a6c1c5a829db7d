// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/parse.h"

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace std::chrono_literals;
using namespace rig::scenario;

/// A whole file in which one part is replaced.
std::string file_with(const std::string& part, const std::string& by)
{
    std::string text = R"({ "schema": "ringscope.scenario/1",
  "name": "some-name", // a comment
  "topology": { "capacity": 1024,
    "producer": { "rate": "20k", "liveness": { "required": ["cp_1"], "progress_timeout": "1s" } },
    "consumers": [ { "id": "cp_0" }, { "id": "cp_1", "work": "2us" } ] },
  "steady_state": { "expect": [ { "consumer": "*", "state": "OK" } ] },
  "method": [ { "at": "2s", "fault": "stall", "target": "cp_1", "id": "s" } ],
  "expect": [ { "during": "s", "producer": "alert", "consumer": "cp_1", "within": "2s" } ],
  "timeout": "30s" })";
    if (!part.empty()) {
        const std::size_t at = text.find(part);
        EXPECT_NE(at, std::string::npos) << part;
        text.replace(at, part.size(), by);
    }
    return text;
}

std::string complaints_about(const std::string& text)
{
    const auto scenario = parse_scenario(text);
    std::string all;
    if (!scenario) {
        for (const Complaint& complaint : scenario.error()) {
            all += complaint.text("f.json") + '\n';
        }
    }
    return all;
}

TEST(ScenarioFile, IsReadWithCommentsAndDefaults)
{
    const auto scenario = parse_scenario(file_with("", ""));
    ASSERT_TRUE(scenario) << complaints_about(file_with("", ""));
    EXPECT_EQ(scenario->name, "some-name");
    EXPECT_EQ(scenario->topology.capacity, 1024U);
    EXPECT_EQ(scenario->topology.event_size, 64U);
    ASSERT_TRUE(scenario->topology.producer.liveness);
    EXPECT_EQ(scenario->topology.producer.liveness->progress_timeout, 1s);
    EXPECT_TRUE(scenario->topology.is_required("cp_1"));
    ASSERT_EQ(scenario->method.size(), 1U);
    EXPECT_EQ(scenario->method[0].fault.kind, rig::FaultKind::Stall);
    EXPECT_EQ(scenario->method[0].at, 2s);
    EXPECT_EQ(scenario->timeout, 30s);
}

TEST(ScenarioFile, SaysWhereAKeyIsUnknownAndWhichWasMeant)
{
    EXPECT_EQ(complaints_about(file_with("\"capacity\"", "\"capasity\"")),
        "f.json:3:17: unknown key \"capasity\" in topology (did you mean \"capacity\"?)\n");
}

TEST(ScenarioFile, TellsAllThatIsWrongAtOnceInTheOrderOfItsLines)
{
    std::string text = file_with("\"20k\"", "\"-1\"");
    text.replace(text.find("\"2us\""), 5, "7.5");
    text.replace(text.find("\"30s\""), 5, "\"2h\"");
    EXPECT_EQ(complaints_about(text),
        "f.json:4:27: rate: \"-1\" (give events per second from 1 to 100M, as 200k, or max)\n"
        "f.json:5:62: work: the number 7.5 (give a time, or T1..T2, up to 1h)\n"
        "f.json:9:14: timeout: \"2h\" (give a time from 1ns to 1h, as 250ms or 5s)\n");
}

TEST(ScenarioFile, RefusesAKeyThatCameTwice)
{
    EXPECT_EQ(complaints_about(file_with("\"id\": \"cp_0\"", "\"id\": \"cp_0\", \"id\": \"x\"")),
        "f.json:5:36: key \"id\" a second time (the first is in line 5)\n");
}

TEST(ScenarioFile, CountsColumnsInCharacters)
{
    EXPECT_EQ(complaints_about(file_with("// a comment", "/* zwölf */ \"whi\": 3,")),
        "f.json:2:36: unknown key \"whi\" in the scenario (did you mean \"why\"?)\n");
}

TEST(ScenarioFile, IsRefusedWithAnObjectOfEndlessKeys)
{
    std::string keys;
    for (int i = 0; i < 10'000; ++i) {
        keys += "\"k" + std::to_string(i) + "\": 1,";
    }
    const std::string said = complaints_about(file_with("\"capacity\": 1024,", keys));
    EXPECT_NE(said.find("more than 64 keys in one object"), std::string::npos) << said;
}

TEST(ScenarioFile, SaysWhereItIsNoJson)
{
    const std::string said = complaints_about(file_with("\"rate\": \"20k\"", "\"rate\": 20k"));
    EXPECT_EQ(said.substr(0, 20), "f.json:4:29: no JSON");
}

TEST(ScenarioFile, RefusesWhatIsDeeperThanAnyScenario)
{
    const std::string said
        = complaints_about(file_with("\"s\"", std::string(40, '[') + std::string(40, ']')));
    EXPECT_NE(said.find("deeper than 32"), std::string::npos) << said;
}

TEST(ScenarioFile, RefusesMoreThanAMebibyteUnread)
{
    EXPECT_EQ(complaints_about(std::string((1U << 20U) + 1, ' ')),
        "f.json:1:1: more than 1 MiB (no scenario is as long)\n");
}

TEST(ScenarioFile, NamesKeysThatAreMissing)
{
    EXPECT_NE(complaints_about("{}").find(
                  "f.json:1:1: key \"topology\" is missing in the scenario (give an object"),
        std::string::npos);
}

struct Hostile {
    const char* part;
    const char* by;
    const char* said;
};

TEST(ScenarioFile, RefusesWhatIsHostile)
{
    const Hostile hostile[] = {
        {"some-name", "x;rm -rf ~", "name: \"x;rm -rf ~\""},
        {"some-name", "$(reboot)", "name: \"$(reboot)\""},
        {"some-name", "../../etc", "name: \"../../etc\""},
        {"some-name", "-rf", "name: \"-rf\""},
        {"some-name", "a\\u0000b", "name: "},
        {"\"id\": \"cp_0\"", "\"id\": \"../cp\"", "id: \"../cp\""},
        {"\"id\": \"cp_0\"", "\"id\": \"producer\"", "id: \"producer\""},
        {"\"id\": \"cp_0\"", "\"id\": \"cp_1\"", "consumer \"cp_1\" a second time"},
        {"\"target\": \"cp_1\"", "\"target\": \"1\"", "target: \"1\" is none of the topology"},
        {"\"target\": \"cp_1\"", "\"target\": 1", "target: \"1\" is none of the topology"},
        {"\"target\": \"cp_1\"", "\"target\": \"cp_11\"", "did you mean \"cp_1\"?"},
        {", \"target\": \"cp_1\"", "", "stall: without its target"},
        {"\"fault\": \"stall\"", "\"fault\": \"stal\"", "fault: \"stal\""},
        {"\"fault\": \"stall\"", "\"fault\": \"clock_jump\"", "only simulated"},
        {"\"fault\": \"stall\"", "\"fault\": \"crash\"", "crash: without \"point\""},
        {"\"fault\": \"stall\"", "\"fault\": \"stall\", \"factor\": 2", "stall: has no \"factor\""},
        {"\"fault\": \"stall\"", "\"fault\": \"burst\", \"factor\": 2", "it hits the producer"},
        {"\"at\": \"2s\"", "\"at\": \"31s\"", "and the scenario ends at 30000ms"},
        {"\"at\": \"2s\"", "\"at\": \"-2s\"", "at: \"-2s\""},
        {"\"within\": \"2s\"", "\"within\": [\"3s\", \"2s\"]", "give the shorter time first"},
        {"\"within\": \"2s\"", "\"within\": \"2s + rm\"", "within: \"2s + rm\""},
        {"\"during\": \"s\"", "\"during\": \"t\"", "no step has the id \"t\""},
        {"\"capacity\": 1024", "\"capacity\": 1000", "capacity: the number 1000"},
        {"\"capacity\": 1024", "\"capacity\": \"16Mi\", \"event_size\": 4096", "at most 1 GiB"},
        {"\"20k\"", "\"200M\"", "rate: \"200M\""},
        {"\"progress_timeout\": \"1s\"", "\"progress_timeout\": \"5ms\"",
            "give a shorter interval"},
        {"\"required\": [\"cp_1\"]", "\"required\": [\"cp_7\"]", "required: \"cp_7\""},
        {"\"required\": [\"cp_1\"]", "\"required\": [\"cp_1\", \"cp_1\"]",
            "required: \"cp_1\" a second time"},
        {"\"timeout\": \"30s\"", "\"timeout\": \"3500ms\"", "alone take 4000ms"},
        {"{ \"id\": \"cp_0\" }", "{ \"id\": \"cp_0\", \"joins_after\": \"30s\" }",
            "joins_after: \"cp_0\" after 30000ms"},
        {"\"fault\": \"stall\"", "\"fault\": \"rejoin_other\", \"as\": \"cp_0\"",
            "as: \"cp_0\" is one of the topology"},
        {"\"fault\": \"stall\"", "\"fault\": \"rejoin_other\", \"as\": \"producer\"",
            "as: \"producer\" is one of the topology"},
        {"ringscope.scenario/1", "ringscope.scenario/2", "schema: "},
        {"\"topology\": {", "\"exec\": \"sh\", \"topology\": {", "unknown key \"exec\""},
    };
    for (const Hostile& each : hostile) {
        const std::string said = complaints_about(file_with(each.part, each.by));
        EXPECT_NE(said.find(each.said), std::string::npos)
            << each.by << " gave: " << said << "instead of: " << each.said;
    }
}

// Each would be judged as if it were not written, or as what it is not.
TEST(ScenarioFile, RefusesAnExpectationThatWouldHoldWhateverCame)
{
    const Hostile vain[] = {
        {"", R"("consumer": "cp_0", "state": "GATNIG", "never": true)",
            "state: \"GATNIG\" is none (did you mean \"GATING\"?)"},
        {"", R"("ring": "state", "is": "LVIE", "never": true)", "is: \"LVIE\" is none"},
        {"", R"("consumer": "cp_0", "end": "close", "never": true)",
            "end: \"close\" is none (did you mean \"closed\"?)"},
        {"", R"("producer": "exit", "reason": "x", "never": true)",
            "reason: \"x\" is none (there are InvalidName,"},
        {"", R"("producer": "exit", "code": 256, "never": true)", "code: the number 256"},
        {"", R"("producer": "alert", "consumer": "*", "never": true)",
            "alert without its consumer"},
        {"", R"("consumer": ["*", "cp_0"], "attached": true, "never": true)", "\"*\" among others"},
        {"", R"("producer": "exit", "consumer": "*", "never": true)",
            "\"*\" for one that is named"},
        {"", R"("consumer": "cp_0", "state": "OK", "drained": true)",
            "\"drained\" does not go with consumer: cp_1, state: GATING"},
        {"", R"("ring": "full", "is": "LIVE")", "\"is\" does not go with ring: full"},
        {"", R"("producer": "goes_on", "consumer": "cp_0")",
            "\"consumer\" does not go with producer: goes_on"},
        {"", R"("producer": "goes_on", "never": true, "within": "1s")", "within: with never"},
        {"", R"("producer": "goes_on", "since": "ring_full")", "since: without within"},
        {"", R"("producer": "goes_on", "within": ["progress_timeout", "1ms"])",
            "give the shorter time first"},
        {"", R"("producer": "goes_on", "within": "29s + progress_timeout")",
            "and the scenario ends at 30000ms"},
    };
    const std::string before = R"({ "during": "s",)";
    for (const Hostile& each : vain) {
        const std::string said = complaints_about(
            file_with(before, R"({ "after": "s", )" + std::string(each.by) + "}, " + before));
        EXPECT_NE(said.find(each.said), std::string::npos)
            << each.by << " gave: " << said << "instead of: " << each.said;
    }
    EXPECT_NE(complaints_about(file_with(before, R"({ "during": "s", "since": "heal",)"))
                  .find("since: heal during a fault"),
        std::string::npos);
    EXPECT_NE(complaints_about(
                  file_with(before, R"({ "always": "integrity", "never": true }, )" + before))
                  .find("\"never\" does not go with always: integrity"),
        std::string::npos);
}

TEST(ScenarioFile, RefusesATimeOfALivenessThatNobodyHas)
{
    std::string text
        = file_with(R"(, "liveness": { "required": ["cp_1"], "progress_timeout": "1s" })", "");
    EXPECT_EQ(complaints_about(text), "");
    text.replace(text.find("\"within\": \"2s\""), 14, "\"within\": \"1s + grace\"");
    EXPECT_NE(complaints_about(text).find("within: \"1s + grace\" (its producer has no liveness"),
        std::string::npos)
        << complaints_about(text);
}

TEST(ScenarioFile, RefusesASoakThatHitsNobody)
{
    const std::string step
        = R"("method": [ { "at": "2s", "fault": "stall", "target": "cp_1", "id": "s" } ],)";
    const auto said_of = [&step](const std::string& soak) {
        std::string text = file_with(step, "\"soak\": { " + soak + " },");
        text.replace(text.find(R"("during": "s")"), 13, R"("after": "start")");
        return complaints_about(text);
    };
    EXPECT_EQ(said_of(R"("for": "20s", "faults": ["restart"], "targets": ["producer"])"), "");
    EXPECT_NE(said_of(R"("for": "20s", "faults": ["restart"], "targets": ["cp_1"])")
                  .find("soak: hits nobody"),
        std::string::npos);
    EXPECT_NE(said_of(R"("for": "900ms", "faults": ["stall"], "targets": ["cp_1"])")
                  .find("soak: for 900ms with every up to 900ms"),
        std::string::npos);
    EXPECT_NE(said_of(R"("for": "20s", "faults": ["stall", "sta"], "targets": ["cp_1"])")
                  .find("faults: \"sta\" (give a list of stall,"),
        std::string::npos);
}

TEST(ScenarioFile, RefusesAByteOfZeroAndWhatMayComeAfterIt)
{
    EXPECT_NE(complaints_about(file_with("", "") + std::string("\0{", 2)).find("a byte of zero"),
        std::string::npos);
}

TEST(ScenarioFile, QuotesNoMoreThanOneCanRead)
{
    const std::string endless(500'000, 'c');
    for (const char* const part : {"cp_1", "some-name", "stall", "capacity", "2us", "during"}) {
        EXPECT_LT(complaints_about(file_with(part, endless)).size(), 2000U) << part;
    }
    EXPECT_LT(complaints_about(file_with("// a comment", "/* " + endless)).size(), 2000U);
    std::string many = "\"x\"";
    for (int i = 0; i < 50'000; ++i) {
        many += ", \"x\"";
    }
    EXPECT_LT(complaints_about(file_with("[\"cp_1\"]", "[" + many + "]")).size(), 2000U);
}

TEST(ScenarioFile, SaysHowMuchIsTooMuch)
{
    std::string steps = "{}";
    for (int i = 0; i < 256; ++i) {
        steps += ", {}";
    }
    EXPECT_NE(complaints_about(file_with("\"method\": [ ", "\"method\": [ " + steps + ", "))
                  .find("method: 258 of them (give a list of at most 256 steps"),
        std::string::npos);
}

TEST(ScenarioFile, CountsASentenceInCharacters)
{
    const auto with_why = [](std::size_t letters) {
        std::string why;
        for (std::size_t i = 0; i < letters; ++i) {
            why += "é";
        }
        return complaints_about(
            file_with("\"some-name\",", "\"some-name\", \"why\": \"" + why + "\","));
    };
    EXPECT_EQ(with_why(1000), "");
    EXPECT_NE(with_why(1001), "");
}

TEST(ScenarioFile, RefusesASoakThatWouldBeDrawnForEver)
{
    const std::string step
        = R"("method": [ { "at": "2s", "fault": "stall", "target": "cp_1", "id": "s" } ],)";
    const std::string said = complaints_about(file_with(step,
        R"("soak": { "for": "20s", "every": "9ms..1s", "faults": ["stall"], "targets": ["cp_1"] },)"));
    EXPECT_NE(said.find("f.json:7:11: soak: every 9ms (give at least 10ms"), std::string::npos)
        << said;
}

TEST(ScenarioFile, RefusesTextThatSteersATerminal)
{
    const auto said_of = [](const std::string& why) {
        return complaints_about(
            file_with("\"name\": \"some-name\",", "\"name\": \"x\", \"why\": \"" + why + "\","));
    };
    EXPECT_EQ(said_of("über „alles“ – 𝄞 …"), "");
    for (const std::string why : {"\\u001b[2J", "\\n", "\\u007f", "\\u009b31m", "a\\u202eb",
             "\\u200b", "\\u2066", "\\ufeff", "\u202e"}) {
        EXPECT_EQ(said_of(why),
            "f.json:2:23: a text with a character that is not to be seen (leave it out)\n")
            << why;
    }
}

TEST(ScenarioFile, RefusesTenThousandProcesses)
{
    std::string many;
    for (int i = 0; i < 10'000; ++i) {
        many += ", { \"id\": \"x" + std::to_string(i) + "\" }";
    }
    const std::string said
        = complaints_about(file_with("{ \"id\": \"cp_0\" }", "{ \"id\": \"cp_0\" }" + many));
    EXPECT_NE(said.find("consumers: 10002 of them (give a list of at most 63"), std::string::npos)
        << said;
}

TEST(ScenarioFile, RefusesMoreProcessesThanItsStepsAndItsTopologyMayHaveTogether)
{
    std::string many;
    for (int i = 0; i < 60; ++i) {
        many += ", { \"id\": \"x" + std::to_string(i) + "\" }";
    }
    std::string text = file_with("{ \"id\": \"cp_0\" }", "{ \"id\": \"cp_0\" }" + many);
    EXPECT_EQ(complaints_about(text), "");
    const std::string step
        = "{ \"at\": \"2s\", \"fault\": \"stall\", \"target\": \"cp_1\", \"id\": \"s\" }";
    text.replace(text.find(step), step.size(),
        step
            + R"(, {"fault": "duplicate_id", "target": "cp_1"}, {"fault": "second_producer", "target": "producer"})");
    EXPECT_NE(complaints_about(text).find("65 processes (give at most 64)"), std::string::npos);
}

TEST(TimeExpression, AddsTimesAndNames)
{
    NamedTimes times;
    times.progress_timeout = 1s;
    times.check_interval = 20ms;
    times.sampling_period = 10ms;
    times.overshoot = 3ms;
    EXPECT_EQ(times.tolerance(), 63ms);
    const auto value = [&times](std::string_view text) {
        const auto expression = TimeExpression::parse(text);
        return expression ? expression->value(times) : -1ns;
    };
    EXPECT_EQ(value("progress_timeout + tolerance"), 1063ms);
    EXPECT_EQ(value("2 x check_interval + 5ms"), 45ms);
    EXPECT_EQ(value("3 * progress_timeout"), 3s);
    EXPECT_EQ(value(""), -1ns);
    EXPECT_EQ(value("1s +"), -1ns);
    EXPECT_EQ(value("1s - 1ms"), -1ns);
    EXPECT_EQ(value("2h"), -1ns);
    std::string endless = "1000 x 1h";
    for (int i = 0; i < 3000; ++i) {
        endless += " + 1000 x 1h";
    }
    EXPECT_EQ(value(endless), -1ns);
    EXPECT_EQ(value("1000000 x progress_timeout"), -1ns);
}

}  // namespace

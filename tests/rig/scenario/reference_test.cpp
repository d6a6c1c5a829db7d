// SPDX-License-Identifier: MIT OR Apache-2.0
// What a table of keys says of a value is what its reader takes.
#include "rig/scenario/keys.h"
#include "rig/scenario/scenario_keys.h"
#include "rig/scenario/time_expression.h"

#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <string>
#include <vector>

namespace {

using namespace rig::scenario;

template <typename Target>
bool takes(const Key<Target>& key, const std::string& word)
{
    JsonNode node;
    node.kind = JsonNode::Kind::Text;
    node.text = word;
    Target target{};
    Complaints complaints;
    key.read(node, key.shape, target, complaints);
    return complaints.empty();
}

/// "one of shm, mmap", "one of steady, burst:ON/OFF", "one of 32, 64, 128 … 4096"
std::vector<std::string> choices(const std::string& value)
{
    static const std::map<std::string, std::string> kExamples{{"burst:ON/OFF", "burst:1s/4s"},
        {"ramp:FROM..TO/T", "ramp:1k..50k/10s"}, {"sine:PERIOD", "sine:5s"}, {"yield:N", "yield:4"},
        {"sleep:T", "sleep:1ms"}, {"wait:N:T", "wait:2:5s"}, {"buffer:N", "buffer:100"}};
    std::vector<std::string> words;
    static const std::regex kOneOf("^one of (?!the )(.*)$");
    static const std::regex kWord("(, | … )");
    if (std::smatch list; std::regex_match(value, list, kOneOf)) {
        const std::string all = list[1];
        for (std::sregex_token_iterator word(all.begin(), all.end(), kWord, -1), end; word != end;
             ++word) {
            const auto example = kExamples.find(*word);
            words.push_back(example != kExamples.end() ? example->second : std::string(*word));
        }
    }
    return words;
}

struct Range {
    std::string least, most, below, above;
};

/// "a time from 1ns to 1h", "a number from 1 to 64"
std::optional<Range> range(const std::string& value)
{
    static const std::regex kFromTo("from (\\w+) to ([0-9]\\w*)");
    static const std::map<std::string, std::string> kBelow{
        {"0", "-1"}, {"1ns", "0s"}, {"1", "0"}, {"2", "1"}};
    static const std::map<std::string, std::string> kAbove{{"1h", "3601s"}, {"16Mi", "32Mi"},
        {"100M", "101M"}, {"64", "65"}, {"255", "256"}, {"1", "1.5"}};
    std::smatch ends;
    if (!std::regex_search(value, ends, kFromTo)) {
        return std::nullopt;
    }
    const bool time = ends[2] == "1h";
    const std::string least = ends[1];
    return Range{
        time && least == "0" ? "0s" : least, ends[2], kBelow.at(least), kAbove.at(ends[2])};
}

/// @param at_once whether a wrong word is refused where it is read
/// @returns how many keys were tried
template <typename Target>
int check(std::span<const Key<Target>> keys, bool at_once = true)
{
    int tried = 0;
    for (const Key<Target>& key : keys) {
        const std::string value(key.shape.value);
        const auto words = choices(value);
        for (const std::string& word : words) {
            EXPECT_TRUE(takes(key, word)) << key.shape.key << ": " << word;
        }
        if (!words.empty() && at_once) {
            EXPECT_FALSE(takes(key, "nonsense")) << key.shape.key;
        }
        const auto ends = range(value);
        if (ends) {
            EXPECT_TRUE(takes(key, ends->least)) << key.shape.key << ": " << ends->least;
            EXPECT_TRUE(takes(key, ends->most)) << key.shape.key << ": " << ends->most;
            EXPECT_FALSE(takes(key, ends->below)) << key.shape.key << ": " << ends->below;
            EXPECT_FALSE(takes(key, ends->above)) << key.shape.key << ": " << ends->above;
        }
        tried += !words.empty() || ends ? 1 : 0;
    }
    return tried;
}

TEST(ScenarioReference, NamesTheChoicesAndRangesThatAreRead)
{
    int tried = check(scenario_keys()) + check(topology_keys()) + check(producer_keys());
    tried += check(liveness_keys()) + check(consumer_keys()) + check(steady_state_keys());
    tried += check(step_keys()) + check(soak_keys());
    tried += check(expectation_keys(), false);  // which go together is decided afterwards
    EXPECT_GT(tried, 25);
}

TEST(ScenarioReference, NamesTheFaultsThatAreRead)
{
    const auto keys = step_keys();
    const auto fault = std::find_if(
        keys.begin(), keys.end(), [](const Key<Step>& key) { return key.shape.key == "fault"; });
    ASSERT_NE(fault, keys.end());
    for (const rig::FaultShape& shape : rig::kFaultShapes) {
        EXPECT_TRUE(takes(*fault, std::string(shape.name))) << shape.name;
    }
    EXPECT_FALSE(takes(*fault, "nonsense"));
}

TEST(ScenarioReference, NamesTheTimesThatExpectationsAreMadeOf)
{
    ASSERT_FALSE(time_words().empty());
    for (const TimeWord& word : time_words()) {
        EXPECT_TRUE(TimeExpression::parse("2 x " + std::string(word.text))) << word.text;
    }
    const NamedTimes times{.startup_wait = {},
        .progress_timeout = {},
        .check_interval = std::chrono::milliseconds(7),
        .grace = {},
        .sampling_period = std::chrono::milliseconds(11),
        .overshoot = std::chrono::milliseconds(13)};
    const auto tolerance = std::find_if(time_words().begin(), time_words().end(),
        [](const TimeWord& word) { return word.name == TimeName::Tolerance; });
    EXPECT_EQ(TimeExpression::parse(tolerance->meaning)->value(times), times.tolerance())
        << "its sum is written in the reference";
}

}  // namespace

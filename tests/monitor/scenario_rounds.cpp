// SPDX-License-Identifier: MIT OR Apache-2.0
// scenario_rounds ROUNDS SCENARIO...: runs each so often, in shm and mmap by turns, and prints a
// row of a table for each: what the verdicts were, how often the alert came early, and how late the
// alert and this machine were at worst. Ends with 1 where a run did not pass.
#include "monitor/ringctl_run.h"
#include "support/side_by_side.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace {

constexpr std::size_t kAtOnce = 4;  // more of them would be late for each other

/// What so many runs of one scenario gave.
struct Rounds {
    std::map<std::string, int> verdicts;
    std::vector<double> late_ms;  ///< the alert, after the least time that it may take
    std::vector<double> overshoot_ms;
    int early = 0;
    int spoiled = 0;  ///< for want of looks; run again
};

void note(Rounds& rounds, const nlohmann::json& run)
{
    ++rounds.verdicts[run["verdict"].get<std::string>()];
    rounds.overshoot_ms.push_back(run["overshoot_ms"].get<double>());
    for (const auto& line : run["expectations"]) {
        if (line["type"] != "detection") {
            continue;
        }
        const double least = std::strtod(line["expected"].get<std::string>().c_str(), nullptr);
        const double took = std::strtod(line["measured"].get<std::string>().c_str(), nullptr);
        rounds.early += took < least ? 1 : 0;
        rounds.late_ms.push_back((took - least) * 1e3);
    }
}

/// "MEDIAN / MAX" of them.
std::string spread(std::vector<double> values)
{
    if (values.empty()) {
        return "–";
    }
    std::sort(values.begin(), values.end());
    char text[64];
    std::snprintf(text, sizeof(text), "%.1f / %.1f", values[values.size() / 2], values.back());
    return text;
}

Rounds run(const std::string& scenario, int times)
{
    std::vector<int> seeds(static_cast<std::size_t>(times));
    std::generate(seeds.begin(), seeds.end(), [seed = 0]() mutable { return ++seed; });
    Rounds rounds;
    std::mutex one_at_a_time;
    ringtest::side_by_side(seeds, kAtOnce, [&](int seed) {
        const ringtest::TemporaryDirectory place;
        const auto judged = ringtest::run_until_judged(
            {"run", scenario, "--backend", seed % 2 == 0 ? "mmap" : "shm", "--seed",
                std::to_string(seed), "--runs", place.path() / "runs", "--format", "jsonl"});
        const auto json = nlohmann::json::parse(judged.result.out, nullptr, false);
        const std::lock_guard lock(one_at_a_time);
        rounds.spoiled += judged.spoiled;
        if (json.is_object()) {
            note(rounds, json);
        }
        if (judged.result.code != 0) {
            std::fprintf(stderr, "%s%s", judged.result.out.c_str(), judged.result.err.c_str());
        }
    });
    return rounds;
}

std::string text_of(const std::map<std::string, int>& verdicts)
{
    std::string text;
    for (const auto& [verdict, count] : verdicts) {
        text += (text.empty() ? "" : ", ") + std::to_string(count) + ' ' + verdict;
    }
    return text;
}

}  // namespace

int main(int argc, char** argv)
{
    const int times = argc > 2 ? std::atoi(argv[1]) : 0;
    if (times <= 0) {
        std::fputs("usage: scenario_rounds ROUNDS SCENARIO...\n", stderr);
        return 64;
    }
    bool passed = true;
    for (int i = 2; i < argc; ++i) {
        const Rounds rounds = run(argv[i], times);
        std::printf("| %s | %s | %d | %d | %s | %s |\n", argv[i], text_of(rounds.verdicts).c_str(),
            rounds.spoiled, rounds.early, spread(rounds.late_ms).c_str(),
            spread(rounds.overshoot_ms).c_str());
        std::fflush(stdout);
        passed = passed && rounds.verdicts == std::map<std::string, int>{{"PASS", times}};
    }
    return passed ? 0 : 1;
}

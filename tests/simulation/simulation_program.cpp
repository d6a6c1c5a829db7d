// SPDX-License-Identifier: MIT OR Apache-2.0
// Runs the simulation of liveness over as many seeds as wanted, or one again with its trace.
#include "simulation.h"

#include <charconv>
#include <cstdio>
#include <string_view>

namespace {

using namespace ringlib::simulation;

constexpr const char* kUsage
    = "simulation [--seeds COUNT] [--first SEED] [--liveness]   runs COUNT seeds (10000)\n"
      "simulation --seed SEED [--liveness]                      runs one, and prints its trace\n";

struct Request {
    std::uint64_t first = 0;
    std::uint64_t seeds = 10'000;
    std::optional<std::uint64_t> replayed;
    Mode mode = Mode::Safety;
};

std::optional<std::uint64_t> number(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value)
                                                                    : std::nullopt;
}

std::optional<Request> parse(int argc, char** argv)
{
    Request request;
    for (int i = 1; i < argc; ++i) {
        const std::string_view option = argv[i];
        if (option == "--liveness") {
            request.mode = Mode::Liveness;
            continue;
        }
        const auto value = i + 1 < argc ? number(argv[++i]) : std::nullopt;
        if (!value) {
            return std::nullopt;
        }
        if (option == "--seeds") {
            request.seeds = *value;
        } else if (option == "--first") {
            request.first = *value;
        } else if (option == "--seed") {
            request.replayed = *value;
        } else {
            return std::nullopt;
        }
    }
    return request;
}

void print(const Outcome& outcome)
{
    const Tally& tally = outcome.tally;
    const auto line = [](const char* what, std::uint64_t count) {
        std::printf("%-18s %llu\n", what, static_cast<unsigned long long>(count));
    };
    line("seeds", outcome.seeds);
    line("violations", outcome.violations);
    line("claims", tally.published);
    line("waits", tally.waits);
    line("looks", tally.looks);
    line("alerts", tally.alerts);
    line("... died", tally.said_died);
    line("shutdowns", tally.shutdowns);
    line("evictions", tally.evictions);
    line("tolerated", tally.tolerated);
    line("found left", tally.found_left);
    line("start-up failures", tally.startup_timeouts);
    line("take-overs", tally.take_overs);
    line("resumes", tally.resumes);
    line("reaped", tally.reaped);
    line("machine freezes", tally.freezes);
}

}  // namespace

int main(int argc, char** argv)
{
    const auto request = parse(argc, argv);
    if (!request) {
        std::fputs(kUsage, stderr);
        return 64;
    }
    const std::string mode = request->mode == Mode::Liveness ? " --liveness" : "";
    if (request->replayed) {
        std::fputs(trace_of(*request->replayed, request->mode).c_str(), stdout);
        return simulate(*request->replayed, 1, request->mode).violations == 0 ? 0 : 1;
    }
    const Outcome outcome = simulate(request->first, request->seeds, request->mode);
    print(outcome);
    if (outcome.first_bad_seed) {
        const std::string seed = std::to_string(*outcome.first_bad_seed);
        std::printf("%s\nreplay: simulation --seed %s%s\n", outcome.trace.c_str(), seed.c_str(),
            mode.c_str());
    }
    return outcome.violations == 0 ? 0 : 1;
}

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "required_storm.h"

#include "stage.h"

#include <csignal>
#include <sstream>
#include <thread>

namespace torture {
namespace {

constexpr std::int64_t kTimeoutMs = 100;  // more than a living one is kept from its processor
constexpr std::int64_t kGraceMs = 100;
constexpr std::int64_t kNsPerMs = 1'000'000;
constexpr std::uint64_t kAtOnce = 20;

std::int64_t now_ns()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

/// A ring whose required consumer is killed for good.
struct Bereaved {
    explicit Bereaved(Stage& on)
        : stage(on)
        , producer(on.start({"watch", on.ring(), "64", on.history("producer").file(), "required",
              std::to_string(kTimeoutMs), std::to_string(kGraceMs), "shutdown"}))
    {
        producer.read_line();
        begun_ns = now_ns();
        auto required = on.consume("required", "stay", "lease");
        required.read_line();
        killed_ns = now_ns();
        kill(required);
    }
    Stage& stage;
    ChildProcess producer;
    std::int64_t begun_ns = 0;  ///< it has not moved before
    std::int64_t killed_ns = 0;
};

// How late the stream failed, after the time that a stall is given.
std::int64_t overshoot(Bereaved& bereaved, Outcome& outcome)
{
    const auto end = bereaved.producer.wait();
    std::istringstream said(end.output);
    std::string word;
    std::int64_t failed_ns = 0;
    bool died = false;
    said >> word >> failed_ns >> word >> died;
    const std::int64_t given = (kTimeoutMs + kGraceMs) * kNsPerMs;
    const std::int64_t late = failed_ns - bereaved.killed_ns - given;
    // It is given that time since it moved last, and on a busy machine that was before it was
    // killed.
    if (end.code != 0 || failed_ns - bereaved.begun_ns < given || !died) {
        add(outcome, {{Rule::H10Alerts, "said: " + end.output}}, std::to_string(late) + " ns late");
    }
    ++outcome.tried;
    return late;
}

Outcome kill_for_good(const Effort& effort)
{
    Outcome outcome;
    std::vector<std::int64_t> late;
    while (outcome.tried < effort.of(200)) {
        std::list<Stage> stages;
        std::list<Bereaved> bereaved;
        for (std::uint64_t i = 0; i < kAtOnce; ++i) {
            bereaved.emplace_back(stages.emplace_back(honest_program(), 64));
        }
        for (Bereaved& one : bereaved) {
            late.push_back(overshoot(one, outcome));
        }
    }
    outcome.figures = "after time-out and grace: " + spread_of(std::move(late));
    return outcome;
}

Outcome kill_and_resume(const Effort& effort)
{
    Outcome outcome;
    std::mt19937_64 random(effort.seed);
    std::uint64_t again = 0;
    for (const char* way : {"lease", "copy"}) {
        Stage stage(honest_program(), 64);
        auto producer = stage.produce(1, nullptr, "required");
        producer.read_line();
        const History& notes = stage.history("required").history();
        auto stays = stage.consume("stays", "oldest", "batch");
        stays.read_line();
        for (std::uint64_t i = 0, n = effort.of(500) / 2; i < n; ++i) {
            const std::uint64_t before = notes.size();
            auto required = stage.consume("required", "stay", way);
            if (i % 2 == 0) {
                wait_until([&] {
                    return notes.count(Mark::Accepted, before) != 0 || has_ended(required);
                });
            }
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 2000));
            kill(required);
            ++outcome.tried;
        }
        auto last = stage.consume("required", "stay", way);
        last.read_line();
        add(outcome, stage.finish(producer, {&stays, &last}, {}),
            std::string(way) + ", seed " + std::to_string(effort.seed));
        again += notes.count(Mark::Redelivered);
    }
    outcome.figures = std::to_string(again) + " events came again, marked";
    return outcome;
}

}  // namespace

std::vector<Row> required_storm_rows()
{
    return {{.id = "F02",
                .rule = "ARequiredConsumerThatDiedEndsTheStreamNoSoonerThanItsGraceDoes",
                .unit = "kills",
                .run = kill_for_good},
        {.id = "F03",
            .rule = "ARequiredConsumerThatComesBackLosesNothing",
            .unit = "kills",
            .run = kill_and_resume}};
}

}  // namespace torture

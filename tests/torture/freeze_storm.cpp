// SPDX-License-Identifier: MIT OR Apache-2.0
#include "freeze_storm.h"

#include "stage.h"

#include <algorithm>
#include <csignal>
#include <thread>

namespace torture {
namespace {

constexpr std::size_t kCapacity = 8;
constexpr std::chrono::milliseconds kPatience{10};  // of the producer that puts out
constexpr std::chrono::milliseconds kStall{250};  // of the one that is frozen itself
constexpr std::chrono::milliseconds kFrozen{600};

ChildProcess watch(Stage& stage, const std::string& id, std::chrono::milliseconds timeout,
    const std::string& action)
{
    return stage.start({"watch", stage.ring(), std::to_string(kCapacity),
        stage.history("producer").file(), id, std::to_string(timeout.count()), "0", action});
}

Outcome put_out_the_stopped(const Effort& effort)
{
    Outcome outcome;
    std::mt19937_64 random(effort.seed);
    Stage stage(honest_program(), kCapacity);
    const History& notes = stage.history("victim").history();
    auto producer = watch(stage, "victim", kPatience, "evict");
    producer.read_line();
    auto stays = stage.consume("stays", "oldest", "lease");
    auto victim = stage.churn({"victim", "next", "copy", 1'000'000'000});
    std::uint64_t told = 0;
    for (std::uint64_t i = 0, n = effort.of(300); i < n; ++i) {
        const std::uint64_t put_out = notes.count(Mark::Evicted);
        wait_until([&] { return notes.count(Mark::Joined) > put_out; });
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 2000));
        stop(victim);
        const Sequence before = stage.published();
        const bool on = wait_until(
            [&] { return stage.published() > before + 3 * static_cast<Sequence>(kCapacity); });
        victim.signal(SIGCONT);
        const bool knows = wait_until([&] { return notes.count(Mark::Evicted) > put_out; });
        ++outcome.tried;
        if (!on || !knows) {
            add(outcome,
                {{Rule::H6NothingAfterEviction, on ? "it is not told" : "the ring stands still"}},
                "stop " + std::to_string(i));
            break;
        }
        ++told;
    }
    kill(victim);
    add(outcome, stage.finish(producer, {&stays}, {.put_out = "victim"}),
        "seed " + std::to_string(effort.seed));
    outcome.figures = "told of it " + std::to_string(told);
    return outcome;
}

Outcome freeze_all(const Effort& effort)
{
    Outcome outcome;
    std::mt19937_64 random(effort.seed);
    Stage stage(honest_program(), kCapacity);
    auto producer = watch(stage, "required", kStall, "none");
    producer.read_line();
    auto required = stage.consume("required", "stay", "lease");
    auto stays = stage.consume("stays", "oldest", "batch");
    required.read_line();
    stays.read_line();
    std::vector<ChildProcess*> all = {&producer, &required, &stays};
    for (std::uint64_t i = 0, n = effort.of(5); i < n; ++i) {
        std::shuffle(all.begin(), all.end(), random);
        for (const ChildProcess* process : all) {
            stop(*process);
        }
        std::this_thread::sleep_for(kFrozen);
        std::shuffle(all.begin(), all.end(), random);
        for (const ChildProcess* process : all) {
            process->signal(SIGCONT);
        }
        const Sequence before = stage.published();
        wait_until([&] { return stage.published() > before + 1000; });
        ++outcome.tried;
    }
    add(outcome, stage.finish(producer, {&required, &stays}, {}),
        "seed " + std::to_string(effort.seed));
    outcome.figures = "frozen for " + std::to_string(kFrozen.count())
        + " ms each, alerts after a stall of " + std::to_string(kStall.count())
        + " ms: " + std::to_string(stage.history("producer").history().count(Mark::Alerted));
    return outcome;
}

}  // namespace

std::vector<Row> freeze_storm_rows()
{
    return {{.id = "F10",
                .rule = "AStoppedConsumerThatIsPutOutIsToldAndHarmsNobody",
                .unit = "evictions",
                .run = put_out_the_stopped},
        {.id = "F12",
            .rule = "WhenAllAreFrozenAndThawedNobodyIsBlamed",
            .unit = "freezes",
            .run = freeze_all}};
}

}  // namespace torture

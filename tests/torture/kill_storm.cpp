// SPDX-License-Identifier: MIT OR Apache-2.0
#include "kill_storm.h"

#include <array>
#include <thread>

namespace torture {
namespace {

constexpr std::array<std::size_t, 3> kCapacities = {2, 8, 64};
constexpr std::array<const char*, 3> kStarts = {"oldest", "next", "default"};
constexpr std::array<const char*, 3> kWays = {"copy", "lease", "batch"};
constexpr std::uint64_t kLatestUs = 2000;

template <typename List>
const char* any_of(const List& list, std::mt19937_64& random)
{
    return list[random() % list.size()];
}

void let_run(std::mt19937_64& random)
{
    std::this_thread::sleep_for(std::chrono::microseconds(random() % kLatestUs));
}

std::string where(const Effort& effort, std::size_t capacity)
{
    return "capacity " + std::to_string(capacity) + ", seed " + std::to_string(effort.seed);
}

// Half of them from their first instruction on, the others from when they have joined.
void kill_one(Stage& stage, std::uint64_t number, std::mt19937_64& random)
{
    const std::string id = "victim-" + std::to_string(number % 4);
    const History& history = stage.history(id).history();
    const std::uint64_t before = history.size();
    auto victim = stage.churn({id, any_of(kStarts, random), any_of(kWays, random), 50});
    if (number % 2 == 0) {
        wait_until([&] { return history.count(Mark::Joined, before) != 0 || has_ended(victim); });
    }
    let_run(random);
    kill(victim);
}

}  // namespace

Outcome kill_consumers(const Effort& effort, const Program& program)
{
    Outcome outcome;
    std::mt19937_64 random(effort.seed);
    std::vector<std::int64_t> stalls;
    for (const std::size_t capacity : kCapacities) {
        Stage stage(program, capacity);
        auto producer = stage.produce(1 + capacity / 2);
        producer.read_line();
        auto first = stage.consume("stays-1", "oldest", "lease");
        auto second = stage.consume("stays-2", "oldest", "batch");
        auto observer = stage.observe();
        first.read_line();
        second.read_line();
        for (std::uint64_t i = 0, n = effort.of(2000) / kCapacities.size() + 1; i < n; ++i) {
            kill_one(stage, i, random);
            ++outcome.tried;
        }
        kill(observer);
        add(outcome,
            stage.finish(
                producer, {&first, &second}, {.in_hand_max = static_cast<std::int64_t>(capacity)}),
            where(effort, capacity));
        if (outcome.bad != 0) {
            break;
        }
        const auto blocked = values_of(stage.history("producer"), Mark::Blocked);
        stalls.insert(stalls.end(), blocked.begin(), blocked.end());
    }
    outcome.figures = "producer without room for 1 ms or more: " + spread_of(std::move(stalls));
    return outcome;
}

Outcome kill_producers(const Effort& effort, const Program& program)
{
    Outcome outcome;
    std::mt19937_64 random(effort.seed);
    std::vector<std::int64_t> firsts;
    for (const std::size_t capacity : kCapacities) {
        Stage stage(program, capacity);
        HistoryFile& history = stage.history("producer");
        std::optional<ChildProcess> producer(stage.produce(1 + capacity / 2));
        producer->read_line();
        auto first = stage.consume("stays-1", "oldest", "lease");
        auto second = stage.consume("stays-2", "oldest", "batch");
        auto third = stage.consume("stays-3", "oldest", "copy");
        for (ChildProcess* reader : {&first, &second, &third}) {
            reader->read_line();
        }
        for (std::uint64_t i = 0, n = effort.of(2000) / kCapacities.size() + 1; i < n; ++i) {
            const std::uint64_t before = history.history().size();
            let_run(random);
            kill(*producer);
            producer.emplace(stage.produce(1 + capacity / 2));
            ++outcome.tried;
            const auto goes_on = [&] {
                return history.history().count(Mark::FirstEvent, before) != 0
                    || has_ended(*producer);
            };
            if (i % 2 == 0 && !wait_until(goes_on, std::chrono::seconds(10))) {
                add(outcome, {{Rule::H7Succession, "a successor publishes nothing"}},
                    where(effort, capacity));
                break;
            }
        }
        add(outcome, stage.finish(*producer, {&first, &second, &third}, {}),
            where(effort, capacity));
        if (outcome.bad != 0) {
            break;
        }
        const auto times = values_of(history, Mark::FirstEvent);
        firsts.insert(firsts.end(), times.begin(), times.end());
    }
    outcome.figures
        = "from asking for the lock to the first event: " + spread_of(std::move(firsts));
    return outcome;
}

std::vector<Row> kill_storm_rows()
{
    const auto honest = [](auto run) {
        return [run](const Effort& effort) { return run(effort, honest_program()); };
    };
    return {{.id = "F01",
                .rule = "AKilledConsumerHoldsTheRingNoLonger",
                .unit = "kills",
                .long_share = 4,
                .run = honest(kill_consumers)},
        {.id = "F04",
            .rule = "ASuccessorGoesOnWhereAKilledProducerStopped",
            .unit = "kills",
            .long_share = 4,
            .run = honest(kill_producers)}};
}

}  // namespace torture

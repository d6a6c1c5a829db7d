// SPDX-License-Identifier: MIT OR Apache-2.0
#include "slot_storm.h"

#include "ipc/checked_ring.h"
#include "stage.h"

#include <csignal>

namespace torture {
namespace {

constexpr std::size_t kCapacity = 8;
constexpr std::size_t kSlots = 12;
constexpr std::size_t kTooMany = 5;

/// Consumers come until there is no room, half of them die, and those who were refused come again.
class FullHouse {
public:
    explicit FullHouse(Outcome& outcome)
        : m_outcome(outcome)
        , m_stage(honest_program(), kCapacity)
    {
    }
    void run()
    {
        const auto producer = ringtest::producer_of(m_stage.ring(), kCapacity)
                                  .with_max_consumers(kSlots)
                                  .build_producer();
        if (!producer) {
            return find(producer.error().message());
        }
        for (std::size_t i = 0; i < kSlots + kTooMany; ++i) {
            come(i, i < kSlots ? "ready" : "refused NoFreeSlot");
        }
        for (std::size_t i = 0; i < kSlots / 2; ++i) {
            kill(m_consumers[i * 2]);
        }
        for (std::size_t i = 0; i < kTooMany; ++i) {
            come(kSlots + i, "ready");
        }
    }

private:
    void come(std::size_t number, const std::string& wanted)
    {
        m_consumers.push_back(m_stage.consume("c-" + std::to_string(number), "next", "copy"));
        const std::string said = m_consumers.back().read_line();
        ++m_outcome.tried;
        if (!said.starts_with(wanted)) {
            find("wanted " + wanted + ", said " + said);
        }
    }
    void find(const std::string& what)
    {
        add(m_outcome, {{Rule::NothingFails, what}}, std::to_string(kSlots) + " slots");
    }

    Outcome& m_outcome;
    Stage m_stage;
    std::vector<ChildProcess> m_consumers;
};

Outcome fill_all_slots(const Effort& effort)
{
    Outcome outcome;
    for (std::uint64_t i = 0, n = effort.of(20); i < n; ++i) {
        FullHouse(outcome).run();
    }
    outcome.figures = std::to_string(kSlots) + " slots, " + std::to_string(kTooMany)
        + " more refused, and let in once half were killed";
    return outcome;
}

Outcome leave_zombies(const Effort& effort)
{
    constexpr std::uint64_t kZombiesMax = 100;
    Outcome outcome;
    std::vector<std::int64_t> until_on;
    for (std::uint64_t left = effort.of(200); left != 0;) {
        Stage stage(honest_program(), kCapacity);
        auto producer = stage.produce(3);
        producer.read_line();
        auto stays = stage.consume("stays", "oldest", "lease");
        stays.read_line();
        std::list<ChildProcess> zombies;
        for (; left != 0 && zombies.size() < kZombiesMax; --left) {
            zombies.push_back(stage.consume("victim", "next", "copy"));
            zombies.back().read_line();
            zombies.back().signal(SIGKILL);  // and nobody waits for it
            const auto begin = std::chrono::steady_clock::now();
            const Sequence before = stage.published();
            const bool on = wait_until([&] {
                return has_ended(zombies.back())
                    && stage.published() > before + 2 * static_cast<Sequence>(kCapacity);
            });
            until_on.push_back(
                std::chrono::nanoseconds(std::chrono::steady_clock::now() - begin).count());
            ++outcome.tried;
            if (!on || ::kill(zombies.back().pid(), 0) != 0) {
                add(outcome, {{Rule::NothingFails, on ? "it is no zombie" : "it holds the ring"}},
                    "zombie " + std::to_string(zombies.size()));
            }
        }
        add(outcome, stage.finish(producer, {&stays}, {}), "zombies");
    }
    outcome.figures = "until the producer goes on: " + spread_of(std::move(until_on));
    return outcome;
}

}  // namespace

std::vector<Row> slot_storm_rows()
{
    return {{.id = "F09",
                .rule = "WithoutAFreeSlotNewcomersAreRefusedUntilSomebodyDies",
                .unit = "attempts",
                .run = fill_all_slots},
        {.id = "F14",
            .rule = "ADeadConsumerThatNobodyWaitsForHoldsTheRingNoLonger",
            .unit = "zombies",
            .run = leave_zombies}};
}

}  // namespace torture

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "forced.h"

#include <csignal>

namespace torture {
namespace {

constexpr std::size_t kCapacity = 8;
constexpr std::size_t kBatch = 3;
constexpr std::chrono::seconds kWatchdog{10};

constexpr Delay kDelays[] = {
    {Step::TakeOverBeforeScan, 2000},
    {Step::GateBeforeFence, 300},
    {Step::GateWordRead, 100},
    {Step::GateBetweenSlots, 100},
    {Step::RoomBeforeAnnounce, 300},
    {Step::RoomAnnounced, 300},
    {Step::RoomGranted, 300},
    {Step::ReapFoundDead, 10'000},
    {Step::ReapBeforeFree, 10'000},
    {Step::ReapFreed, 3000},
    {Step::EvictBefore, 3000},
    {Step::EvictedBeforeFence, 3000},
    {Step::WriteBegun, 200},
    {Step::WriteHalf, 100},
    {Step::PublishBefore, 200},
    {Step::PublishAfter, 200},
    {Step::JoinIdLocked, 2000},
    {Step::JoinSlotLocked, 2000},
    {Step::JoinCursorPlaced, 1000},
    {Step::JoinIdentityWritten, 1000},
    {Step::JoinAnnounced, 1000},
    {Step::JoinFenced, 1000},
    {Step::JoinStartStored, 1000},
    {Step::JoinActive, 1000},
    {Step::ReadLookedForMore, 200},
    {Step::ReadHalf, 100},
    {Step::ReadCopied, 200},
    {Step::ReadValidated, 200},
    {Step::CommitBefore, 200},
    {Step::CommitAfter, 200},
    {Step::LeaveBeforeFree, 1000},
    {Step::LeaveFreed, 1000},
    {Step::SleepAnnounced, 200},
    {Step::SleepLastLook, 200},
    {Step::WakeBefore, 200},
};

class Crowd {
public:
    Crowd(const std::vector<Delay>& delays, const Program& program)
        : m_stage(program, kCapacity)
    {
        for (const Delay& delay : delays) {
            m_points.always(delay.step, Act::Sleep, delay.us);
        }
    }
    // Until the newcomers have joined so often. One of them is killed again and again, and comes
    // back by its id at once; another is put out.
    Outcome run(std::uint64_t joins, const std::string& where)
    {
        Outcome outcome;
        auto producer = m_stage.produce(kBatch, &m_points);
        producer.read_line();
        auto first = m_stage.consume("stays-1", "oldest", "lease", &m_points);
        auto second = m_stage.consume("stays-2", "oldest", "batch", &m_points);
        auto oldest = m_stage.churn({"oldest", "oldest", "copy", 20}, &m_points);
        auto next = m_stage.churn({"next", "next", "lease", 20}, &m_points);
        auto put_out = m_stage.churn({"victim", "default", "copy", 1000}, &m_points);
        const History& killed = m_stage.history("killed").history();
        const auto end = std::chrono::steady_clock::now() + kWatchdog;
        while (
            joined("oldest") + joined("next") < joins && std::chrono::steady_clock::now() < end) {
            const std::uint64_t before = killed.size();
            auto victim = m_stage.consume("killed", "default", "copy", &m_points);
            wait_until(
                [&] { return killed.count(Mark::Accepted, before) != 0; }, std::chrono::seconds(1));
            producer.signal(SIGUSR1);
            kill(victim);
        }
        outcome.tried = joined("oldest") + joined("next") + killed.count(Mark::Joined);
        for (ChildProcess* newcomer : {&oldest, &next, &put_out}) {
            kill(*newcomer);
        }
        add(outcome,
            m_stage.finish(
                producer, {&first, &second}, {.in_hand_max = kCapacity, .put_out = "victim"}),
            where);
        if (outcome.tried < joins) {
            add(outcome, {{Rule::NothingFails, "the ring stands still"}}, where);
        }
        return outcome;
    }
    [[nodiscard]] bool was_reached(const Delay& delay) const
    {
        return m_points.at(delay.step).acted != 0;
    }

private:
    std::uint64_t joined(const std::string& id)
    {
        return m_stage.history(id).history().count(Mark::Joined);
    }

    PointPage m_points;
    Stage m_stage;
};

}  // namespace

Outcome force(const std::vector<Delay>& delays, const Effort& effort, const Program& program)
{
    std::string where = "delayed at";
    for (const Delay& delay : delays) {
        where
            += " " + std::string(ringlib::detail::kStepNames[static_cast<std::size_t>(delay.step)]);
    }
    Crowd crowd(delays, program);
    Outcome outcome = crowd.run(effort.of(60), where);
    for (const Delay& delay : delays) {
        if (!crowd.was_reached(delay)) {
            add(outcome, {{Rule::NothingFails, "nobody came to that step"}}, where);
        }
    }
    return outcome;
}

namespace {

Outcome force_each(const Effort& effort)
{
    Outcome all;
    for (const Delay& delay : kDelays) {
        const Outcome one = force({delay}, effort, honest_program());
        all.tried += one.tried;
        all.bad += one.bad;
        all.findings.insert(all.findings.end(), one.findings.begin(), one.findings.end());
    }
    all.figures = std::to_string(std::size(kDelays)) + " steps delayed, one at a time";
    return all;
}

}  // namespace

std::vector<Row> forced_rows()
{
    return {{.id = "F05",
        .rule = "ADelayAtAnyStepLetsNoWrongEventThrough",
        .unit = "joins",
        .long_share = 2,
        .run = force_each}};
}

}  // namespace torture

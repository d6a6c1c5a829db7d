// SPDX-License-Identifier: MIT OR Apache-2.0
#include "crash_sweep.h"

#include "crash_places.h"
#include "creation.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <thread>

namespace torture {
namespace {

constexpr std::size_t kCapacity = 8;
constexpr std::uint32_t kLateUs = 2000;
constexpr std::uint32_t kSlowUs = 1000;
constexpr std::chrono::milliseconds kStopped{50};
constexpr std::chrono::seconds kUntilReached{10};
constexpr std::uint64_t kHitsMin = 20;

constexpr Act kActs[] = {Act::Kill, Act::Exit, Act::Stop, Act::Sleep};

std::string_view name_of(Step step)
{
    return ringlib::detail::kStepNames[static_cast<std::size_t>(step)];
}

std::string name_of(Act act)
{
    return act == Act::Kill ? "killed"
        : act == Act::Exit  ? "exited"
        : act == Act::Stop  ? "stopped"
                            : "delayed";
}

/// A ring under load, and the one of its processes to which something happens.
class Scene {
public:
    Scene(const Place& place, Act act, const Program& program)
        : m_place(place)
        , m_act(act)
        , m_stage(program, kCapacity)
        , m_required(place.victim == Victim::Required || place.cause == Cause::ADeathOfTheRequired)
    {
        if (m_place.cause == Cause::ASlowProducer) {
            for (PointPage* page : {&m_points, &m_slow}) {
                page->always(Step::PublishBefore, Act::Sleep, kSlowUs);
            }
        } else if (m_place.cause == Cause::ASlowReader) {
            m_slow.always(Step::CommitBefore, Act::Sleep, kSlowUs);
        }
        start_producer();
        m_producer->read_line();
        for (const char* way : {"lease", "batch"}) {
            const std::string id = std::string("stays-") + way;
            m_stays.push_back(m_stage.consume(id, "oldest", way, slow_if(Cause::ASlowReader)));
            m_stays.back().read_line();
        }
        if (m_required) {
            start_required();
            wait_for_required();
        }
        if (m_place.victim == Victim::Newcomer) {
            start_newcomer();
        }
        if (m_place.cause == Cause::AnEviction) {
            m_put_out.emplace(m_stage.churn({"victim", "next", "copy", 1'000'000}));
        }
        if (m_place.victim == Victim::Observer) {
            start_observer();
        }
    }
    // Hits of the step. The findings are complete after it.
    std::uint64_t run(std::uint64_t rounds, Outcome& outcome)
    {
        const std::string where = std::string(name_of(m_place.step)) + ", " + name_of(m_act);
        std::uint64_t hits = 0;
        while (hits < rounds && hit()) {
            ++hits;
        }
        if (hits < rounds) {
            add(outcome, {{Rule::NothingFails, "nobody comes to that step"}}, where);
        }
        m_newcomer.reset();
        m_put_out.reset();
        m_observer.reset();
        std::vector<ChildProcess*> readers;
        for (ChildProcess& stays : m_stays) {
            readers.push_back(&stays);
        }
        if (m_returning) {
            wait_for_required();
            readers.push_back(&*m_returning);
        }
        add(outcome, m_stage.finish(*m_producer, readers, {.put_out = "victim"}), where);
        outcome.tried += hits;
        return hits;
    }

private:
    bool hit()
    {
        const Point& point = m_points.at(m_place.step);
        const std::uint64_t before = point.acted;
        if (m_place.victim == Victim::Successor) {
            kill(*m_producer);
        }
        m_points.once(m_place.step, m_act, m_act == Act::Sleep ? kLateUs : 0);
        if (m_place.victim == Victim::Successor) {
            start_producer();
        } else if (is_at_its_birth()) {
            kill(*m_returning);
            start_required();
        }
        if (!wait_until([&] { return cause(); }, kUntilReached)
            || !wait_until([&] { return point.acted != before; }, kUntilReached)) {
            return false;
        }
        suffer();
        return true;
    }
    [[nodiscard]] bool is_at_its_birth() const
    {
        return m_place.victim == Victim::Required && m_place.step >= Step::JoinIdLocked
            && m_place.step <= Step::ResumeTaken;
    }
    // True when all is done that was to be done.
    bool cause()
    {
        switch (m_place.cause) {
        case Cause::ADeath: {
            const History& killed = m_stage.history("killed").history();
            const std::uint64_t before = killed.size();
            auto process = m_stage.consume("killed", "next", "copy");
            wait_until(
                [&] {
                    return killed.count(Mark::Joined, before) != 0
                        || m_points.at(m_place.step).act == 0;
                },
                std::chrono::seconds(2));
            kill(process);
            return true;
        }
        case Cause::ADeathOfTheRequired:
            kill(*m_returning);
            wait_until([&] { return m_points.at(m_place.step).act == 0; }, kUntilReached);
            start_required();
            wait_for_required();
            return true;
        case Cause::AnEviction:
            m_producer->signal(SIGUSR1);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            return m_points.at(m_place.step).act == 0;  // until it was there to be put out
        case Cause::Load:
        case Cause::ASlowProducer:
        case Cause::ASlowReader:
            return true;
        }
        return true;
    }
    void suffer()
    {
        std::optional<ChildProcess>& victim = this->victim();
        if (m_act == Act::Kill || m_act == Act::Exit) {
            victim->wait();
            victim.reset();
            restart();
        } else if (m_act == Act::Stop) {
            wait_for_stop(*victim);
            std::this_thread::sleep_for(kStopped);
            victim->signal(SIGCONT);
        }
    }
    std::optional<ChildProcess>& victim()
    {
        switch (m_place.victim) {
        case Victim::Required:
            return m_returning;
        case Victim::Newcomer:
            return m_newcomer;
        case Victim::Observer:
            return m_observer;
        default:
            return m_producer;
        }
    }
    void restart()
    {
        switch (m_place.victim) {
        case Victim::Required:
            start_required();
            return wait_for_required();
        case Victim::Newcomer:
            return start_newcomer();
        case Victim::Observer:
            return start_observer();
        default:
            start_producer();
            return m_stage.wait_for(*m_producer);
        }
    }
    [[nodiscard]] const PointPage* slow_if(Cause cause) const
    {
        return m_place.cause == cause ? &m_slow : nullptr;
    }
    void start_producer()
    {
        const bool is_victim
            = m_place.victim == Victim::Producer || m_place.victim == Victim::Successor;
        m_producer.reset();
        m_producer.emplace(m_stage.produce(3, is_victim ? &m_points : slow_if(Cause::ASlowProducer),
            m_required ? "required" : "-"));
    }
    void start_required()
    {
        const bool copies = m_place.step == Step::ReadCopied || m_place.step == Step::ReadValidated;
        m_returning.reset();
        m_returning_began = m_stage.history("required").history().size();
        m_returning.emplace(m_stage.consume("required", "stay", copies ? "copy" : "lease",
            m_place.victim == Victim::Required ? &m_points : nullptr));
    }
    // It might find no ring if the producer closed before.
    void wait_for_required()
    {
        const History& notes = m_stage.history("required").history();
        wait_until([&] {
            return notes.count(Mark::Joined, m_returning_began) != 0
                || notes.count(Mark::Resumed, m_returning_began) != 0 || has_ended(*m_returning);
        });
    }
    void start_newcomer()
    {
        m_newcomer.emplace(m_stage.churn(
            {"newcomer", m_act == Act::Exit ? "next" : "oldest", "copy", 10}, &m_points));
    }
    void start_observer()
    {
        m_observer.emplace(m_stage.start(
            {"observe", m_stage.ring(), m_stage.history("observer").file()}, &m_points));
    }

    const Place& m_place;
    Act m_act;
    Stage m_stage;
    PointPage m_points;
    PointPage m_slow;  ///< of those who are not the victim
    bool m_required;
    std::optional<ChildProcess> m_producer;
    std::vector<ChildProcess> m_stays;
    std::optional<ChildProcess> m_returning;
    std::uint64_t m_returning_began = 0;  ///< in its history
    std::optional<ChildProcess> m_newcomer;
    std::optional<ChildProcess> m_put_out;
    std::optional<ChildProcess> m_observer;
};

/// How often something was done at each step.
class Hits {
public:
    void add(Step step, std::uint64_t hits) { m_hits[static_cast<std::size_t>(step)] += hits; }
    [[nodiscard]] std::string text() const
    {
        std::string text = "hits:";
        for (std::size_t i = 0; i < m_hits.size(); ++i) {
            text += " " + std::string(ringlib::detail::kStepNames[i]) + " "
                + std::to_string(m_hits[i]);
        }
        return text;
    }
    void check(Outcome& outcome) const
    {
        for (std::size_t i = 0; i < m_hits.size(); ++i) {
            if (m_hits[i] < kHitsMin) {
                torture::add(outcome, {{Rule::NothingFails, "hit too seldom"}},
                    std::string(ringlib::detail::kStepNames[i]));
            }
        }
    }

private:
    std::array<std::uint64_t, ringlib::detail::kSteps> m_hits{};
};

void sweep_creation(std::uint64_t rounds, const Program& program, Outcome& outcome, Hits& hits)
{
    const auto be_born = [&](const Birth& birth) {
        for (std::uint64_t i = 0; i < rounds; ++i) {
            try_birth(birth, program, outcome);
        }
        hits.add(birth.step, rounds);
    };
    for (const Act act : kActs) {
        const std::uint32_t argument = act == Act::Sleep ? kLateUs : 0;
        for (const Step step : steps_of_creation(true)) {
            be_born({step, act, argument, true});
        }
        for (const Place& place : kPlaces) {
            if (place.victim == Victim::Creator) {
                be_born({place.step, act, argument, false});
            }
        }
    }
    for (const Step step : {Step::CreateFileMade, Step::MapBefore, Step::CreateBeforeName}) {
        be_born({step, Act::Fail, ENOSPC, false});
        be_born({step, Act::Fail, ENOMEM, true});
    }
}

}  // namespace

Outcome sweep(const Effort& effort, const Program& program)
{
    Outcome outcome;
    Hits hits;
    const std::uint64_t rounds = std::max<std::uint64_t>(effort.of(5), 1);
    sweep_creation(rounds, program, outcome, hits);
    for (const Place& place : kPlaces) {
        for (const Act act : kActs) {
            if (place.victim != Victim::Creator) {
                hits.add(place.step, Scene(place, act, program).run(rounds, outcome));
            }
        }
    }
    hits.check(outcome);
    outcome.figures = hits.text();
    return outcome;
}

std::vector<Row> crash_sweep_rows()
{
    return {{.id = "F05",
        .rule = "ADeathStopOrDelayAtAnyStepHarmsNobodyElse",
        .unit = "steps",
        .long_share = 4,
        .run = [](const Effort& effort) { return sweep(effort, honest_program()); }}};
}

}  // namespace torture

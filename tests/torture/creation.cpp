// SPDX-License-Identifier: MIT OR Apache-2.0
#include "creation.h"

#include "ringlib/ringlib.h"

#include <cerrno>
#include <csignal>
#include <thread>
#include <unistd.h>

namespace torture {
namespace {

constexpr std::size_t kCapacity = 8;
constexpr std::chrono::milliseconds kStopped{50};

std::vector<std::string> creating(const Stage& stage, bool recreates)
{
    return {"create", stage.ring(), std::to_string(kCapacity), recreates ? "recreate" : "new"};
}

class Cradle {
public:
    Cradle(const Birth& birth, const Program& program, Outcome& outcome)
        : m_birth(birth)
        , m_outcome(outcome)
        , m_stage(program, kCapacity)
    {
    }
    void run()
    {
        if (m_birth.recreates) {
            leave_an_orphan();
        }
        m_points.once(m_birth.step, m_birth.act, m_birth.argument);
        auto creator = m_stage.start(creating(m_stage, m_birth.recreates), &m_points);
        if (m_birth.act == Act::Stop) {
            wait_for_stop(creator);
            std::this_thread::sleep_for(kStopped);
            creator.signal(SIGCONT);
        }
        creator.wait();
        ++m_outcome.tried;
        if (m_points.at(m_birth.step).acted != 1) {
            find("nobody came to that step");
        }
        check_what_is_seen();
        check_the_next();
    }

private:
    void leave_an_orphan()
    {
        auto producer = m_stage.produce(1);
        producer.read_line();
        kill(producer);
    }
    void check_what_is_seen()
    {
        const auto seen = ringlib::RingObserver::attach(m_stage.ring());
        if (!seen && seen.error().code != ringlib::Errc::NotFound) {
            find("half a ring is to be seen: " + seen.error().message());
        }
    }
    void check_the_next()
    {
        const auto next = m_stage.start(creating(m_stage, m_birth.recreates)).wait();
        if (next.code != 0) {
            find("the next creator failed: " + next.output);
        }
        const ringtest::TemporaryRing& files = m_stage.files();
        const std::string spare = "/dev/shm/." + m_stage.ring() + ".new";
        if (files.exists() || files.lock_file_exists() || ::access(spare.c_str(), F_OK) == 0) {
            find("a name is left over");
        }
        ::unlink(spare.c_str());
    }
    void find(const std::string& what)
    {
        const auto step = ringlib::detail::kStepNames[static_cast<std::size_t>(m_birth.step)];
        add(m_outcome, {{Rule::NothingFails, what}},
            std::string(m_birth.recreates ? "recreating, at " : "creating, at ")
                + std::string(step));
    }

    const Birth& m_birth;
    Outcome& m_outcome;
    Stage m_stage;
    PointPage m_points;
};

}  // namespace

void try_birth(const Birth& birth, const Program& program, Outcome& outcome)
{
    Cradle(birth, program, outcome).run();
}

std::vector<Step> steps_of_creation(bool recreates)
{
    std::vector<Step> steps = {Step::LockFileOpened, Step::LockTaken, Step::CreateFileMade,
        Step::CreateSpaceAllocated, Step::MapBefore, Step::CreateMapped, Step::CreateFilled,
        Step::CreateBeforeName, Step::CreateAfterName};
    if (recreates) {
        steps.push_back(Step::CreateSpareName);
    }
    return steps;
}

Outcome kill_creators(const Effort& effort, const Program& program)
{
    Outcome outcome;
    while (outcome.tried < effort.of(500)) {
        for (const bool recreates : {false, true}) {
            for (const Step step : steps_of_creation(recreates)) {
                try_birth(
                    {.step = step, .act = Act::Kill, .recreates = recreates}, program, outcome);
            }
        }
    }
    outcome.figures = "each of " + std::to_string(steps_of_creation(true).size())
        + " steps, of new rings and of such that take the place of another";
    return outcome;
}

std::vector<Row> creation_rows()
{
    return {{.id = "F06",
        .rule = "ACreatorThatIsKilledLeavesNoHalfRingAndNoName",
        .unit = "kills",
        .run = [](const Effort& effort) { return kill_creators(effort, honest_program()); }}};
}

}  // namespace torture

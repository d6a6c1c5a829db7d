// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/leftovers.h"

#include "rig/owned_names.h"

#include "rig_support.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace rig {
namespace {

using namespace std::chrono_literals;
using ringtest::eventually;
using ringtest::is_dead;
using ringtest::kWatchdog;
using ringtest::started;

/// A ring of any name, removed with the object.
struct NamedRing {
    explicit NamedRing(std::string ring_name)
        : name(std::move(ring_name))
    {
    }
    NamedRing(const NamedRing&) = delete;
    NamedRing& operator=(const NamedRing&) = delete;
    NamedRing(NamedRing&&) = delete;
    NamedRing& operator=(NamedRing&&) = delete;
    ~NamedRing()
    {
        std::error_code ignored;
        std::filesystem::remove(file(), ignored);
        std::filesystem::remove(lock_file(), ignored);
    }

    [[nodiscard]] std::string file() const { return "/dev/shm/" + name; }
    [[nodiscard]] std::string lock_file() const { return "/dev/shm/." + name + ".lock"; }
    [[nodiscard]] bool is_there() const { return ::access(file().c_str(), F_OK) == 0; }
    [[nodiscard]] bool is_gone() const
    {
        return !is_there() && ::access(lock_file().c_str(), F_OK) != 0;
    }
    [[nodiscard]] WorkerProcess produce() const
    {
        auto producer = started(RINGWORKER,
            {"produce", "--ring", name, "--capacity", "8", "--event-size", "64", "--control"});
        EXPECT_TRUE(eventually([&] { return is_there(); }));
        return producer;
    }

    std::string name;
};

/// The pid of a process that has ended. It is not given again before all others were.
pid_t ended_process()
{
    auto process = started("/bin/true");
    EXPECT_TRUE(process.wait(kWatchdog));
    return process.pid();
}

/// A program with a demo in it, and what it said about itself.
struct Owner {
    explicit Owner(const std::string& phase)
        : process(started(DEMO_OWNER, {phase}))
    {
        std::vector<std::string> lines;
        EXPECT_TRUE(eventually([&] {
            lines = process.read_output();
            return !lines.empty();
        }));
        std::istringstream words(lines.empty() ? "" : lines.front());
        words >> ring_name;
        for (pid_t pid = 0; words >> pid;) {
            workers.push_back(pid);
        }
        EXPECT_EQ(workers.size(), 4U) << lines.front();
    }
    [[nodiscard]] bool workers_are_dead() const
    {
        return std::all_of(workers.begin(), workers.end(), is_dead);
    }

    WorkerProcess process;
    std::string ring_name;
    std::vector<pid_t> workers;
};

bool contains(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

class DemoOwner : public ::testing::TestWithParam<const char*> {
private:
    const ringtest::WorkerVariable m_worker{RINGWORKER};
};

TEST_P(DemoOwner, LeavesNoWorkerWhenItIsKilledAndItsRingIsRemovedByTheNext)
{
    Owner owner(GetParam());
    const NamedRing ring(owner.ring_name);
    EXPECT_EQ(ring.name, demo_ring_name(owner.process.pid()));
    EXPECT_TRUE(ring.is_there());
    for (const pid_t worker : owner.workers) {  // or one might see its input end, and remove it
        ::kill(worker, SIGSTOP);
    }
    owner.process.signal(SIGKILL);
    EXPECT_TRUE(owner.process.wait(kWatchdog));
    // At once: the workers may be dying still.
    EXPECT_TRUE(contains(remove_leftovers(kWatchdog), ring.name));
    EXPECT_TRUE(ring.is_gone());
    EXPECT_TRUE(eventually([&] { return owner.workers_are_dead(); }));
}

TEST_P(DemoOwner, KeepsItsRingWhileItLives)
{
    Owner owner(GetParam());
    const NamedRing ring(owner.ring_name);
    EXPECT_FALSE(contains(remove_leftovers(), ring.name));
    EXPECT_TRUE(ring.is_there());
    EXPECT_TRUE(std::none_of(owner.workers.begin(), owner.workers.end(), is_dead));
}

TEST_P(DemoOwner, CleansUpWhenItIsAskedToEnd)
{
    Owner owner(GetParam());
    const NamedRing ring(owner.ring_name);
    owner.process.close_stdin();
    EXPECT_EQ(owner.process.wait(kWatchdog), (ExitStatus{}));
    EXPECT_TRUE(owner.workers_are_dead());
    EXPECT_TRUE(ring.is_gone());
}

INSTANTIATE_TEST_SUITE_P(InPhase, DemoOwner, ::testing::Values("healthy", "held"),
    [](const auto& tested) { return std::string(tested.param); });

TEST(Leftovers, OfALivingProgramWithoutWorkersStay)
{
    auto program = started("/bin/sleep", {"1000"});
    const NamedRing ring(demo_ring_name(program.pid()));
    {
        const auto killed = ring.produce();
    }
    EXPECT_FALSE(contains(remove_leftovers(), ring.name));
    EXPECT_TRUE(ring.is_there());
}

TEST(Leftovers, StayWhileSomebodyHoldsThem)
{
    const NamedRing ring(demo_ring_name(ended_process()));
    {
        const auto producer = ring.produce();
        EXPECT_FALSE(contains(remove_leftovers(0s), ring.name));
        EXPECT_TRUE(ring.is_there());
        EXPECT_EQ(producer.state(), ProcessState::Running);
    }
    EXPECT_TRUE(contains(remove_leftovers(), ring.name));
    EXPECT_TRUE(ring.is_gone());
}

TEST(Leftovers, AreRemovedAlsoWhenSomebodyElseHasThePidByNow)
{
    const NamedRing before("ringtest-" + std::to_string(::getpid()) + "-before");
    std::uint64_t producer_start = 0;
    {
        const auto producer = before.produce();
        producer_start = read_process_stat(producer.pid())->start_time;
    }
    auto younger = started("/bin/sleep", {"1000"});
    while (read_process_stat(younger.pid())->start_time <= producer_start) {
        younger = started("/bin/sleep", {"1000"});
    }
    const NamedRing ring(demo_ring_name(younger.pid()));
    std::filesystem::rename(before.lock_file(), ring.lock_file());
    std::filesystem::rename(before.file(), ring.file());
    EXPECT_TRUE(contains(remove_leftovers(), ring.name));
    EXPECT_TRUE(ring.is_gone());
    EXPECT_EQ(younger.state(), ProcessState::Running);
}

TEST(Leftovers, AreNoOtherRings)
{
    const std::string pid = std::to_string(ended_process());
    for (const std::string& name : {"ringscope-demo-" + pid + "x", "ringscope-demo-0" + pid + ".",
             "ringscope-demo-x" + pid, "ringscope-demos-" + pid}) {
        const NamedRing ring(name);
        {
            const auto killed = ring.produce();
        }
        EXPECT_FALSE(contains(remove_leftovers(), name));
        EXPECT_TRUE(ring.is_there()) << name;
    }
}

TEST(Leftovers, AreNoOtherFiles)
{
    const NamedRing file(demo_ring_name(ended_process()));
    auto writer = started("/bin/sh", {"-c", "echo precious >" + file.file()});
    ASSERT_TRUE(writer.wait(kWatchdog));
    EXPECT_FALSE(contains(remove_leftovers(), file.name));
    EXPECT_TRUE(file.is_there());
}

}  // namespace
}  // namespace rig

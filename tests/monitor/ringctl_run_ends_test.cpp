// SPDX-License-Identifier: MIT OR Apache-2.0
#include "hostile/outcome.h"
#include "monitor/ringctl_run.h"
#include "rig/things_of_owner.h"
#include "support/side_by_side.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <numeric>
#include <random>
#include <thread>

/// `ringctl run` that is ended before its time, in order and otherwise.
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using ringtest::ChildProcess;
using ringtest::eventually;
using ringtest::files_of;
using ringtest::TemporaryDirectory;
using ringtest::workers_of;
namespace fs = std::filesystem;

/// A run of a scenario of its own, in which cp_0 stands as soon as the ring is there.
class StalledRun {
public:
    /// @param work of cp_1 for each event: who is slow holds up the end of the stream.
    explicit StalledRun(const std::string& work)
        : m_process(command(work))
    {
    }

    ChildProcess& process() { return m_process; }
    [[nodiscard]] std::string journal() const
    {
        const fs::path runs = m_place.path() / "runs" / "stalled";
        std::error_code ignored;
        for (const auto& run : fs::directory_iterator(runs, ignored)) {
            std::ifstream file(run.path() / "journal.jsonl");
            return {std::istreambuf_iterator<char>(file), {}};
        }
        return {};
    }
    [[nodiscard]] bool comes_to(const std::string& word) const
    {
        return eventually([&] { return journal().find(word) != std::string::npos; });
    }

private:
    std::vector<std::string> command(const std::string& work)
    {
        const auto file = m_place.path() / "stalled.json";
        std::ofstream(file) << R"({ "schema": "ringscope.scenario/1", "name": "stalled",
  "topology": { "backend": "shm", "capacity": 1024, "producer": { "rate": "5k", "batch": 8 },
    "consumers": [ { "id": "cp_0" }, { "id": "cp_1", "work": ")"
                            << work << R"(" } ] },
  "steady_state": { "for": "0s", "expect": [ { "ring": "state", "is": "LIVE" } ] },
  "method": [ { "fault": "stall", "target": "cp_0", "id": "s" } ],
  "expect": [ { "after": "s", "ring": "full", "within": "50s" } ], "observe": "50s" })";
        return {RINGCTL_PROGRAM, "run", file, "--runs", m_place.path() / "runs", "--seed", "7"};
    }

    TemporaryDirectory m_place;
    ChildProcess m_process;
};

TEST(RingctlRun, IsAbortedByAnInterruptAndHeals)
{
    for (const int number : {SIGINT, SIGTERM}) {
        StalledRun run("0s");
        ASSERT_TRUE(run.comes_to(R"("phase":"observe")"));
        const pid_t owner = run.process().pid();
        EXPECT_EQ(workers_of(owner).size(), 3U);
        run.process().signal(number);
        const auto outcome = run.process().wait();
        EXPECT_EQ(outcome.code, 3) << outcome.output;
        EXPECT_EQ(outcome.output.find("ABORTED stalled "), 0U) << outcome.output;
        EXPECT_TRUE(workers_of(owner).empty());
        EXPECT_EQ(files_of(owner), std::vector<std::string>{});
        const std::string journal = run.journal();
        EXPECT_NE(journal.find(R"("fault":"s","is":"healed: )"), std::string::npos) << journal;
        EXPECT_NE(journal.find(R"("verdict":"ABORTED")"), std::string::npos) << journal;
    }
}

// A slow consumer still reads what there is when the run is judged already: what comes then takes
// nothing from this run, and the next one is not begun.
TEST(RingctlRun, IsAbortedWhereAnInterruptLeavesOthersUnrun)
{
    const TemporaryDirectory place;
    const auto file = place.path() / "slow.json";
    std::ofstream(file) << R"({ "schema": "ringscope.scenario/1", "name": "slow",
  "topology": { "backend": "shm", "capacity": 1024, "producer": { "rate": "5k" },
    "consumers": [ { "id": "cp_0", "work": "1ms" } ] },
  "steady_state": { "for": "0s", "again": false, "expect": [ { "ring": "full" } ] },
  "observe": "0s" })";
    const auto journal = [&place] {
        std::string text;
        std::error_code ignored;
        for (const auto& run : fs::directory_iterator(place.path() / "runs" / "slow", ignored)) {
            std::ifstream stream(run.path() / "journal.jsonl");
            text.append(std::istreambuf_iterator<char>(stream), {});
        }
        return text;
    };
    ChildProcess process({RINGCTL_PROGRAM, "run", file, file, "--runs", place.path() / "runs",
        "--junit", place.path() / "all.xml"});
    ASSERT_TRUE(
        eventually([&] { return journal().find(R"("phase":"finish")") != std::string::npos; }));
    process.signal(SIGTERM);
    const auto outcome = process.wait();
    EXPECT_EQ(outcome.code, 3) << outcome.output;
    EXPECT_EQ(outcome.output.find("ABORTED"), std::string::npos) << outcome.output;
    EXPECT_TRUE(fs::exists(place.path() / "all.xml"));
}

TEST(RingctlRun, EndsAtOnceAtTheSecondInterrupt)
{
    StalledRun run("1s");
    ASSERT_TRUE(run.comes_to(R"("phase":"observe")"));
    const pid_t owner = run.process().pid();
    run.process().signal(SIGINT);
    ASSERT_TRUE(run.comes_to(R"("phase":"finish")"));  // cp_1 would be at it for a while
    run.process().signal(SIGINT);
    EXPECT_EQ(run.process().wait().code, -SIGINT);
    EXPECT_TRUE(eventually([&] { return workers_of(owner).empty(); }));
    EXPECT_EQ(run.journal().find(R"("verdict")"), std::string::npos) << "it was at its end already";
}

/// Kills a run at some moment of it. @returns its pid, and how long its workers outlived it.
std::pair<pid_t, Clock::duration> kill_some_run(std::uint64_t round)
{
    const std::vector<std::string> scenarios = {"chaos-soak", "alert-only", "unlink-in-use"};
    const std::vector<std::string> backends = {"shm", "mmap"};
    std::mt19937_64 random(round);
    const TemporaryDirectory place;
    ChildProcess run({RINGCTL_PROGRAM, "run", scenarios[round % scenarios.size()], "--backend",
        backends[round % backends.size()], "--seed", std::to_string(round), "--runs",
        place.path() / "runs"});
    const pid_t owner = run.pid();
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 4000));
    run.signal(SIGKILL);
    const auto killed = Clock::now();
    EXPECT_TRUE(eventually([&] { return workers_of(owner).empty(); })) << "round " << round;
    const auto outlived = Clock::now() - killed;
    EXPECT_EQ(run.wait().code, -SIGKILL) << "round " << round;
    return {owner, outlived};
}

TEST(RingctlRun, LeavesNobodyAndNothingAtWhateverMomentItIsKilled)
{
    // Of others: a ring that lives, and a file with such a name where no rig puts one.
    const ringtest::TemporaryRing living;
    auto stranger = ringtest::started(RINGWORKER,
        {"produce", "--ring", living.name(), "--capacity", "8", "--event-size", "64", "--control"});
    ASSERT_TRUE(eventually([&] { return living.exists(); }));
    const TemporaryDirectory place;
    const std::string precious = place.path() / (std::string(rig::kRigPrefix) + "1.1-0");
    std::ofstream(precious) << "precious";

    std::vector<std::uint64_t> all(ringtest::rounds(5));
    std::iota(all.begin(), all.end(), 0U);
    std::vector<pid_t> owners(all.size());
    std::atomic<Clock::duration> longest{};
    ringtest::side_by_side(all, 5, [&](std::uint64_t round) {
        const auto [owner, outlived] = kill_some_run(round);
        owners[round] = owner;
        for (auto known = longest.load();
             known < outlived && !longest.compare_exchange_weak(known, outlived);) { }
    });

    const auto next = ringtest::run_until_judged(
        {"run", "baseline-1p1c", "--backend", "shm", "--runs", place.path() / "runs"})
                          .result;
    EXPECT_EQ(next.code, 0) << next.out << next.err;
    for (const pid_t owner : owners) {
        EXPECT_EQ(files_of(owner), std::vector<std::string>{});
    }
    EXPECT_EQ(stranger.state(), rig::ProcessState::Running);
    EXPECT_TRUE(living.exists());
    EXPECT_TRUE(fs::exists(precious));
    std::printf("%zu runs killed: their workers were gone after at most %.3f s\n", all.size(),
        std::chrono::duration<double>(longest.load()).count());
}

}  // namespace

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/leftovers.h"
#include "rig/owned_names.h"

#include "support/temporary_ring.h"
#include "things_of_owner.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace rig {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using ringtest::eventually;
using ringtest::files_of;
using ringtest::is_bound_to_owner;
using ringtest::kWatchdog;
using ringtest::mark_of;
using ringtest::started;
using ringtest::workers_of;

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

class RigOwner : public ::testing::TestWithParam<const char*> {
private:
    const ringtest::WorkerVariable m_worker{RINGWORKER};
};
INSTANTIATE_TEST_SUITE_P(In, RigOwner, ::testing::Values("shm", "mmap"),
    [](const auto& tested) { return std::string(tested.param); });

TEST_P(RigOwner, LeavesNobodyAndNothingAtWhateverMomentItIsKilled)
{
    // Of others: a ring that lives, a dead one of another name, and files with similar names.
    const ringtest::TemporaryRing living;
    auto stranger = started(RINGWORKER,
        {"produce", "--ring", living.name(), "--capacity", "8", "--event-size", "64", "--control"});
    ASSERT_TRUE(eventually([&] { return living.exists(); }));
    const ringtest::TemporaryDirectory directory;
    const std::string precious = directory.path() / (std::string(kRigPrefix) + "1.1-0");
    std::ofstream(precious) << "precious";
    std::mt19937 random(7);
    constexpr int kRounds = 25;
    for (int round = 0; round < kRounds; ++round) {
        auto owner = started(RIG_OWNER, {GetParam(), std::to_string(round)});
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 400));
        const pid_t pid = owner.pid();
        if (round % 2 == 0) {  // one that stands cannot see that its input ended
            for (const pid_t worker : workers_of(pid)) {
                if (is_bound_to_owner(worker)) {
                    ::kill(worker, SIGSTOP);
                }
            }
        }
        ASSERT_TRUE(owner.signal(SIGKILL));
        ASSERT_EQ(owner.wait(kWatchdog), (ExitStatus{.signal = SIGKILL}));
        EXPECT_TRUE(eventually([&] { return workers_of(pid).empty(); })) << "round " << round;
        static_cast<void>(remove_leftovers(kWatchdog));
        EXPECT_EQ(files_of(pid), std::vector<std::string>{}) << "round " << round;
    }
    EXPECT_EQ(stranger.state(), ProcessState::Running);
    EXPECT_TRUE(living.exists());
    EXPECT_TRUE(fs::exists(precious));
}

TEST_P(RigOwner, KeepsWhatItHasWhileItLives)
{
    auto owner = started(RIG_OWNER, {GetParam(), "1"});
    ASSERT_TRUE(eventually([&] { return !owner.read_output().empty(); }));
    const auto removed = remove_leftovers();
    EXPECT_TRUE(std::none_of(removed.begin(), removed.end(),
        [&](const std::string& name) { return has(name, mark_of(owner.pid())); }));
    EXPECT_FALSE(files_of(owner.pid()).empty());
}

TEST_P(RigOwner, LeavesNothingWhenItEnds)
{
    auto owner = started(RIG_OWNER, {GetParam(), "1"});
    ASSERT_TRUE(eventually([&] { return !workers_of(owner.pid()).empty(); }));
    owner.close_stdin();
    EXPECT_EQ(owner.wait(kWatchdog), (ExitStatus{}));
    EXPECT_EQ(workers_of(owner.pid()), std::vector<pid_t>{});
    EXPECT_EQ(files_of(owner.pid()), std::vector<std::string>{});
}

TEST(OwnedNames, SayWhoseTheyAre)
{
    const std::string mine = next_rig_name();
    const auto owner = owner_in_name(mine);
    ASSERT_TRUE(owner) << mine;
    EXPECT_EQ(owner->pid, ::getpid());
    EXPECT_EQ(owner->start_time, read_process_stat(::getpid())->start_time);
    EXPECT_NE(next_rig_name(), mine);
    EXPECT_EQ(owner_in_name("ringscope-demo-42")->pid, 42);
    EXPECT_FALSE(owner_in_name("ringscope-demo-42")->start_time);
    for (const std::string_view name :
        {"", "ringscope-rig-", "ringscope-rig-1", "ringscope-rig-1.2", "ringscope-rig-1.2-",
            "ringscope-rig-1.2-3x", "ringscope-rig--1.2-3", "ringscope-rig-1.-2-3",
            "ringscope-rig-x.2-3", "ringscope-rig-0.2-3", "ringscope-demo-1.2-3", "orders"}) {
        EXPECT_FALSE(owner_in_name(name)) << name;
    }
}

TEST(OwnedNames, TellTheRingOfARigFromOthers)
{
    for (const char* const ring : {"ringscope-demo-42", "ringscope-rig-1.2-3", "/ringscope-demo-42",
             "/tmp/ringscope-rig-1.2-3/ring"}) {
        EXPECT_TRUE(is_ring_of_rig(ring)) << ring;
    }
    EXPECT_TRUE(is_ring_of_rig(next_rig_name()));
    for (const char* const ring : {"", "orders", "ring", "/ring", "ringscope-demo-", "/tmp/a/ring",
             "/tmp/ringscope-rig-1.2-3/other", "my-ringscope-demo-42"}) {
        EXPECT_FALSE(is_ring_of_rig(ring)) << ring;
    }
}

}  // namespace
}  // namespace rig

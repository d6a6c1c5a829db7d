// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/platform/directory_changes.h"

#include "support/temporary_ring.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace rig::test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kNever = Clock::time_point::max();

TEST(DirectoryChanges, TellWhenAFileComesGoesOrIsRenamed)
{
    const ringtest::TemporaryDirectory directory;
    DirectoryChanges changes({directory.path()});
    EXPECT_FALSE(changes.take());
    const auto file = directory.path() / "orders";
    std::ofstream(file).close();
    EXPECT_TRUE(changes.take());
    EXPECT_FALSE(changes.take());
    std::filesystem::rename(file, directory.path() / "ticks");
    EXPECT_TRUE(changes.take());
    std::ofstream(directory.path() / "ticks") << "content is nobody's coming or going";
    EXPECT_FALSE(changes.take());
    std::filesystem::remove(directory.path() / "ticks");
    EXPECT_TRUE(changes.take());
}

TEST(DirectoryChanges, EndAWaitWhenAFileComes)
{
    const ringtest::TemporaryDirectory directory;
    DirectoryChanges changes({directory.path()});
    std::thread creator([&] { std::ofstream(directory.path() / "orders"); });
    EXPECT_TRUE(changes.wait_until(kNever));
    creator.join();
}

TEST(DirectoryChanges, EndAWaitAtItsDeadlineAndWhenWoken)
{
    const ringtest::TemporaryDirectory directory;
    DirectoryChanges changes({directory.path()});
    EXPECT_FALSE(changes.wait_until(Clock::now()));
    std::thread waker([&] { changes.wake(); });
    EXPECT_FALSE(changes.wait_until(kNever));
    waker.join();
}

TEST(DirectoryChanges, SayNothingOfADirectoryThatIsNotThere)
{
    DirectoryChanges changes({"/no/such/directory"});
    EXPECT_FALSE(changes.take());
    EXPECT_FALSE(changes.wait_until(Clock::now()));
}

}  // namespace
}  // namespace rig::test

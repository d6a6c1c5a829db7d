// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_run.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr int kNotUsable = 69;

/// Runs ringctl as a user who may read and write what everybody may.
/// @returns what it wrote to stderr, and its exit code
ringtest::ChildProcess::Outcome refused(const Words& arguments)
{
    Words command{"/bin/bash", "-c", R"(exec "$@" 2>&1 >/dev/null)", "bash"};
    if (::geteuid() == 0) {
        command.insert(
            command.end(), {"setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"});
    }
    command.emplace_back(RINGCTL_PROGRAM);
    command.insert(command.end(), arguments.begin(), arguments.end());
    return ringtest::ChildProcess(command).wait();
}

class RingctlPermission : public testing::Test {
protected:
    RingctlPermission()
    {
        fs::create_directory(m_closed);
        fs::permissions(m_closed, fs::perms::owner_read | fs::perms::owner_exec);
        std::ofstream{m_secret} << "secret";
        fs::permissions(m_secret, fs::perms::none);
    }
    static void expect_not_permitted(const Words& arguments, const std::string& what_to_do)
    {
        const auto outcome = refused(arguments);
        EXPECT_EQ(outcome.code, kNotUsable) << outcome.output;
        for (const std::string& words : {std::string("Permission denied ("), what_to_do}) {
            EXPECT_NE(outcome.output.find(words), std::string::npos) << outcome.output;
        }
    }

    ringtest::TemporaryDirectory m_directory;
    fs::path m_closed = m_directory.path() / "closed";
    fs::path m_secret = m_directory.path() / "secret.ringrec";
};

TEST_F(RingctlPermission, ToReadARecordingIsToBeAskedOfItsOwner)
{
    expect_not_permitted({"report", m_secret}, "ask its owner for read permission");
    expect_not_permitted({"compare", m_secret, m_secret}, "ask its owner for read permission");
}

TEST_F(RingctlPermission, ToRecordIsMissedBeforeAnythingIsRecorded)
{
    expect_not_permitted(
        {"record", "orders", "-o", m_closed / "run.ringrec"}, "let this user write there");
}

TEST_F(RingctlPermission, ToKeepRunsIsMissedBeforeAnythingRuns)
{
    expect_not_permitted(
        {"run", "baseline-1p1c", "--runs", m_closed / "runs"}, "name another place with --runs");
}

TEST_F(RingctlPermission, ToWriteAPageIsMissedBeforeTheRecordingIsRead)
{
    expect_not_permitted(
        {"report", m_secret, "--html", m_closed / "run.html"}, "let this user write there");
}

}  // namespace

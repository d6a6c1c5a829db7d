// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_run.h"
#include "monitor/shared_ring.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace {

using ringtest::ChildProcess;
using ringtest::lines_of;
using ringtest::run;
using Json = nlohmann::ordered_json;

/// Makes a ring whose producer dies without a word.
void make_orphan(const std::string& option, const std::string& ring)
{
    ChildProcess producer({RINGWORKER, "produce", option, ring, "--capacity", "64", "--event-size",
        "32", "--rate", "1000"});
    ASSERT_NE(producer.read_line().find("ready"), std::string::npos);
    producer.signal(SIGKILL);
    EXPECT_EQ(producer.wait().code, -SIGKILL);
}

TEST(RingctlRemove, RefusesARingThatIsHeldAndNamesWho)
{
    const ringtest::TemporaryRing name;
    const ringtest::SharedRing ring(name);
    const auto consumer = ring.join("cp_0");
    const auto pid = std::to_string(::getpid());
    for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"--dry-run"}}) {
        std::vector<std::string> words{"remove", name.name()};
        words.insert(words.end(), more.begin(), more.end());
        const auto result = run(words);
        EXPECT_EQ(result.code, 69);
        EXPECT_EQ(lines_of(result.err).size(), 1U) << result.err;
        EXPECT_NE(result.err.find("its producer (pid " + pid + ") and consumer cp_0 (pid " + pid),
            std::string::npos)
            << result.err;
    }
    EXPECT_TRUE(name.exists());
    EXPECT_TRUE(name.lock_file_exists());
}

TEST(RingctlRemove, RemovesWhatNobodyHolds)
{
    const ringtest::TemporaryRing name;
    make_orphan("--ring", name.name());
    const auto plan = run({"remove", name.name(), "--dry-run"});
    EXPECT_EQ(plan.code, 0);
    EXPECT_EQ(plan.out.rfind("would remove " + name.name() + ": ", 0), 0U) << plan.out;
    EXPECT_TRUE(name.exists());
    const auto removed = run({"remove", "/" + name.name(), "--format", "json"});
    EXPECT_EQ(removed.code, 0) << removed.err;
    const Json json = Json::parse(removed.out);
    EXPECT_EQ(json["schema"], "ringscope.removal/1");
    EXPECT_EQ(json["rings"][0]["ring"], name.name());
    EXPECT_EQ(json["rings"][0]["action"], "removed");
    EXPECT_EQ(json["rings"][0]["path"], name.file());
    EXPECT_FALSE(name.exists());
    EXPECT_FALSE(name.lock_file_exists());
    EXPECT_EQ(run({"remove", name.name()}).code, 66);
}

TEST(RingctlRemove, RemovesARingInAFileByItsPathAndNoOtherFile)
{
    const ringtest::TemporaryDirectory place;
    const auto file = place.path() / "ring";
    make_orphan("--file", file.string());
    EXPECT_EQ(run({"remove", file.string()}).code, 0);
    EXPECT_FALSE(std::filesystem::exists(file));
    std::ofstream(file) << "mine";
    EXPECT_EQ(run({"remove", file.string()}).code, 69);
    EXPECT_TRUE(std::filesystem::exists(file));
}

TEST(RingctlRemove, WantsARingOrOrphansAndNotBoth)
{
    EXPECT_EQ(run({"remove"}).code, 64);
    EXPECT_EQ(run({"remove", "a", "--orphans"}).code, 64);
    EXPECT_EQ(run({"remove", "a b"}).code, 64);
}

TEST(RingctlRemove, PlansForOrphansWithoutTouchingThem)
{
    const ringtest::TemporaryRing dead;
    const ringtest::TemporaryRing alive;
    make_orphan("--ring", dead.name());
    const ringtest::SharedRing ring(alive);
    const auto plan = run({"remove", "--orphans", "--dry-run"});
    EXPECT_EQ(plan.code, 0) << plan.err;
    EXPECT_NE(plan.out.find("would remove " + dead.name() + ": "), std::string::npos) << plan.out;
    EXPECT_NE(plan.out.find("kept " + alive.name() + ": its producer lives\n"), std::string::npos)
        << plan.out;
    EXPECT_TRUE(dead.exists());
}

/// In a /dev/shm of its own: nobody else's orphans are ours to remove.
TEST(RingctlRemove, RemovesEveryOrphanAndNothingElse)
{
    const std::string script = R"(
        mount -t tmpfs none /dev/shm 2>/dev/null || { echo unable; exit; }
        make() { "$worker" produce --ring "$1" --capacity 64 --event-size 32 --rate 100 >/dev/null & last=$!
                 "$ctl" wait "$1" --state LIVE --timeout 40s >/dev/null; }
        ctl=$1 worker=$2
        make dead; kill -9 $last; wait $last 2>/dev/null
        make held; producer=$last
        "$worker" consume --ring held --id cp_0 --ready-timeout 60s >/dev/null & consumer=$!
        until "$ctl" stat held --window 0ms --format csv | grep -q cp_0; do sleep 0.05; done
        kill -9 $producer; wait $producer 2>/dev/null
        make alive; producer=$last
        echo text > /dev/shm/other
        "$ctl" remove --orphans
        echo "code $?"
        ls /dev/shm
        kill $producer $consumer; wait)";
    ChildProcess child({"/usr/bin/unshare", "--mount", "/bin/sh", "-c", script, "sh",
        RINGCTL_PROGRAM, RINGWORKER});
    const auto out = child.wait().output;
    if (out.empty() || out == "unable\n") {
        GTEST_SKIP() << "no permission for a /dev/shm of its own";
    }
    EXPECT_NE(out.find("removed dead: "), std::string::npos) << out;
    EXPECT_NE(out.find("kept alive: its producer lives"), std::string::npos) << out;
    EXPECT_NE(out.find("kept held: held by consumer cp_0 (pid "), std::string::npos) << out;
    EXPECT_NE(out.find("code 0\nalive\nheld\nother\n"), std::string::npos) << out;
}

/// Twenty orphans, and eighty files that are none of ours or of no use: each of those stays.
TEST(RingctlRemove, FindsExactlyTheOrphansAmongAHundredFiles)
{
    const std::string script = R"sh(
        mount -t tmpfs none /dev/shm 2>/dev/null || { echo unable; exit; }
        ctl=$1 worker=$2
        cd /dev/shm
        "$worker" produce --ring mine-0 --capacity 64 --event-size 32 --rate 100 >/dev/null & producer=$!
        "$ctl" wait mine-0 --state LIVE --timeout 40s >/dev/null
        cp mine-0 whole
        kill -9 $producer; wait $producer 2>/dev/null
        for i in $(seq 1 19); do cp mine-0 mine-$i; cp .mine-0.lock .mine-$i.lock; done
        for i in $(seq 1 10); do
            echo text >text-$i
            : >empty-$i
            mkdir directory-$i
            mkfifo fifo-$i
            ln -s mine-0 link-$i
            head -c 5000 whole >cut-$i; : >.cut-$i.lock
            { printf RINGLIB1; head -c 60000 /dev/zero; } >garbage-$i; : >.garbage-$i.lock
            { head -c 100 whole; printf x; tail -c +102 whole; } >damaged-$i; : >.damaged-$i.lock
        done
        rm whole
        : >before; : >after  # both are in both lists
        ls | grep -v '^mine-' >before
        "$ctl" remove --orphans >plan
        echo "code $? removed $(grep -c '^removed mine-' plan)"
        rm plan
        ls >after
        diff before after)sh";
    ChildProcess child({"/usr/bin/unshare", "--mount", "/bin/sh", "-c", script, "sh",
        RINGCTL_PROGRAM, RINGWORKER});
    const auto out = child.wait().output;
    if (out.empty() || out == "unable\n") {
        GTEST_SKIP() << "no permission for a /dev/shm of its own";
    }
    EXPECT_EQ(out, "code 0 removed 20\n");
}

}  // namespace

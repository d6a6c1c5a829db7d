// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_run.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <sys/stat.h>

namespace {

using ringtest::Result;
using ringtest::run;
using ringtest::TemporaryDirectory;
namespace fs = std::filesystem;

std::string text_of(const fs::path& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string kept_in(const TemporaryDirectory& place)
{
    return (place.path() / "runs").string();
}

/// Short, and with what is asked for.
std::string scenario(const std::string& more)
{
    return R"({ "schema": "ringscope.scenario/1", "name": "short",
  "topology": { "backend": "shm", "capacity": 1024, "producer": { "rate": "5k", "batch": 8 },
    "consumers": [ { "id": "cp_0" } ] },
  "steady_state": { "for": "0s", "again": false, "expect": [ { "ring": "state", "is": "LIVE" } ] }, )"
        + more + R"( "timeout": "20s" })";
}

fs::path file_of(const TemporaryDirectory& place, const std::string& text)
{
    const fs::path path = place.path() / "short.json";
    std::ofstream(path) << text;
    return path;
}

TEST(RingctlScenarios, ListsWhatIsBuiltIn)
{
    const Result result = run({"scenarios", "--format", "json"});
    ASSERT_EQ(result.code, 0) << result.err;
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_EQ(json["schema"], "ringscope.scenarios/1");
    EXPECT_GE(json["scenarios"].size(), 26U);
    EXPECT_NE(run({"scenarios"}).out.find("\nstall-required-consumer"), std::string::npos);
}

TEST(RingctlRun, SaysAllThatIsWrongWithAFileAndStartsNothing)
{
    const TemporaryDirectory place;
    const auto file = file_of(place, scenario(R"("metod": [], "observe": "2y",)"));
    const Result result = run({"run", file, "--runs", kept_in(place)});
    EXPECT_EQ(result.code, 64);
    EXPECT_EQ(result.out, "");
    EXPECT_NE(result.err.find(file.string()
                  + ":4:101: unknown key \"metod\" in the scenario (did you mean \"method\"?)\n"),
        std::string::npos)
        << result.err;
    EXPECT_NE(result.err.find(":4:125: observe: \"2y\""), std::string::npos) << result.err;
    EXPECT_FALSE(fs::exists(kept_in(place)));
}

TEST(RingctlRun, KnowsNoScenarioOfThatNameButTheNearest)
{
    const Result result = run({"run", "stall-required-consumr"});
    EXPECT_EQ(result.code, 66);
    EXPECT_NE(result.err.find("did you mean 'stall-required-consumer'?"), std::string::npos)
        << result.err;
}

TEST(RingctlRun, WantsAScenario)
{
    EXPECT_EQ(run({"run"}).code, 64);
    EXPECT_EQ(run({"run", "--all", "alert-only"}).code, 64);
    EXPECT_EQ(run({"run", "alert-only", "--backend", "disk"}).code, 64);
    EXPECT_EQ(run({"run", "alert-only", "--seed", "x"}).code, 64);
}

TEST(RingctlRun, SaysWhatItWouldDoAndDoesNot)
{
    const TemporaryDirectory place;
    const Result result = run({"run", "--all", "--dry-run", "--runs", kept_in(place)});
    EXPECT_EQ(result.code, 0) << result.err;
    EXPECT_NE(result.out.find("stall of cp_1 (s)"), std::string::npos) << result.out;
    EXPECT_NE(result.out.find("requires cp_0, cp_1, progress_timeout 1.000 s"), std::string::npos)
        << result.out;
    EXPECT_NE(
        result.out.find("soak       for 30.000 s, every 0.300 s to 0.900 s: "), std::string::npos)
        << result.out;
    EXPECT_FALSE(fs::exists(kept_in(place)));
}

TEST(RingctlRun, KeepsWhatItRan)
{
    const TemporaryDirectory place;
    const auto file = file_of(place, scenario(R"("observe": "200ms",)"));
    const auto junit = place.path() / "all.xml";
    const Result result = ringtest::run_until_judged(
        {"run", file, "--runs", kept_in(place), "--seed", "7", "--junit", junit})
                              .result;
    EXPECT_EQ(result.code, 0) << result.out << result.err;
    EXPECT_EQ(result.out.find("PASS short "), 0U) << result.out;
    const fs::path latest = fs::path(kept_in(place)) / "short" / "latest";
    ASSERT_TRUE(fs::is_symlink(latest));
    EXPECT_TRUE(fs::read_symlink(latest).string().ends_with("Z-7"));
    for (const char* const name : {"journal.jsonl", "run.ringrec", "report.html", "junit.xml"}) {
        EXPECT_GT(fs::file_size(latest / name), 100U) << name;
    }
    EXPECT_EQ(std::distance(fs::directory_iterator(latest / "stdout"), {}), 2);
    EXPECT_EQ(nlohmann::json::parse(text_of(latest / "summary.json"))["verdict"], "PASS");
    EXPECT_NE(text_of(junit).find("<testsuite "), std::string::npos);
    EXPECT_EQ(run({"report", latest / "run.ringrec"}).code, 0);
    EXPECT_NE(
        text_of(latest / "journal.jsonl").find("\"phase\":\"steady state\""), std::string::npos);
}

TEST(RingctlRun, FailsWithAReasonAndTheSeed)
{
    const TemporaryDirectory place;
    const auto file
        = file_of(place, scenario(R"("method": [ { "fault": "kill", "target": "cp_0", "id": "k" } ],
  "expect": [ { "after": "k", "producer": "exit", "code": 0, "within": "500ms" } ],)"));
    const Result result = run({"run", file, "--runs", kept_in(place), "--seed", "9"});
    EXPECT_EQ(result.code, 1) << result.out << result.err;
    EXPECT_EQ(result.out.find("FAIL short "), 0U) << result.out;
    EXPECT_NE(result.out.find("--seed 9"), std::string::npos);
    EXPECT_NE(result.out.find("✗ producer ends with 0"), std::string::npos) << result.out;
}

TEST(RingctlRun, IsInconclusiveWhereNothingIsHealthy)
{
    const TemporaryDirectory place;
    std::string text = scenario("");
    text.replace(text.find("LIVE"), 4, "CLOSED");
    text.replace(text.find("\"for\": \"0s\""), 11, "\"for\": \"0s\", \"within\": \"300ms\"");
    const Result result = run({"run", file_of(place, text), "--runs", kept_in(place)});
    EXPECT_EQ(result.code, 2) << result.out << result.err;
    EXPECT_NE(result.out.find("nothing was injected"), std::string::npos) << result.out;
}

TEST(RingctlRun, IsAbortedAtItsTimeLimitAndHeals)
{
    const TemporaryDirectory place;
    std::string text = scenario(R"("method": [ { "fault": "stall", "target": "cp_0", "id": "s" } ],
  "expect": [ { "after": "s", "producer": "exit" } ], "observe": "500ms",)");
    text.replace(text.find("\"20s\""), 5, "\"2500ms\"");
    const Result result = run({"run", file_of(place, text), "--runs", kept_in(place)});
    EXPECT_EQ(result.code, 3) << result.out << result.err;
    EXPECT_EQ(result.out.find("ABORTED short "), 0U) << result.out;
    const auto journal = text_of(fs::path(kept_in(place)) / "short" / "latest" / "journal.jsonl");
    EXPECT_NE(journal.find("\"fault\":\"s\",\"is\":\"healed: "), std::string::npos) << journal;
}

TEST(RingctlRun, ReplacesNothingThatIsNoFile)
{
    const TemporaryDirectory place;
    const auto pipe = (place.path() / "pipe").string();
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    const auto file = file_of(place, scenario(""));
    for (const char* const option : {"--junit", "--html"}) {
        const Result result = run({"run", file, "--runs", kept_in(place), option, pipe});
        EXPECT_EQ(result.code, 69) << result.out;
        EXPECT_NE(result.err.find(pipe + ": no file (name another)"), std::string::npos)
            << result.err;
        EXPECT_TRUE(fs::is_fifo(pipe));
    }
    EXPECT_FALSE(fs::exists(kept_in(place)));
}

TEST(RingctlRun, StartsNothingWithoutItsWorker)
{
    const TemporaryDirectory place;
    const auto file = file_of(place, scenario(""));
    for (const std::string worker : {"/nonexistent", "/etc/passwd", "/tmp", ""}) {
        const Result result
            = run({"run", file, "--runs", kept_in(place)}, "", {"RINGSCOPE_WORKER=" + worker});
        EXPECT_EQ(result.code, 66) << result.out;
        // Before it may stand what another test's killed run had left.
        EXPECT_TRUE(result.err.ends_with(
            "ringctl: no program '" + worker + "' (RINGSCOPE_WORKER names it)\n"))
            << result.err;
        EXPECT_FALSE(fs::exists(kept_in(place)));
    }
}

TEST(RingctlRun, EndsWithAWorkerThatWritesWithoutEnd)
{
    const TemporaryDirectory place;
    const auto worker = place.path() / "worker";
    std::ofstream(worker) << "#!/bin/sh\nexec cat /dev/zero\n";
    fs::permissions(worker, fs::perms::owner_all);
    std::string text = scenario("");
    text.replace(text.find("\"20s\""), 5, "\"2s\"");
    const Result result = run({"run", file_of(place, text), "--runs", kept_in(place)}, "",
        {"RINGSCOPE_WORKER=" + worker.string()});
    EXPECT_EQ(result.code, 3) << result.out << result.err;
    std::uintmax_t kept = 0;
    for (const auto& each : fs::recursive_directory_iterator(kept_in(place))) {
        kept += each.is_regular_file() ? each.file_size() : 0;
    }
    EXPECT_GT(kept, 1'000'000U);
    EXPECT_LT(kept, 40'000'000U);
}

TEST(RingctlRun, SaysWhereItHasNoPlaceForARing)
{
    const TemporaryDirectory place;
    const auto file = file_of(place, scenario(""));
    const auto nowhere = (place.path() / "nowhere").string();
    const Result result = run({"run", file, "--runs", kept_in(place)}, "", {"TMPDIR=" + nowhere});
    EXPECT_EQ(result.code, 70) << result.out;
    EXPECT_NE(result.err.find(nowhere
                  + ": no directory can be made there: No such file or directory (see TMPDIR)\n"),
        std::string::npos)
        << result.err;
}

TEST(RingctlRun, WritesIntoNothingOfItsOwnWhereStdoutIsClosed)
{
    const TemporaryDirectory place;
    const auto file = file_of(place, scenario(""));
    const Result result = run({"run", file, "--runs", kept_in(place)}, ">&-");
    EXPECT_EQ(result.code, 70);
    EXPECT_NE(result.err.find("cannot write to stdout: Bad file descriptor"), std::string::npos)
        << result.err;
}

}  // namespace

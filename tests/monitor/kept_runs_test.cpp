// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/run/kept_runs.h"
#include "monitor/run/named_scenario.h"

#include "rig/scenario/builtin.h"
#include "rig/scenario/parse.h"
#include "support/child_process.h"
#include "support/temporary_ring.h"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <sys/stat.h>

/// What is read of the folder of runs: anybody may have written it.
namespace {

using namespace std::chrono_literals;
using monitor::run::KeptRun;
using monitor::run::RunRecord;
using monitor::run::RunSummary;
using rig::scenario::LineStatus;
using ringtest::TemporaryDirectory;
namespace fs = std::filesystem;

RunRecord a_record()
{
    RunRecord record;
    record.scenario = *rig::scenario::parse_scenario(
        rig::scenario::find_builtin_scenario("stall-required-consumer")->text);
    record.seed = 7;
    record.environment = monitor::run::this_environment("ringctl test");
    record.ended = record.environment.begun + 5s;
    record.reproduce = "ringctl run stall-required-consumer --backend shm --seed 7";
    record.result.verdict = rig::Verdict::Fail;
    record.result.reason = "too late <&\x01\xff>";
    record.result.lines = {
        {"detection", "alert in time", LineStatus::Failed, "≤ 1.062 s", "1.5 s",
            record.environment.begun.time_since_epoch() + 1500ms},
        {"integrity", "nothing lost", LineStatus::Passed, "nothing lost", "10 events", {}},
        {"heal", "healed", LineStatus::NotNeeded, "healed", "the stream is over", {}},
        {"injection", "injected", LineStatus::NotJudged, "injected", "never proven", {}},
    };
    return record;
}

std::string text_of(const RunRecord& record)
{
    return run_json(record).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void write(const fs::path& path, std::string_view text)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
}

std::string read(const fs::path& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(RunSummary, IsReadAsItWasWritten)
{
    RunRecord record = a_record();
    record.result.reason = "too late";
    const auto read = monitor::run::read_summary(text_of(record));
    ASSERT_TRUE(read) << read.error();
    const RunSummary expected = summary_of(record);
    ASSERT_EQ(read->lines.size(), 4U);
    EXPECT_NEAR(read->lines[0].at_s.value(), 1.5, 1e-9);
    EXPECT_FALSE(read->lines[1].at_s);
    EXPECT_EQ(*read, expected);
}

// Whatever a byte is changed to, and wherever a file ends: an answer, and no more than that.
TEST(RunSummary, SurvivesEveryTruncationAndEveryChangedByte)
{
    const std::string whole = text_of(a_record());
    ASSERT_TRUE(monitor::run::read_summary(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto cut = monitor::run::read_summary(std::string_view(whole).substr(0, size));
        EXPECT_TRUE(!cut || size + 1 >= whole.size()) << size;
    }
    for (const char other : {'\0', '"', '9', '-', '{', ']', '\xff', 'e'}) {
        for (std::size_t at = 0; at < whole.size(); ++at) {
            std::string changed = whole;
            changed[at] = other;
            const auto read = monitor::run::read_summary(changed);
            EXPECT_TRUE(read || !read.error().empty());
        }
    }
}

struct Hostile {
    const char* what;
    std::string text;
};

TEST(RunSummary, RefusesWhatHasAnotherShapeAndSaysWhat)
{
    const std::string whole = text_of(a_record());
    const auto with = [&whole](const std::string& from, const std::string& to) {
        std::string text = whole;
        const auto at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return text.replace(at, from.size(), to);
    };
    std::string many
        = R"({"type":"","name":"","status":"open","expected":"","measured":"","at_s":0})";
    std::string lines = many;
    for (int i = 0; i < 10'001; ++i) {
        lines += ',' + many;
    }
    const std::vector<Hostile> all{
        {"nothing", ""},
        {"no object", "[]"},
        {"a number", "1e999"},
        {"deep", std::string(1 << 20, '[')},
        {"deep and whole", std::string(1 << 18, '[') + std::string(1 << 18, ']')},
        {"schema", with("ringscope.run/1", "ringscope.run/2")},
        {"verdict", with("FAIL", "FINE")},
        {"verdict a list", with("\"FAIL\"", "[]")},
        {"seed below zero", with("\"seed\": 7", "\"seed\": -7")},
        {"seed too large", with("\"seed\": 7", "\"seed\": 1e40")},
        {"status", with("\"failed\"", "\"maybe\"")},
        {"at a text", with("\"at_s\": 1.5", "\"at_s\": \"1.5\"")},
        {"begun", with("\"begun\": \"2", "\"begun\": \"x")},
        {"lines an object", with("\"expectations\": [", "\"expectations\": {}, \"x\": [")},
        {"too many lines", R"({"schema":"ringscope.run/1","expectations":[)" + lines + "]}"},
    };
    for (const Hostile& each : all) {
        const auto read = monitor::run::read_summary(each.text);
        EXPECT_FALSE(read) << each.what;
        EXPECT_TRUE(read || !read.error().empty()) << each.what;
    }
}

TEST(KeptRuns, AreListedNewestFirstAndWhatIsNoneIsSaid)
{
    const TemporaryDirectory place;
    const fs::path runs = place.path() / "runs";
    write(runs / "a" / "20260101T000000Z-1" / "summary.json", text_of(a_record()));
    write(runs / "b" / "20260102T000000Z-2" / "summary.json", "{ \"schema\":");
    write(runs / "a" / "20260103T000000Z-3" / "journal.jsonl", "{}\n");
    write(runs / "a" / "photos" / "beach.jpg", "x");
    write(runs / "a-file", "x");
    fs::create_directory_symlink("20260101T000000Z-1", runs / "a" / "latest");
    fs::create_directory_symlink(runs, runs / "loop");
    const auto kept = monitor::run::list_runs(runs);
    ASSERT_EQ(kept.runs.size(), 4U);
    EXPECT_EQ(kept.runs[0].kind, KeptRun::Kind::Foreign);
    EXPECT_EQ(kept.runs[0].name(), "photos");
    EXPECT_EQ(kept.runs[1].kind, KeptRun::Kind::Unfinished);
    EXPECT_EQ(kept.runs[2].kind, KeptRun::Kind::Damaged);
    EXPECT_EQ(kept.runs[2].trouble, "summary.json: no JSON, or cut short");
    ASSERT_TRUE(kept.runs[3].summary);
    EXPECT_TRUE(kept.runs[3].summary->lines.empty()) << "a list needs none";
    EXPECT_EQ(monitor::run::read_run(kept.runs[3].folder).summary->lines.size(), 4U);
}

TEST(KeptRuns, AreNoneWhereThereIsNoFolder)
{
    const TemporaryDirectory place;
    EXPECT_TRUE(monitor::run::list_runs(place.path() / "none").runs.empty());
    write(place.path() / "file", "x");
    EXPECT_TRUE(monitor::run::list_runs(place.path() / "file").runs.empty());
    EXPECT_EQ(monitor::run::read_run(place.path() / "none").kind, KeptRun::Kind::Foreign);
}

// A pipe that nobody writes to would be waited for, a device read for ever.
TEST(KeptRuns, OpenNothingButFiles)
{
    const TemporaryDirectory place;
    const fs::path folder = place.path() / "runs" / "a" / "1";
    fs::create_directories(folder);
    ASSERT_EQ(::mkfifo((folder / "summary.json").c_str(), 0600), 0);
    EXPECT_EQ(monitor::run::read_run(folder).trouble, "summary.json: is no file");
    fs::remove(folder / "summary.json");
    fs::create_symlink("/dev/zero", folder / "summary.json");
    EXPECT_EQ(monitor::run::read_run(folder).kind, KeptRun::Kind::Damaged);
    fs::remove(folder / "summary.json");
    fs::create_directory(folder / "summary.json");
    EXPECT_EQ(monitor::run::read_run(folder).trouble, "summary.json: is no file");
    fs::remove(folder / "summary.json");
    write(folder / "summary.json", std::string((4U << 20U) + 1, ' '));
    EXPECT_EQ(monitor::run::read_run(folder).trouble, "summary.json: is longer than any summary");
}

class Export : public testing::Test {
protected:
    Export()
    {
        for (const char* const name : {"report.html", "junit.xml", "run.ringrec"}) {
            write(m_folder / name, std::string("what ") + name + " says");
        }
        fs::create_directories(m_to);
    }

    TemporaryDirectory m_place;
    fs::path m_folder = m_place.path() / "runs" / "a" / "1-7";
    fs::path m_to = m_place.path() / "to";
};

TEST_F(Export, CopiesPageJunitAndRecordingUnderNamesOfTheirOwn)
{
    for (int times = 0; times < 2; ++times) {
        const auto written = monitor::run::export_run(m_folder, m_to);
        ASSERT_TRUE(written) << written.error();
        EXPECT_EQ(written->size(), 3U);
        EXPECT_EQ(read(m_to / "a-1-7-report.html"), "what report.html says");
        EXPECT_EQ(read(m_to / "a-1-7-run.ringrec"), "what run.ringrec says");
        EXPECT_EQ(std::distance(fs::directory_iterator(m_to), {}), 3) << "and nothing else";
    }
}

TEST_F(Export, LeavesWhatWasThereWhereSomethingIsMissingAndSaysWhat)
{
    ASSERT_TRUE(monitor::run::export_run(m_folder, m_to));
    write(m_folder / "report.html", "another one");
    fs::remove(m_folder / "run.ringrec");
    const auto written = monitor::run::export_run(m_folder, m_to);
    ASSERT_FALSE(written);
    EXPECT_NE(written.error().find("run.ringrec: No such file"), std::string::npos)
        << written.error();
    EXPECT_EQ(read(m_to / "a-1-7-report.html"), "what report.html says");
    EXPECT_EQ(std::distance(fs::directory_iterator(m_to), {}), 3);
}

TEST_F(Export, SaysWhereNothingCanBeWritten)
{
    const auto written = monitor::run::export_run(m_folder, m_place.path() / "none");
    ASSERT_FALSE(written);
    EXPECT_NE(written.error().find("none/a-1-7-report.html: No such file"), std::string::npos)
        << written.error();
}

TEST(ReproduceCommand, IsOneThatAShellUnderstands)
{
    const TemporaryDirectory place;
    const std::string odd = (place.path() / "it's $HOME\t\xc3\xa4 \\x.json").string();
    monitor::run::NamedScenario named{a_record().scenario, odd, false};
    const std::string command = reproduce_command(named, 7);
    EXPECT_EQ(command.find("ringctl run $'"), 0U) << command;
    const auto said
        = ringtest::ChildProcess({"/bin/bash", "-c", "ringctl() { printf %s \"$2\"; }; " + command})
              .wait();
    EXPECT_EQ(said.output, odd);
    named.named = "stall-required-consumer";
    EXPECT_EQ(
        reproduce_command(named, 7), "ringctl run stall-required-consumer --backend shm --seed 7");
}

}  // namespace

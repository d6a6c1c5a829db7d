// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_run.h"
#include "monitor/shared_ring.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <filesystem>
#include <optional>

namespace {

using ringtest::ChildProcess;
using ringtest::run;
using ringtest::SharedRing;
using Json = nlohmann::ordered_json;
using Words = std::vector<std::string>;

std::string content_of(const std::filesystem::path& file)
{
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class RingctlRecord : public testing::Test {
protected:
    [[nodiscard]] std::string file(const std::string& name = "run.ringrec") const
    {
        return (m_directory.path() / name).string();
    }
    [[nodiscard]] Words command(const Words& words) const
    {
        Words all{RINGCTL_PROGRAM};
        all.insert(all.end(), words.begin(), words.end());
        return all;
    }
    [[nodiscard]] Json report(const std::string& of) const
    {
        const auto told = run({"report", of, "--format", "json"});
        EXPECT_EQ(told.code, 0) << told.err;
        return Json::parse(told.out);
    }
    /// Until so many samples are in the file.
    void wait_for_samples(std::uint64_t wanted) const
    {
        for (std::uint64_t samples = 0; samples < wanted;) {
            const auto told = run({"report", file(), "--format", "json"});
            if (told.code == 0) {
                const Json rings = Json::parse(told.out).at("rings");
                samples = rings.empty() ? 0 : rings[0].at("samples").get<std::uint64_t>();
            }
        }
    }

    ringtest::TemporaryRing m_ring;
    ringtest::TemporaryDirectory m_directory;
};

TEST_F(RingctlRecord, KeepsWhatTheRingDidUntilTheTimeIsOver)
{
    SharedRing ring(m_ring);
    auto consumer = ring.join("cp_0");
    ring.publish(10);
    ChildProcess recorder(
        command({"record", m_ring.name(), "-o", file(), "--duration", "1s", "--format", "json"}));
    const auto outcome = recorder.wait();
    ASSERT_EQ(outcome.code, 0);
    const Json told = Json::parse(outcome.output);
    EXPECT_EQ(told.at("schema"), "ringscope.recorded/1");
    EXPECT_GE(told.at("samples").get<int>(), 10);
    EXPECT_EQ(told.at("bytes"), std::filesystem::file_size(file()));
    const Json json = report(file());
    EXPECT_EQ(json.at("schema"), "ringscope.report/1");
    EXPECT_TRUE(json.at("whole"));
    EXPECT_EQ(json.at("end"), "ended after 1.0 s");
    EXPECT_EQ(json.at("verdicts_changed"), 0);
    const Json& one = json.at("rings").at(0);
    EXPECT_EQ(one.at("ring"), m_ring.name());
    EXPECT_EQ(one.at("samples"), told.at("samples"));
    EXPECT_EQ(one.at("consumers").at(0).at("id"), "cp_0");
    EXPECT_EQ(one.at("consumers").at(0).at("lag_events_max"), 10);
    EXPECT_EQ(one.at("marks").at(0).at("text"), "Created at event 0");
}

TEST_F(RingctlRecord, CountsANameThatWasRemovedWhileTheRingIsUsed)
{
    SharedRing ring(m_ring);
    ring.publish(10);
    ChildProcess recorder(command({"record", m_ring.name(), "-o", file(), "--format", "json"}));
    wait_for_samples(1);
    ASSERT_TRUE(std::filesystem::remove("/dev/shm/" + m_ring.name()));
    while (report(file()).at("rings").at(0).at("problems").empty()) { }
    recorder.signal(SIGTERM);
    EXPECT_EQ(recorder.wait().code, 0);
    const Json problems = report(file()).at("rings").at(0).at("problems");
    ASSERT_EQ(problems.size(), 1U) << problems;
    EXPECT_EQ(problems[0].at("problem"), "LOST NAME");
    EXPECT_EQ(problems[0].at("count"), 1);
}

TEST_F(RingctlRecord, CountsTheSamplesThatAreInTheFileAlsoOfARingThatIsRemoved)
{
    std::optional<SharedRing> ring(m_ring);
    ring->publish(10);
    ChildProcess recorder(command({"record", m_ring.name(), "-o", file(), "--format", "json"}));
    wait_for_samples(5);
    ring.reset();
    while (report(file()).at("rings").at(0).at("state") != "CLOSED") { }
    recorder.signal(SIGTERM);
    const auto outcome = recorder.wait();
    ASSERT_EQ(outcome.code, 0);
    EXPECT_EQ(
        report(file()).at("rings").at(0).at("samples"), Json::parse(outcome.output).at("samples"));
}

TEST_F(RingctlRecord, TellsTheLatenciesThatEndpointsRecordedMeanwhile)
{
    using ringtest::Tick;
    auto producer
        = ringlib::build_shared_single_producer<Tick>(m_ring.name(), ringtest::kSharedCapacity)
              .with_latency_histograms()
              .build_producer()
              .value();
    auto consumer = ringlib::attach_shared_consumer<Tick>(m_ring.name(), ringtest::kSharedCapacity)
                        .with_consumer_id("cp_0")
                        .build_consumer()
                        .value();
    ChildProcess recorder(command({"record", m_ring.name(), "-o", file()}));
    wait_for_samples(5);
    for (int i = 0; i < 100; ++i) {
        consumer.record_consume_latency_ns(i < 98 ? 1000 : 50'000);
    }
    recorder.signal(SIGTERM);
    ASSERT_EQ(recorder.wait().code, 0);
    const Json latencies = report(file()).at("rings").at(0).at("latencies");
    ASSERT_EQ(latencies.size(), 1U) << latencies;
    EXPECT_EQ(latencies[0].at("consumer"), "cp_0");
    EXPECT_EQ(latencies[0].at("count"), 100);
    EXPECT_NEAR(latencies[0].at("p50_ns").get<double>(), 1000, 16);
    EXPECT_NEAR(latencies[0].at("p99_ns").get<double>(), 50'000, 800);
    EXPECT_NE(run({"report", file()}).out.find("LATENCY OF"), std::string::npos);
    ASSERT_EQ(run({"report", file(), "--html", file("run.html")}).code, 0);
    const std::string row = "<td>cp_0</td><td class=\"n\">100</td><td class=\"n\">1.0</td>";
    EXPECT_NE(content_of(file("run.html")).find(row), std::string::npos);
    const auto told = run({"compare", file(), file(), "--format", "json"});
    const Json figures = Json::parse(told.out).at("rings").at(0).at("figures");
    const auto p99 = std::find_if(figures.begin(), figures.end(),
        [](const Json& one) { return one.at("figure") == "latency p99"; });
    ASSERT_NE(p99, figures.end()) << figures;
    EXPECT_EQ(p99->at("consumer"), "cp_0");
    EXPECT_EQ(p99->at("unit"), "us");
    EXPECT_NEAR(p99->at("b").get<double>(), 50, 0.8);
    const auto rows = run({"report", file(), "--format", "csv"}).out;
    EXPECT_NE(rows.find("latency_ns_p50,latency_ns_p99,latency_ns_p999"), std::string::npos)
        << rows;
}

TEST_F(RingctlRecord, EndsInOrderWhenASignalComes)
{
    const SharedRing ring(m_ring);
    ChildProcess recorder(command({"record", m_ring.name(), "-o", file()}));
    wait_for_samples(50);
    recorder.signal(SIGINT);
    EXPECT_EQ(recorder.wait().code, 0);
    EXPECT_TRUE(report(file()).at("whole"));
}

TEST_F(RingctlRecord, KilledInTheMiddleLeavesARecordingThatSaysWhereItEnds)
{
    const SharedRing ring(m_ring);
    ChildProcess recorder(command({"record", m_ring.name(), "-o", file(), "--rate", "500"}));
    wait_for_samples(500);
    recorder.signal(SIGKILL);
    EXPECT_EQ(recorder.wait().code, -SIGKILL);
    const Json json = report(file());
    EXPECT_FALSE(json.at("whole"));
    EXPECT_GE(json.at("rings").at(0).at("samples").get<int>(), 500);
    EXPECT_LE(json.at("good_bytes"), json.at("file_bytes"));
    const auto text = run({"report", file()});
    EXPECT_EQ(text.code, 0);
    EXPECT_NE(text.out.find("cut: good up to byte "), std::string::npos) << text.out;
}

TEST_F(RingctlRecord, GoesOnWithTheRingThatComesAfterARestart)
{
    ChildProcess recorder(command({"record", m_ring.name(), "-o", file()}));
    {
        const SharedRing first(m_ring);
        wait_for_samples(20);
    }
    {
        const SharedRing second(m_ring);
        for (int instances = 0; instances < 2;) {
            const Json rings = report(file()).at("rings");
            instances = rings.empty() ? 0 : rings[0].at("instances").get<int>();
        }
    }
    recorder.signal(SIGTERM);
    EXPECT_EQ(recorder.wait().code, 0);
}

TEST_F(RingctlRecord, OfARingThatNeverCameIs66AndSaysWhatItMayBeCalled)
{
    const auto told
        = run({"record", m_ring.name() + "-absent", "-o", file(), "--duration", "50ms"});
    EXPECT_EQ(told.code, 66);
    EXPECT_NE(told.err.find("recording waits for it"), std::string::npos) << told.err;
    EXPECT_NE(
        run({"report", file()}).out.find("was never read: There is no ring of this name yet."),
        std::string::npos);
}

TEST_F(RingctlRecord, OverwritesNothingAndNamesWhatIsWrong)
{
    const SharedRing ring(m_ring);
    std::ofstream(file()) << "mine";
    const auto existing = run({"record", m_ring.name(), "-o", file(), "--duration", "50ms"});
    EXPECT_EQ(existing.code, 69);
    EXPECT_NE(existing.err.find("there already"), std::string::npos) << existing.err;
    EXPECT_EQ(content_of(file()), "mine");
    const auto nowhere
        = run({"record", m_ring.name(), "-o", file("no/such/run"), "--duration", "50ms"});
    EXPECT_EQ(nowhere.code, 66);
    EXPECT_EQ(run({"record", m_ring.name(), "-o", "/dev/full", "--duration", "50ms"}).code, 69);
    EXPECT_EQ(run({"report", file()}).code, 69);
    EXPECT_EQ(run({"report", file("absent")}).code, 66);
}

TEST_F(RingctlRecord, RefusesValuesThatAreNone)
{
    for (const Words& wrong : std::vector<Words>{{"record", m_ring.name()},
             {"record", "-o", file()}, {"record", m_ring.name(), m_ring.name(), "-o", file()},
             {"record", m_ring.name(), "-o", file(), "--rate", "0"},
             {"record", m_ring.name(), "-o", file(), "--rate", "1001"},
             {"record", m_ring.name(), "-o", file(), "--duration", "soon"}, {"report"},
             {"compare", file()}}) {
        const auto told = run(wrong);
        EXPECT_EQ(told.code, 64) << told.err;
        EXPECT_FALSE(std::filesystem::exists(file()));
    }
}

class RingctlReport : public RingctlRecord {
protected:
    /// Two consumers, one of which is far behind at the end.
    void record(const std::string& to)
    {
        SharedRing ring(m_ring);
        auto fast = ring.join("fast");
        auto slow = ring.join("slow");
        ring.publish(64);
        fast.process_available([](const ringtest::Tick&, ringlib::Sequence) {});
        ASSERT_EQ(run({"record", m_ring.name(), "-o", to, "--duration", "1500ms"}).code, 0);
    }
};

TEST_F(RingctlReport, WritesEverySampleAsARowAndOnePage)
{
    record(file());
    const auto told = run({"report", file(), "--csv", file("run.csv"), "--html", file("run.html")});
    ASSERT_EQ(told.code, 0) << told.err;
    const auto rows = ringtest::lines_of(content_of(file("run.csv")));
    const auto samples = report(file()).at("rings").at(0).at("samples").get<std::size_t>();
    EXPECT_EQ(rows.size(), 1 + 2 * samples);
    EXPECT_EQ(rows.at(0).substr(0, 17), "time_s,ring,publi");
    const std::string page = content_of(file("run.html"));
    EXPECT_EQ(page.substr(0, 15), "<!doctype html>");
    EXPECT_NE(page.find("</html>"), std::string::npos);
    EXPECT_EQ(page.find("http"), std::string::npos);
    EXPECT_LE(page.size(), 500'000U);
    const auto again = run({"report", file(), "--html", file("run.html")});
    EXPECT_EQ(again.code, 69);
    EXPECT_EQ(content_of(file("run.html")), page);
}

TEST_F(RingctlReport, ComparesTwoRecordings)
{
    record(file());
    record(file("second.ringrec"));
    const auto told = run({"compare", file(), file("second.ringrec"), "--format", "json"});
    ASSERT_EQ(told.code, 0) << told.err;
    const Json json = Json::parse(told.out);
    EXPECT_EQ(json.at("schema"), "ringscope.comparison/1");
    const Json& ring = json.at("rings").at(0);
    EXPECT_EQ(ring.at("ring"), m_ring.name());
    const auto is_lag_max = [](const Json& figure) {
        return figure.at("consumer") == "slow" && figure.at("figure") == "lag max";
    };
    const auto lag = std::find_if(ring.at("figures").begin(), ring.at("figures").end(), is_lag_max);
    ASSERT_NE(lag, ring.at("figures").end());
    EXPECT_EQ(lag->at("a"), 64);
    EXPECT_EQ(lag->at("b"), 64);
    const auto absent = run({"compare", file(), file("absent")});
    EXPECT_EQ(absent.code, 66);
    EXPECT_NE(
        absent.err.find("No such file or directory (give a .ringrec file)"), std::string::npos)
        << absent.err;
    EXPECT_TRUE(ringtest::is_plain(run({"compare", file(), file("second.ringrec")}).out));
}

}  // namespace

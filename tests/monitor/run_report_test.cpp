// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/run/card.h"
#include "monitor/run/junit.h"
#include "monitor/run/run_html.h"
#include "monitor/run/run_summary.h"

#include "monitor/markup.h"
#include "monitor/recording/html_parts.h"
#include "monitor/ring_reading.h"

#include "rig/scenario/builtin.h"
#include "rig/scenario/parse.h"
#include "rig/scenario/words.h"
#include "support/child_process.h"
#include "support/temporary_ring.h"

#include <fstream>
#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using namespace monitor::run;
using rig::scenario::LineStatus;

RunRecord record_with(rig::Verdict verdict, std::vector<rig::scenario::ResultLine> lines)
{
    RunRecord record;
    record.scenario = *rig::scenario::parse_scenario(
        rig::scenario::find_builtin_scenario("stall-required-consumer")->text);
    record.seed = 7;
    record.environment = this_environment("ringctl test");
    record.ended = record.environment.begun + 5s;
    record.reproduce = "ringctl run stall-required-consumer --backend shm --seed 7";
    record.folder = "runs/stall-required-consumer/x-7";
    record.result.verdict = verdict;
    record.result.reason = "because";
    record.result.lines = std::move(lines);
    return record;
}

RunRecord some_record()
{
    return record_with(rig::Verdict::Fail,
        {{"detection", "alert in time", LineStatus::Failed, "≤ 1.062 s",
             "1.5 s, too late <&\x01\xff>", rig::scenario::Time(1s)},
            {"integrity", "nothing lost", LineStatus::Passed, "nothing lost", "10 events", {}},
            {"injection", "injected", LineStatus::NotJudged, "injected", "never proven", {}},
            {"heal", "healed", LineStatus::NotNeeded, "healed", "the stream is over", {}}});
}

std::size_t count(const std::string& text, std::string_view part)
{
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) {
        ++found;
    }
    return found;
}

TEST(Markup, LeavesOutWhatXmlForbidsAndEscapesWhatItMeans)
{
    EXPECT_EQ(monitor::in_markup("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
    EXPECT_EQ(monitor::in_markup(std::string_view("x\0\x01\x1b\x7f y", 7)), "x\x7f y");
    EXPECT_EQ(monitor::in_markup("≤ ✗ 𝄞"), "≤ ✗ 𝄞");
    EXPECT_EQ(monitor::in_markup("\xff\xc0\x80\xed\xa0\x80\xef\xbf\xbe!\xe2\x82"), "!");
}

TEST(Curve, IsOneLineAlthoughALookCameLateAndTwoWhereNobodyWas)
{
    const monitor::recording::Scale scale{monitor::TimePoint(), 2, 100};
    monitor::recording::ColumnStrip strip;
    for (const auto at : {0ms, 10ms, 100ms, 500ms, 510ms}) {
        strip.add(monitor::TimePoint() + at, 50);
    }
    EXPECT_EQ(count(monitor::recording::curve(strip, scale, "red"), "M"), 2U);
}

TEST(Junit, HasACasePerExpectationAndNeverSkips)
{
    const std::vector<RunRecord> records{some_record()};
    const std::string xml = junit_xml(records);
    EXPECT_EQ(count(xml, "<testcase "), 4U);
    EXPECT_EQ(count(xml, "<failure type=\"detection\""), 1U);
    EXPECT_EQ(count(xml, "<error type=\"Inconclusive\""), 1U);
    EXPECT_EQ(count(xml, "<skipped"), 0U);
    EXPECT_NE(xml.find("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"0\""), std::string::npos);
    EXPECT_NE(xml.find("classname=\"scenario.stall-required-consumer.shm\""), std::string::npos);
    EXPECT_NE(xml.find("reproduce: ringctl run stall-required-consumer"), std::string::npos);
}

TEST(ScenarioWords, AreThoseOfTheMonitor)
{
    using monitor::ConsumerState;
    using monitor::RingWord;
    const auto words = [](auto first, auto last) {
        std::vector<std::string> all;
        for (int value = static_cast<int>(first); value <= static_cast<int>(last); ++value) {
            all.emplace_back(to_string(static_cast<decltype(first)>(value)));
        }
        return all;
    };
    const auto rings = rig::scenario::ring_states();
    const auto consumers = rig::scenario::consumer_states();
    EXPECT_EQ(words(RingWord::Waiting, RingWord::Failed),
        std::vector<std::string>(rings.begin(), rings.end()));
    EXPECT_EQ(words(ConsumerState::Unknown, ConsumerState::OkSteady),
        std::vector<std::string>(consumers.begin(), consumers.end()));
}

TEST(Junit, SaysAbortedOfWhatWasAborted)
{
    const std::vector<RunRecord> records{record_with(rig::Verdict::Aborted,
        {{"aborted", "comes to its end", LineStatus::NotJudged, "x", "by the user", {}}})};
    EXPECT_EQ(count(junit_xml(records), "<error type=\"Aborted\""), 1U);
}

TEST(Junit, IsValidByItsSchema)
{
    const ringtest::TemporaryDirectory place;
    const auto path = place.path() / "junit.xml";
    const std::vector<RunRecord> records{some_record(), some_record()};
    const auto valid = [&path] {
        return ringtest::ChildProcess(
            {"/bin/sh", "-c", "exec xmllint --noout --schema \"$0\" \"$1\" 2>&1", JUNIT_SCHEMA,
                path})
            .wait();
    };
    std::ofstream(path) << junit_xml(records);
    const auto answer = valid();
    EXPECT_EQ(answer.code, 0) << answer.output;
    std::string skipped = junit_xml(records);
    skipped.replace(skipped.find("skipped=\"0\""), 11, "skipped=\"1\"");
    std::ofstream(path) << skipped;
    EXPECT_NE(valid().code, 0);
}

TEST(RunPage, NeedsNothingFromOutsideAndNoScript)
{
    const std::vector<RunRecord> records{some_record()};
    const std::string page = run_page(records);
    for (const char* const forbidden :
        {"http:", "https:", "<script", "src=", "@import", "url(//"}) {
        EXPECT_EQ(count(page, forbidden), 0U) << forbidden;
    }
    EXPECT_GE(count(page, "prefers-color-scheme: dark"), 1U);
    EXPECT_GE(count(page, "@media print"), 1U);
    EXPECT_EQ(count(page, "<h1>") + count(page, "</h1>"), 2U);
    EXPECT_NE(page.find("1.5 s, too late &lt;&amp;&gt;"), std::string::npos);
}

TEST(RunPage, StaysBelowHalfAMegabyteHoweverLongTheRun)
{
    RunRecord record = some_record();
    monitor::RingReading reading;
    reading.attached = true;
    for (int i = 0; i < 8; ++i) {
        monitor::ConsumerReading consumer;
        consumer.id = "cp_" + std::to_string(i);
        reading.consumers.push_back(consumer);
    }
    for (int tick = 0; tick < 60'000; ++tick) {  // ten minutes
        for (auto& consumer : reading.consumers) {
            consumer.lag_percent = (tick * 7919) % 101;
            consumer.state
                = tick % 2 == 0 ? monitor::ConsumerState::Ok : monitor::ConsumerState::Gating;
        }
        record.timeline.add(reading, record.environment.begun + tick * 10ms);
    }
    record.ended = record.environment.begun + 600s;
    const std::vector<RunRecord> records{record};
    EXPECT_LT(run_page(records).size(), 500'000U);
}

TEST(RunPage, StaysBelowHalfAMegabyteHoweverManyFaultsAndRuns)
{
    RunRecord record = some_record();
    for (int i = 0; i < 3000; ++i) {
        const std::string name = "stall of cp_1 (stall-" + std::to_string(i) + ")";
        record.result.lines.push_back({"injection", "injected " + name, LineStatus::Passed, name,
            "cp_1 pid 30148 state T, stands at 64351 at +0.525 s (asked +0.500 s)",
            std::chrono::nanoseconds(1s)});
        record.scenario.method.push_back(record.scenario.method.front());
    }
    const std::vector<RunRecord> one{record};
    EXPECT_LT(run_page(one).size(), 500'000U);
    EXPECT_NE(run_page(one).find("more that passed: summary.json has them"), std::string::npos);
    const std::vector<RunRecord> many(54, record);
    const std::string page = run_page(many);
    EXPECT_LT(page.size(), 500'000U);
    EXPECT_EQ(count(page, "<section>"), 54U);
    EXPECT_GT(count(page, "Its own page: runs/stall-required-consumer/x-7/report.html"), 10U);
}

TEST(RunPage, TellsNamesApartThatBeginAlikeAndSaysWhatItDoesNotDraw)
{
    RunRecord record = some_record();
    monitor::RingReading reading;
    reading.attached = true;
    for (int i = 0; i < 11; ++i) {
        reading.consumers.emplace_back().id = "a-long-name-of-a-reader-" + std::to_string(i);
    }
    record.timeline.add(reading, record.environment.begun + 1s);
    const std::vector<RunRecord> records{record};
    const std::string page = run_page(records);
    EXPECT_NE(page.find("a-…ader-0"), std::string::npos);
    EXPECT_NE(page.find("a-…ader-1"), std::string::npos);
    EXPECT_NE(page.find("Not drawn: 3 more consumers."), std::string::npos);
    EXPECT_EQ(page.find("more faults"), std::string::npos);
}

TEST(Card, PutsWhatIsWrongFirstAndSaysHowToHaveItAgain)
{
    const RunRecord record = some_record();
    EXPECT_EQ(verdict_line(record), "FAIL stall-required-consumer 5.0 s (shm) --seed 7");
    const std::string card = card_text(record);
    EXPECT_EQ(card.find("  ✗ alert in time (≤ 1.062 s): 1.5 s, too late"), 0U) << card;
    EXPECT_LT(card.find("? injected"), card.find("✓ nothing lost"));
    EXPECT_NE(card.find("reproduce: ringctl run stall-required-consumer"), std::string::npos);
}

TEST(RunSummary, HasStableKeys)
{
    const auto json = run_json(some_record());
    std::string keys;
    for (const auto& [key, value] : json.items()) {
        keys += key + ' ';
    }
    EXPECT_EQ(keys,
        "schema scenario backend seed verdict reason seconds begun host system cores program "
        "sampler_ticks sampler_missed overshoot_ms reproduce expectations faults phases ");
    EXPECT_EQ(json["schema"], "ringscope.run/1");
    EXPECT_EQ(json["expectations"][0]["status"], "failed");
}

}  // namespace

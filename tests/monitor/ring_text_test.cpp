// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_text.h"

#include "monitor/text_table.h"
#include "monitor/wording.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace monitor {
namespace {

using namespace std::chrono_literals;

constexpr auto kLeft = TextTable::Align::Left;
constexpr auto kRight = TextTable::Align::Right;

bool is_plain(const std::string& text)
{
    return std::all_of(
        text.begin(), text.end(), [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); });
}

std::vector<std::string> lines_of(const std::string& text)
{
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

RingReading reading()
{
    RingReading made;
    made.ring = "orders";
    made.state = RingWord::Live;
    made.capacity = 4096;
    made.event_size = 64;
    made.sampled_at = TimePoint(10s);
    made.producer.process = {4118, 'R', "feeder"};
    made.producer.state = ProducerWord::Running;
    made.producer.sequence = 99;
    made.producer.epoch = 1;
    made.producer.events_per_s = 1000;
    made.producer.blocked_s_total = 2.5;
    ConsumerReading consumer;
    consumer.id = "cp_0";
    consumer.process = {4119, 'S', "reader"};
    consumer.state = ConsumerState::Ok;
    consumer.because = "lag was 0";
    consumer.sequence = 87;
    consumer.lag_events = 12;
    consumer.lag_percent = 0.29;
    consumer.lag_time = {12ms, false};
    consumer.events_per_s = 990;
    consumer.since_progress = 3ms;
    consumer.gating_share = 0.5;
    made.consumers = {consumer};
    made.used = 12;
    made.free = 4084;
    made.used_max = 300;
    made.gating = "cp_0";
    made.diagnosis = {Severity::Ok, "orders is healthy", "1 consumer keeps up."};
    return made;
}

RingListing listing(std::string name)
{
    RingListing made;
    made.ring = std::move(name);
    made.path = "/dev/shm/" + made.ring;
    made.state = RingWord::Live;
    made.capacity = 4096;
    made.event_size = 64;
    made.producer_pid = 4118;
    made.consumers = 3;
    made.events_per_s = 1234.5;
    return made;
}

TEST(Wording, GivesEveryNumberItsUnit)
{
    EXPECT_EQ(in_words(0ms), "0 ms");
    EXPECT_EQ(in_words(350ms), "350 ms");
    EXPECT_EQ(in_words(999'600us), "1.0 s");
    EXPECT_EQ(in_words(3600ms), "3.6 s");
    EXPECT_EQ(in_words(7min), "7 min");
    EXPECT_EQ(in_words(150min), "2.5 h");
    EXPECT_EQ(events(1), "1 event");
    EXPECT_EQ(events(312), "312 events");
    EXPECT_EQ(per_second(950), "950/s");
    EXPECT_EQ(per_second(10'000), "10.0 k/s");
    EXPECT_EQ(per_second(2.1e6), "2.10 M/s");
    EXPECT_EQ(percent(7.62), "7.6 %");
}

TEST(TextTable, AlignsItsColumnsAndEndsNoLineInABlank)
{
    TextTable table({{"NAME", kLeft}, {"N", kRight}, {"LAST", kLeft}});
    table.add({"a", "1", ""});
    table.add({"longer", "12345", "x"});
    EXPECT_EQ(table.aligned(), "NAME        N  LAST\na           1\nlonger  12345  x\n");
}

TEST(TextTable, QuotesCsvAndDisarmsFormulas)
{
    TextTable table({{"id"}, {"n"}});
    table.add({"a,b", "-1"});
    table.add({"say \"hi\"", "-1.5"});
    table.add({"=1+1", "@x"});
    table.add({"-2+3", "+1"});
    EXPECT_EQ(table.csv(), "id,n\n\"a,b\",-1\n\"say \"\"hi\"\"\",-1.5\n'=1+1,'@x\n'-2+3,'+1\n");
}

TEST(TextTable, KeepsARowOnOneLine)
{
    TextTable table({{"id"}});
    table.add({"a\r\nb\x1b[2J"});
    EXPECT_EQ(table.csv(), "id\na\\x0d\\x0ab\\x1b[2J\n");
    EXPECT_EQ(lines_of(table.aligned()).size(), 2U);
}

TEST(RingText, ShowsARingWithItsUnits)
{
    const auto lines = lines_of(ring_text(reading()));
    ASSERT_EQ(lines.size(), 9U);
    EXPECT_EQ(lines[0], "orders  LIVE  shm  4096 x 64 B  epoch 1");
    EXPECT_EQ(lines[1], "orders is healthy: 1 consumer keeps up.");
    EXPECT_EQ(lines[2], "");
    EXPECT_EQ(lines[3],
        "producer  RUNNING  pid 4118 feeder  process R  sequence 99  1000 events/s  blocked 2.5 s "
        "in all");
    EXPECT_EQ(lines[4], "slots     used 12  free 4084  used max 300  gated by cp_0  full in -");
    EXPECT_EQ(lines[5], "liveness  off");
    EXPECT_EQ(lines[6], "");
}

TEST(RingText, LeavesTheTableOutWithoutConsumers)
{
    auto alone = reading();
    alone.consumers.clear();
    EXPECT_EQ(ring_text(alone).find("STATE"), std::string::npos);
    EXPECT_NE(ring_text(reading()).find("\nSTATE  ID     PID"), std::string::npos);
}

TEST(RingText, ShowsALagInTimeNoFinerThanItIsKnown)
{
    auto made = reading();
    const auto row = [&](TimeLag lag) {
        made.consumers[0].lag_time = lag;
        return lines_of(ring_text(made)).back();
    };
    EXPECT_EQ(row({0ms, false}).find("ms"), row({0ms, false}).rfind("ms"));  // only QUIET FOR
    EXPECT_NE(row({3ms, false}).find(" < 10 ms "), std::string::npos);
    EXPECT_NE(row({12ms, false}).find(" 12 ms "), std::string::npos);
    EXPECT_NE(row({120s, true}).find(" > 2 min "), std::string::npos);
}

TEST(RingText, ListsRingsAndSaysWhenThereIsNone)
{
    EXPECT_EQ(list_text({}), "no ring found\n");
    auto gone = listing("old");
    gone.state = RingWord::Orphan;
    gone.reason = "no process holds it";
    gone.producer_presence = ringlib::Presence::Dead;
    gone.events_per_s.reset();
    const std::vector rings{listing("orders"), gone};
    const auto lines = lines_of(list_text(rings));
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[0],
        "RING    BACKEND  STATE   CAPACITY [events]  EVENT [B]  PRODUCER [pid]  CONSUMERS  RATE "
        "[events/s]  REASON");
    EXPECT_EQ(lines[1],
        "orders  shm      LIVE                 4096         64            4118          3          "
        "  "
        " 1234");
    EXPECT_EQ(lines[2],
        "old     shm      ORPHAN               4096         64       4118 gone          3          "
        "  "
        "    -  no process holds it");
}

TEST(RingText, PinsTheColumnsOfCsv)
{
    const std::vector rings{listing("orders")};
    EXPECT_EQ(list_csv(rings),
        "ring,backend,state,capacity,event_size,producer_pid,consumers,events_per_s,path,reason\n"
        "orders,shm,LIVE,4096,64,4118,3,1234.5,/dev/shm/orders,\n");
    EXPECT_EQ(ring_csv(reading()),
        "ring,ring_state,published_sequence,id,pid,process_state,state,rule,sequence,lag_events,"
        "lag_percent,lag_s,lag_s_at_least,events_per_s,since_progress_s,gating_share,because\n"
        "orders,LIVE,99,cp_0,4119,S,OK,10,87,12,0.290,0.012000,false,990.0,0.003000,0.500,lag was "
        "0\n");
}

TEST(RingText, EscapesWhatASegmentSays)
{
    auto hostile = reading();
    hostile.label = "\x1b]0;owned\x07";
    hostile.event_name = "\xff\xfe";
    hostile.reason = "\r";
    hostile.gating = hostile.consumers[0].id = "\x1b[2J\n";
    hostile.producer.process.command = "evil\x1b)";
    hostile.counters = {{7, "count\ner\x9b", 1}};
    EXPECT_TRUE(is_plain(ring_text(hostile))) << ring_text(hostile);
    EXPECT_TRUE(is_plain(ring_csv(hostile)));
    EXPECT_EQ(lines_of(ring_csv(hostile)).size(), 2U);
    auto listed = listing("x\x1b[31m");
    listed.reason = "\n\n";
    const std::vector rings{listed};
    EXPECT_TRUE(is_plain(list_text(rings)));
    EXPECT_EQ(lines_of(list_text(rings)).size(), 2U);
    EXPECT_TRUE(is_plain(list_csv(rings)));
}

}  // namespace
}  // namespace monitor

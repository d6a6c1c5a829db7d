// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/worker_report.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace rig {
namespace {

const WorkerIdentity kConsumer{WorkerRole::Consumer, "orders", "cp_0"};
const WorkerIdentity kProducer{WorkerRole::Producer, "orders", ""};

WorkerTotals some_totals()
{
    WorkerTotals totals;
    totals.stream = {.events = 20,
        .first = 3,
        .last = 24,
        .gaps = 2,
        .duplicates = 4,
        .out_of_order = 5,
        .torn = 6,
        .redelivered = 7};
    totals.latency.record(10, 20);
    return totals;
}

// Scripts read these lines: keys are only ever added.
TEST(WorkerReport, PinsTheSummaryOfAConsumer)
{
    EXPECT_EQ(summary_line(kConsumer, some_totals(), 12.34, WorkerEnd::ProducerDied),
        R"({"type":"summary","role":"consumer","id":"cp_0","events":20,"first":3,"last":24,)"
        R"("gaps":2,"duplicates":4,"out_of_order":5,"torn":6,"redelivered":7,)"
        R"("events_per_s":12.3,"latency_ns":{"p50":10,"p99":10,"p999":10,"max":10},)"
        R"("end":"producer_died"})");
}

TEST(WorkerReport, PinsTheSummaryOfAProducer)
{
    EXPECT_EQ(summary_line(kProducer, some_totals(), 1e6, WorkerEnd::Count),
        R"({"type":"summary","role":"producer","events":20,"first":3,"last":24,)"
        R"("events_per_s":1000000.0,"latency_ns":{"p50":10,"p99":10,"p999":10,"max":10},)"
        R"("end":"count"})");
}

TEST(WorkerReport, PinsTheProgress)
{
    EXPECT_EQ(progress_line(kConsumer, some_totals(), 0),
        R"({"type":"progress","role":"consumer","id":"cp_0","events":20,"first":3,"last":24,)"
        R"("gaps":2,"duplicates":4,"out_of_order":5,"torn":6,"redelivered":7,)"
        R"("events_per_s":0.0,"latency_ns":{"p50":10,"p99":10,"p999":10,"max":10}})");
}

TEST(WorkerReport, PinsReady)
{
    const std::string pid = std::to_string(::getpid());
    const WorkerPlace place{.capacity = 4096, .event_size = 64, .sequence = 99};
    EXPECT_EQ(ready_line(kConsumer, place),
        R"({"type":"ready","role":"consumer","id":"cp_0","ring":"orders","pid":)" + pid
            + R"(,"capacity":4096,"event_size":64,"sequence":99})");
    EXPECT_EQ(ready_line(kProducer, {.capacity = 2, .event_size = 32}),
        R"({"type":"ready","role":"producer","ring":"orders","pid":)" + pid
            + R"(,"capacity":2,"event_size":32,"sequence":-1})");
}

TEST(WorkerReport, PinsTheAlert)
{
    ringlib::RequiredConsumerAlert alert;
    alert.consumer_id = "cp_1";
    alert.last_sequence = 41;
    alert.stalled_for = std::chrono::milliseconds(251);
    EXPECT_EQ(alert_line(alert),
        R"({"type":"alert","role":"producer","consumer":"cp_1","stalled_ms":251,"sequence":41,)"
        R"("died":false})");
}

TEST(WorkerReport, PinsWhatItSaysBeforeItIsDisturbed)
{
    const WorkerIdentity who{WorkerRole::Consumer, "orders", "cp_0"};
    EXPECT_EQ(freeze_line(who, std::chrono::milliseconds(300), 7),
        R"({"type":"freeze","role":"consumer","id":"cp_0","ms":300,"sequence":7})");
    EXPECT_EQ(crash_line(who, CrashPoint::Lease),
        R"({"type":"crash","role":"consumer","id":"cp_0","at":"lease"})");
}

TEST(WorkerReport, SaysMinusOneWhereNoEventWas)
{
    const std::string line = summary_line(kConsumer, {}, 0, WorkerEnd::Closed);
    EXPECT_NE(line.find(R"("events":0,"first":-1,"last":-1,)"), std::string::npos) << line;
}

TEST(WorkerReport, StaysOneLineOfJsonWhateverThePathIs)
{
    const WorkerIdentity odd{WorkerRole::Producer, "/tmp/a\n\"\xff", ""};
    const std::string line = ready_line(odd, {});
    EXPECT_EQ(line.find('\n'), std::string::npos);
    EXPECT_NE(line.find(R"("/tmp/a\n\")"), std::string::npos) << line;
}

}  // namespace
}  // namespace rig

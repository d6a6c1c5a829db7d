// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_run.h"
#include "monitor/shared_ring.h"
#include "support/hanging_mount.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <csignal>

namespace {

using ringtest::ChildProcess;
using ringtest::run;
using Json = nlohmann::ordered_json;

/// The commands where nothing answers.
class RingctlAtAHangingFile : public testing::Test {
protected:
    void SetUp() override
    {
        if (!m_mount.why_not().empty()) {
            GTEST_SKIP() << m_mount.why_not();
        }
    }
    [[nodiscard]] std::string file() const { return m_mount.file(); }

private:
    ringtest::HangingMount m_mount;
};

TEST_F(RingctlAtAHangingFile, StatSaysSo)
{
    const auto result = run({"stat", file()});
    EXPECT_EQ(result.code, 69);
    EXPECT_NE(result.err.find("does not answer since"), std::string::npos) << result.err;
}

TEST_F(RingctlAtAHangingFile, WatchSaysSinceWhenAndEndsAtOnce)
{
    ChildProcess watch({RINGCTL_PROGRAM, "watch", file(), "--format", "jsonl"});
    std::string reason;
    while (reason.find("does not answer since 2.") == std::string::npos) {
        const auto line = watch.read_line();
        ASSERT_NE(line, "");
        reason = Json::parse(line).at("reason").get<std::string>();
    }
    watch.signal(SIGTERM);
    EXPECT_EQ(watch.wait().code, 69);
}

TEST_F(RingctlAtAHangingFile, WaitKeepsItsTimeout)
{
    EXPECT_EQ(run({"wait", file(), "--state", "LIVE", "--timeout", "1500ms"}).code, 3);
}

TEST_F(RingctlAtAHangingFile, RecordRecordsTheOtherRings)
{
    const ringtest::TemporaryRing ring;
    const ringtest::SharedRing other(ring);
    const ringtest::TemporaryDirectory place;
    const auto recording = (place.path() / "both.ringrec").string();
    const auto result = run({"record", file(), ring.name(), "-o", recording, "--rate", "50",
        "--duration", "2s", "--format", "json"});
    EXPECT_EQ(result.code, 0) << result.err;
    EXPECT_GE(Json::parse(result.out).at("samples"), 20);
    const auto report = run({"report", recording});
    EXPECT_NE(report.out.find("does not answer since 1."), std::string::npos) << report.out;
}

TEST_F(RingctlAtAHangingFile, ExportServesTheOtherRingsAndEnds)
{
    const ringtest::TemporaryRing ring;
    const ringtest::SharedRing other(ring);
    ChildProcess server(
        {RINGCTL_PROGRAM, "export", file(), ring.name(), "--listen", "127.0.0.1:0"});
    EXPECT_NE(server.read_line().find("serving"), std::string::npos);
    server.signal(SIGTERM);
    EXPECT_EQ(server.wait().code, 0);
}

}  // namespace

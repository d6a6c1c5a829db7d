// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_run.h"
#include "monitor/shared_ring.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <csignal>
#include <functional>
#include <netinet/in.h>
#include <regex>
#include <set>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using ringtest::ChildProcess;
using ringtest::run;
using ringtest::SharedRing;

/// What is at /metrics; empty when nothing answers.
std::string scrape(int port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const std::string request
        = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    std::string answer;
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0
        && ::write(fd, request.data(), request.size()) == static_cast<ssize_t>(request.size())) {
        std::array<char, 4096> part{};
        for (ssize_t got = 0; (got = ::read(fd, part.data(), part.size())) > 0;) {
            answer.append(part.data(), static_cast<std::size_t>(got));
        }
    }
    ::close(fd);
    return answer;
}

/// Whether what is at /metrics comes to be `wanted`; if it does not, what it is in the end.
testing::AssertionResult comes_to_serve(
    int port, const std::function<bool(const std::string&)>& wanted)
{
    constexpr std::chrono::seconds kWatchdog{40};
    const auto end = std::chrono::steady_clock::now() + kWatchdog;
    std::string page;
    do {
        page = scrape(port);
        if (wanted(page)) {
            return testing::AssertionSuccess();
        }
    } while (std::chrono::steady_clock::now() < end);
    return testing::AssertionFailure() << "after " << kWatchdog.count() << " s it serves:\n"
                                       << page;
}

class RingctlExport : public testing::Test {
protected:
    /// The port it serves.
    static int port_of(ChildProcess& exporter)
    {
        const std::string line = exporter.read_line();
        EXPECT_EQ(line.substr(0, 25), "serving /metrics on port ");
        return std::stoi(line.substr(25));
    }
    [[nodiscard]] ChildProcess exporter() const
    {
        return ChildProcess({RINGCTL_PROGRAM, "export", "--listen", "127.0.0.1:0", m_ring.name()});
    }
    [[nodiscard]] std::string value_of(
        const std::string& page, const std::string& name, const std::string& labels = "") const
    {
        const std::string series = name + "{ring=\"" + m_ring.name() + "\"" + labels + "} ";
        const auto at = page.find(series);
        return at == std::string::npos
            ? "none"
            : page.substr(at + series.size(), page.find('\n', at) - at - series.size());
    }

    ringtest::TemporaryRing m_ring;
};

TEST_F(RingctlExport, ServesWhatTheRingDoesInBaseUnits)
{
    SharedRing ring(m_ring);
    auto consumer = ring.join("cp_0");
    ring.publish(48);
    auto server = exporter();
    const std::string page = scrape(port_of(server));
    EXPECT_EQ(value_of(page, "ringscope_producer_events_total"), "48");
    EXPECT_EQ(value_of(page, "ringscope_ring_free_events"), "16");
    EXPECT_EQ(value_of(page, "ringscope_consumer_lag_events", ",consumer=\"cp_0\""), "48");
    EXPECT_EQ(value_of(page, "ringscope_consumer_lag_ratio", ",consumer=\"cp_0\""), "0.75");
    EXPECT_EQ(value_of(page, "ringscope_consumer_events_total", ",consumer=\"cp_0\""), "0");
    EXPECT_EQ(value_of(page, "ringscope_ring_state", ",state=\"LIVE\""), "1");
    EXPECT_NE(page.find("# TYPE ringscope_producer_events_total counter"), std::string::npos);
    server.signal(SIGTERM);
    EXPECT_EQ(server.wait().code, 0);
}

TEST_F(RingctlExport, FollowsTheRingAndForgetsItWhenItVanishes)
{
    auto server = exporter();
    const int port = port_of(server);
    EXPECT_EQ(scrape(port).find(m_ring.name()), std::string::npos);
    {
        SharedRing ring(m_ring);
        ring.publish(1);
        ASSERT_TRUE(comes_to_serve(port, [&](const std::string& page) {
            return value_of(page, "ringscope_producer_events_total") == "1";
        })) << "the ring's one event was awaited";
    }
    ASSERT_TRUE(comes_to_serve(port, [&](const std::string& page) {
        return page.find("ringscope_export_rings") != std::string::npos
            && page.find(m_ring.name()) == std::string::npos;
    })) << "a page without the ring that has gone was awaited";
    server.signal(SIGINT);
    EXPECT_EQ(server.wait().code, 0);
}

TEST_F(RingctlExport, RefusesAnAddressThatIsNoneOrTaken)
{
    for (const char* const address : {"9464", "127.0.0.1", ":9464", "127.0.0.1:65536", "a:b"}) {
        const auto refused = run({"export", "--listen", address});
        EXPECT_EQ(refused.code, 64) << address;
        EXPECT_NE(refused.err.find(address), std::string::npos);
    }
    auto server = exporter();
    const std::string taken = "127.0.0.1:" + std::to_string(port_of(server));
    const auto refused = run({"export", "--listen", taken});
    EXPECT_EQ(refused.code, 70);
    EXPECT_NE(refused.err.find(taken), std::string::npos) << refused.err;
}

// A rule or a panel about a name that is not served is never seen to be wrong.
TEST_F(RingctlExport, ServesEveryNameThatTheRulesAndTheDashboardAskFor)
{
    SharedRing ring(m_ring);
    auto consumer = ring.join("cp_0");
    ring.publish(64);
    auto server = exporter();
    const int port = port_of(server);
    for (const char* const file : {"prometheus/ringscope.rules.yml", "grafana/ringscope.json"}) {
        std::ifstream stream(std::string(RESOURCES) + '/' + file);
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        const std::regex name("ringscope_[a-z_]+");
        std::set<std::string> names;
        for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at) {
            names.insert(at->str());
        }
        EXPECT_GE(names.size(), 5U) << file;
        for (const std::string& one : names) {
            ASSERT_TRUE(comes_to_serve(port,
                [&](const std::string& page) {
                    return page.find("\n" + one) != std::string::npos;
                }))
                << one << ", which is in " << file << ", was awaited";
        }
    }
}

}  // namespace

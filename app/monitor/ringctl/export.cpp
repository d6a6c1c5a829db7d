// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/commands.h"

#include "monitor/ringctl/fleet.h"
#include "monitor/ringctl/interrupts.h"
#include "monitor/ringctl/ring_metrics.h"
#include "monitor/ringctl/sampling.h"

#include <prometheus/collectable.h>
#include <prometheus/exposer.h>

#include <algorithm>
#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <exception>
#include <fcntl.h>
#include <memory>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace ringctl {
namespace {

using monitor::Clock;
using monitor::Duration;
using monitor::Fleet;
using monitor::TimePoint;

// States need some samples in their windows; a scrape sees only what they come to.
constexpr Duration kPeriod = std::chrono::milliseconds(50);

/// What it costs to look, told beside the rings.
struct Effort {
    std::atomic<double> tick_seconds = 0;
    std::atomic<std::uint64_t> missed = 0;
};

/// Asked at each scrape, by a thread of the server.
class FleetPage : public prometheus::Collectable {
public:
    FleetPage(const Fleet& fleet, const Effort& effort)
        : m_fleet(fleet)
        , m_effort(effort)
    {
    }

    [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const override
    {
        monitor::RingMetrics metrics;
        std::size_t left_out = 0;
        std::size_t rings = 0;
        m_fleet.each([&](const monitor::RingReading& reading) {
            ++rings;
            left_out += metrics.add(reading) ? 0U : 1U;
        });
        using prometheus::MetricType;
        metrics.add_own("ringscope_export_rings", "Rings that are watched.", MetricType::Gauge,
            static_cast<double>(rings));
        metrics.add_own("ringscope_export_rings_left_out",
            "Rings that are there and have no series: too many.", MetricType::Gauge,
            static_cast<double>(left_out + m_fleet.left_out()));
        metrics.add_own("ringscope_export_tick_seconds", "What the last look at all rings took.",
            MetricType::Gauge, m_effort.tick_seconds);
        metrics.add_own("ringscope_export_missed_ticks_total", "Looks that were due and not taken.",
            MetricType::Counter, static_cast<double>(m_effort.missed));
        return metrics.take();
    }

private:
    const Fleet& m_fleet;
    const Effort& m_effort;
};

/// Serves `page` as long as it lives.
std::unique_ptr<prometheus::Exposer> serve(
    const std::string& address, const std::shared_ptr<FleetPage>& page)
{
    try {
        constexpr std::size_t kThreads = 2;
        auto exposer = std::make_unique<prometheus::Exposer>(address, kThreads);
        exposer->RegisterCollectable(page);
        return exposer;
    } catch (const std::exception&) {
        complain("--listen: nothing can listen on " + address
            + " (another program does, or the address is not this machine's; give another)");
        return nullptr;
    }
}

void watch(Fleet& fleet, Effort& effort, Interrupts& interrupts)
{
    for (TimePoint due = Clock::now(); !interrupts.end();) {
        const TimePoint begun = Clock::now();
        fleet.tick(begun);
        const TimePoint done = Clock::now();
        effort.tick_seconds = monitor::to_seconds(done - begun);
        const auto late = std::max<Duration>(done - due, {}) / kPeriod;
        effort.missed += static_cast<std::uint64_t>(late);
        due += kPeriod * (late + 1);
        while (Clock::now() < due && !interrupts.end()) {
            interrupts.wait_until(due);
        }
    }
}

/// Connects to a port of this machine, and says nothing.
void knock(int port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    ::fcntl(socket, F_SETFL, O_NONBLOCK);
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    (void)::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::close(socket);
}

/// The server sees that it is to end when somebody calls, or after two seconds.
void end(std::unique_ptr<prometheus::Exposer> exposer, const std::vector<int>& ports)
{
    std::atomic<bool> ended = false;
    std::thread ending([&] {
        exposer.reset();
        ended = true;
    });
    while (!ended) {
        std::for_each(ports.begin(), ports.end(), knock);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ending.join();
}

}  // namespace

Exit serve_metrics(const ExportOptions& options)
{
    Interrupts interrupts(false);  // before the server's threads: they are to take no signal
    Fleet::Options wanted;
    wanted.rings = options.rings;
    wanted.watch = sampling(kWindow, options.allowed_owner);
    wanted.watch.model.limits.tick = kPeriod;
    wanted.watch.attach_interval = monitor::RingWatchOptions().attach_interval;
    Fleet fleet(wanted);
    Effort effort;
    fleet.tick(Clock::now());
    const auto page = std::make_shared<FleetPage>(fleet, effort);
    auto exposer = serve(options.address, page);
    if (exposer == nullptr) {
        return Exit::Internal;
    }
    const std::vector<int> listening = exposer->GetListeningPorts();
    std::string ports;
    for (const int port : listening) {
        ports += (ports.empty() ? "" : ", ") + std::to_string(port);
    }
    if (const Exit said = write_out("serving /metrics on port " + ports + '\n');
        said != Exit::Done) {
        return said;
    }
    watch(fleet, effort, interrupts);
    end(std::move(exposer), listening);
    return Exit::Done;
}

}  // namespace ringctl

// SPDX-License-Identifier: MIT OR Apache-2.0
// The programs beside a ring: monitors that are killed, and a demo's owner that is.
#include "evidence.h"
#include "rig/leftovers.h"
#include "rig/platform/process_stat.h"
#include "rows_of_world.h"
#include "world.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace torture {
namespace {

using namespace std::chrono_literals;
using ringlib::Sequence;

bool has_open(pid_t pid, const std::string& file)
{
    const std::string directory = "/proc/" + std::to_string(pid) + "/fd/";
    for (const std::string& fd : names_in(directory)) {
        std::array<char, 256> target{};
        if (::readlink((directory + fd).c_str(), target.data(), target.size() - 1) > 0
            && target.data() == file) {
            return true;
        }
    }
    return false;
}

Sequence events_in(const std::string& ring, std::chrono::milliseconds time)
{
    const Sequence before = last_published(ring);
    std::this_thread::sleep_for(time);
    return last_published(ring) - before;
}

std::vector<ChildProcess> twenty_monitors(const TemporaryRing& ring)
{
    std::vector<ChildProcess> monitors;
    for (int i = 0; i < 20; ++i) {
        monitors.emplace_back(Words{"/bin/sh", "-c", "exec \"$@\" >/dev/null", "sh", RINGCTL,
            "watch", ring.name(), "--interval", "20ms", "--format", "jsonl"});
    }
    return monitors;
}

// Killed, stopped or left alone, in turn.
void torment(std::vector<ChildProcess>& monitors)
{
    for (std::size_t i = 0; i < monitors.size(); ++i) {
        if (i % 3 == 0) {
            kill_and_wait(monitors[i]);
        } else if (i % 3 == 1) {
            monitors[i].signal(SIGSTOP);
        }
    }
}

Outcome tormented_monitors(const Effort& effort)
{
    Evidence evidence;
    const TemporaryRing ring;
    auto producer = world_peer({"managed", ring.name(), "1024", "one", "1000"});
    producer.read_line();
    auto reader
        = ring_peer({"consume", ring.name(), "1024", "one", "oldest", "copy", "yield", "0"});
    reader.read_line();
    const auto alone = events_in(ring.name(), 300ms);
    const auto names = names_in("/dev/shm", ring.name());
    Sequence watched = 0;
    for (std::uint64_t round = 0; round < effort.of(1); ++round) {
        auto monitors = twenty_monitors(ring);
        evidence.tried(monitors.size());
        evidence.expect(eventually([&] {
            return std::all_of(monitors.begin(), monitors.end(),
                [&](const ChildProcess& monitor) { return has_open(monitor.pid(), ring.file()); });
        }),
            "a monitor does not look at the ring");
        watched = events_in(ring.name(), 300ms);
        torment(monitors);
        evidence.expect(goes_on(ring.name(), 10'000), "the ring does not go on");
        monitors.clear();
        evidence.expect(names_in("/dev/shm", ring.name()) == names, "a monitor left a file");
    }
    producer.signal(SIGTERM);
    const auto produced = producer.wait();
    evidence.expect(says(produced.output, "alerts", 0), "the producer saw: " + produced.output);
    const auto read = reader.wait();
    evidence.expect(says(read.output, "bad", 0), "the reader saw: " + read.output);
    return evidence.outcome("files left 0; beside 20 monitors on "
        + std::to_string(std::thread::hardware_concurrency()) + " cores "
        + std::to_string(100 * watched / std::max<Sequence>(alone, 1)) + " % of the throughput");
}

/// A program with a demo in it, and what it said about itself.
struct DemoOwner {
    DemoOwner()
        : process(
            {"/usr/bin/env", std::string("RINGSCOPE_WORKER=") + RINGWORKER, DEMO_OWNER, "healthy"},
            "")
    {
        std::istringstream words(process.read_line());
        words >> ring;
        for (pid_t pid = 0; words >> pid;) {
            workers.push_back(pid);
        }
    }
    [[nodiscard]] bool workers_are_dead() const
    {
        return std::all_of(workers.begin(), workers.end(), [](pid_t pid) {
            const auto stat = rig::read_process_stat(pid);
            return !stat || stat->is_dead();
        });
    }

    ChildProcess process;
    std::string ring;
    std::vector<pid_t> workers;
};

/// Rings that are no demo's: one that lives, and one whose producer was killed.
class RingsOfOthers {
public:
    RingsOfOthers()
        : m_producer(ringtest::producer_of(m_living.name(), 8).build_producer().value())
    {
        auto killed = ring_peer({"produce", m_orphan.name(), "8", "4", "1", "yield", "1"});
        static_cast<void>(eventually([&] { return m_orphan.exists(); }));
        kill_and_wait(killed);
        m_before = bytes();
    }
    [[nodiscard]] bool are_untouched() const { return bytes() == m_before; }

private:
    [[nodiscard]] std::string bytes() const
    {
        return bytes_of(m_living.file()) + bytes_of(m_orphan.file());
    }
    TemporaryRing m_living;
    TemporaryRing m_orphan;
    ringlib::Producer<ringtest::CheckedEvent> m_producer;
    std::string m_before;
};

Outcome killed_demo(const Effort& effort)
{
    Evidence evidence;
    const RingsOfOthers others;
    std::int64_t longest_ms = 0;
    for (std::uint64_t i = 0; i < effort.of(3); ++i) {
        DemoOwner owner;
        evidence.expect(owner.workers.size() == 4, "the demo has not begun: " + owner.ring);
        kill_and_wait(owner.process);
        evidence.tried();
        const Stopwatch time;
        evidence.expect(eventually([&] { return owner.workers_are_dead(); }),
            "a worker outlives the program that began it");
        longest_ms = std::max(longest_ms, time.ms());
        rig::remove_leftovers(2s);
        evidence.expect(names_in("/dev/shm", owner.ring).empty(), owner.ring + " was left");
        evidence.expect(others.are_untouched(), "a ring that is no demo's was touched");
    }
    return evidence.outcome("processes left 0, the last ended after at most "
        + std::to_string(longest_ms) + " ms; others' rings touched 0");
}

}  // namespace

std::vector<Row> rows_of_tools()
{
    return {
        {"F25", "MonitorsThatAreKilledOrStoppedHaveNoEffect", "monitors", 1, tormented_monitors},
        {"F26", "OfAKilledDemoNothingIsLeftAndOthersAreUntouched", "kills", 1, killed_demo},
    };
}

}  // namespace torture

// SPDX-License-Identifier: MIT OR Apache-2.0
// A wall clock that jumps, and processes that have another clock or other process ids than the
// ones beside them.
#include "evidence.h"
#include "monitor/process_facts.h"
#include "rows_of_world.h"
#include "world.h"

#include <csignal>
#include <cstdlib>
#include <thread>

namespace torture {
namespace {

using namespace std::chrono_literals;
using ringlib::Presence;

const Words kOtherTime = {"unshare", "-UrT", "--monotonic", "3600", "--boottime", "3600"};
const Words kOwnPids = {"unshare", "-Urpf", "--mount-proc", "--kill-child"};

Words command(const Words& before, const Words& program)
{
    Words words{"/usr/bin/env"};
    words.insert(words.end(), before.begin(), before.end());
    words.insert(words.end(), program.begin(), program.end());
    return words;
}

/// A producer that watches over its consumer "one", and that consumer; either may be started in
/// another world.
class WatchedPair {
public:
    WatchedPair(const Words& before_producer, const Words& before_consumer)
        : m_producer(world_peer({"managed", m_ring.name(), "64", "one", "1000"}, before_producer))
    {
        m_producer.read_line();
        m_consumer.emplace(
            ring_peer({"consume", m_ring.name(), "64", "one", "oldest", "copy", "block", "0"},
                before_consumer));
        m_consumer->read_line();
    }

    /// Both are alive at each of so many looks.
    void look(Evidence& evidence, std::uint64_t times) const
    {
        for (std::uint64_t i = 0; i < times; ++i) {
            const auto seen = look_at(m_ring.name());
            evidence.tried();
            evidence.expect(seen && seen->producer.presence == Presence::Alive
                    && seen->consumers.size() == 1
                    && seen->consumers.front().presence == Presence::Alive,
                "one that lives seems dead");
            std::this_thread::sleep_for(5ms);
        }
    }
    [[nodiscard]] const TemporaryRing& ring() const { return m_ring; }
    [[nodiscard]] ChildProcess& consumer() { return *m_consumer; }
    [[nodiscard]] ChildProcess& producer() { return m_producer; }
    /// With nobody killed: no alert, and no event lost.
    void end(Evidence& evidence)
    {
        evidence.expect(goes_on(m_ring.name(), 1000), "the ring does not go on");
        m_producer.signal(SIGTERM);
        const auto produced = m_producer.wait();
        evidence.expect(says(produced.output, "alerts", 0), "the producer: " + produced.output);
        const auto read = m_consumer->wait();
        evidence.expect(says(read.output, "bad", 0)
                && says(read.output, "last", number_after(produced.output, "last").value_or(-2)),
            "the consumer: " + read.output);
    }

private:
    TemporaryRing m_ring;
    ChildProcess m_producer;
    std::optional<ChildProcess> m_consumer;
};

Outcome jumping_wall_clock(const Effort& effort)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    static_cast<void>(effort);
    return Evidence::skipped("sanitizers want to be the first library that is loaded");
#else
    const Words jumping{std::string("LD_PRELOAD=") + JUMPING_CLOCK};
    Evidence evidence;
    int jumps = 0;
    for (int i = 0; i < 10; ++i) {  // the clock is as bad as it should be
        const auto date = ChildProcess(command(jumping, {"/bin/date", "+now %s"})).wait();
        const auto now = number_after(date.output, "now").value_or(std::time(nullptr));
        jumps += std::abs(now - std::time(nullptr)) > 600 ? 1 : 0;
    }
    evidence.expect(jumps >= 9, "the wall clock did not jump");
    WatchedPair pair(jumping, jumping);
    pair.look(evidence, effort.of(200));
    pair.end(evidence);
    return evidence.outcome("alerts 0, deaths 0, with a wall clock that jumps up to a day");
#endif
}

Outcome other_time_namespace(const Effort& effort)
{
    if (const auto reason = why_not(command(kOtherTime, {"/bin/true"}))) {
        return Evidence::skipped("no time namespace, " + *reason);
    }
    Evidence evidence;
    WatchedPair consumer_there({}, kOtherTime);
    consumer_there.look(evidence, effort.of(100));
    consumer_there.end(evidence);
    WatchedPair producer_there(kOtherTime, {});
    producer_there.look(evidence, effort.of(100));
    producer_there.end(evidence);
    return evidence.outcome("false deaths 0, alerts 0, with clocks that differ by an hour");
}

// Number 1 there is another process than number 1 here.
bool is_attributed(const ringlib::ConsumerSnapshot& consumer)
{
    monitor::ProcessFacts facts;
    const monitor::ProcessFacts::Process process{consumer.pid, consumer.start_time};
    facts.refresh({&process, 1});
    return !facts.of(consumer.pid, consumer.start_time).command.empty();
}

Outcome other_pid_namespace(const Effort& effort)
{
    if (const auto reason = why_not(command(kOwnPids, {"/bin/true"}))) {
        return Evidence::skipped("no pid namespace, " + *reason);
    }
    Evidence evidence;
    for (std::uint64_t round = 0; round < effort.of(2); ++round) {
        WatchedPair pair({}, kOwnPids);
        pair.look(evidence, 50);
        const auto seen = look_at_consumer(pair.ring().name(), "one");
        evidence.expect(seen && seen->pid == 1 && !is_attributed(*seen),
            "a process of this namespace is taken for one of another");
        kill_and_wait(pair.consumer());
        evidence.expect(eventually([&] {
            const auto gone = look_at_consumer(pair.ring().name(), "one");
            return gone && gone->presence == Presence::Dead;
        }),
            "a death in another namespace is not seen");
        WatchedPair other(kOwnPids, {});
        other.look(evidence, 50);
        kill_and_wait(other.producer());
        evidence.expect(eventually([&] {
            const auto gone = look_at(other.ring().name());
            return gone && gone->producer.presence == Presence::Dead;
        }),
            "a producer's death in another namespace is not seen");
        const auto successor = ringtest::producer_of(other.ring().name(), 64).build_producer();
        evidence.expect(successor.has_value(), "its place is not free");
    }
    return evidence.outcome("wrong attributions 0, deaths seen as they are");
}

}  // namespace

std::vector<Row> rows_of_clocks()
{
    return {
        {"F27", "AWallClockThatJumpsHasNoEffect", "looks", 1, jumping_wall_clock},
        {"F28", "ProcessesOfOtherClocksAreNotStale", "looks", 1, other_time_namespace},
        {"F29", "ProcessesOfAnotherPidNamespaceAreKnownByTheirLocks", "looks", 1,
            other_pid_namespace},
    };
}

}  // namespace torture

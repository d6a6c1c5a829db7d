// SPDX-License-Identifier: MIT OR Apache-2.0
// Processes that become another: by exec, or by having the number of one that died.
#include "ipc/peer.h"
#include "world.h"
#include "world_peer.h"

#include <csignal>
#include <fstream>
#include <iostream>
#include <optional>
#include <unistd.h>

namespace worldpeer {

using namespace ringlib;
using namespace ringpeer;
using torture::ChildProcess;

namespace {

/// A process that has the number of another one that is gone; nothing when the kernel gave it to
/// somebody else meanwhile.
std::optional<ChildProcess> process_numbered(pid_t pid)
{
    std::ofstream("/proc/sys/kernel/ns_last_pid") << pid - 1;
    ChildProcess process({"/bin/sleep", "60"});
    return process.pid() == pid ? std::optional(std::move(process)) : std::nullopt;
}

struct Reuses {
    std::uint64_t reused = 0;
    std::uint64_t wrong_alive = 0;
    std::uint64_t held_up = 0;
};

// A consumer dies and another process gets its number: the ring must not wait for that one.
void reuse_consumer(const std::string& ring, Producer<CheckedEvent>& producer, Reuses& reuses)
{
    auto victim = torture::ring_peer({"consume", ring, "8", "old", "next", "copy", "block", "0"});
    victim.read_line();
    const pid_t pid = victim.pid();
    torture::kill_and_wait(victim);
    const auto usurper = process_numbered(pid);
    if (!usurper) {
        return;
    }
    ++reuses.reused;
    const auto seen = torture::look_at_consumer(ring, "old");
    reuses.wrong_alive += seen && (seen->pid != pid || seen->presence != Presence::Dead) ? 1U : 0U;
    for (int lap = 0; lap < 20; ++lap) {
        const Sequence next = producer.last_published_sequence() + 1;
        const bool published = producer
                                   .publish_with_timeout(std::chrono::seconds(20),
                                       [&](CheckedEvent& event) { event.fill(next); })
                                   .has_value();
        reuses.held_up += published ? 0U : 1U;
    }
}

// The same with the producer: it must not seem to live, and its ring can be taken over.
void reuse_producer(const std::string& ring, Reuses& reuses)
{
    auto victim = torture::ring_peer({"produce", ring, "8", "0", "1", "yield", "0"});
    victim.read_line();
    const pid_t pid = victim.pid();
    torture::kill_and_wait(victim);
    const auto usurper = process_numbered(pid);
    if (!usurper) {
        return;
    }
    ++reuses.reused;
    const auto seen = torture::look_at(ring);
    const bool dead
        = seen && seen->producer.pid == pid && seen->producer.presence == Presence::Dead;
    reuses.wrong_alive += dead ? 0U : 1U;
    reuses.held_up += producer_of(ring, 8).build_producer() ? 0U : 1U;
}

}  // namespace

// exec_away RING: has both ends of a ring, and becomes another program that knows of neither.
int exec_away(char** argv)
{
    auto producer = producer_of(argv[0], 8).build_producer();
    auto consumer = consumer_of(argv[0], 8).with_consumer_id("one").build_consumer();
    if (!producer || !consumer) {
        return refused(producer ? consumer.error() : producer.error());
    }
    std::cout << "ready" << std::endl;
    ::execl("/bin/sleep", "sleep", "60", static_cast<char*>(nullptr));
    return 70;
}

// reuse_pids RING ROUNDS: in a pid namespace of its own. Lets the producer and a consumer die, and
// gives their numbers to others.
int reuse_pids(char** argv)
{
    const std::string ring = argv[0];
    auto producer = producer_of(ring, 8).build_producer();
    if (!producer) {
        return refused(producer.error());
    }
    Reuses reuses;
    for (std::uint64_t round = 0; round < number(argv[1]); ++round) {
        reuse_consumer(ring, *producer, reuses);
        reuse_producer(ring + "-p", reuses);
    }
    std::cout << "reused " << reuses.reused << " wrong_alive " << reuses.wrong_alive << " held_up "
              << reuses.held_up << std::endl;
    return 0;
}

}  // namespace worldpeer

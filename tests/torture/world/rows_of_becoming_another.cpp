// SPDX-License-Identifier: MIT OR Apache-2.0
// The dead whose number another process has, whose child lives, or who became another program.
#include "evidence.h"
#include "rows_of_world.h"
#include "world.h"

#include <csignal>
#include <fstream>
#include <sys/wait.h>

namespace torture {
namespace {

using ringlib::Presence;

const Words kOwnPids = {"unshare", "-Urpf", "--mount-proc", "--kill-child"};

Outcome reused_pids(const Effort& effort)
{
    Words probe{"/usr/bin/env"};
    probe.insert(probe.end(), kOwnPids.begin(), kOwnPids.end());
    probe.insert(probe.end(),
        {"/bin/sh", "-c",
            "n=$(cat /proc/sys/kernel/ns_last_pid) && echo $n >/proc/sys/kernel/ns_last_pid"});
    if (const auto reason = why_not(probe)) {
        return Evidence::skipped("a pid cannot be given again, " + *reason);
    }
    Evidence evidence;
    const TemporaryRing ring;
    const TemporaryRing other;  // takes the second ring's files with it
    const auto rounds = effort.of(20);
    const auto outcome
        = world_peer({"reuse_pids", ring.name(), std::to_string(rounds)}, kOwnPids).wait();
    const auto reused = number_after(outcome.output, "reused").value_or(0);
    evidence.tried(static_cast<std::uint64_t>(reused));
    evidence.expect(reused == static_cast<std::int64_t>(2 * rounds)
            && says(outcome.output, "wrong_alive", 0) && says(outcome.output, "held_up", 0),
        "with their numbers given to others: " + outcome.output);
    return evidence.outcome("wrong alive 0 of " + std::to_string(reused));
}

// With the child alive: it has inherited descriptors, but no lock.
void parent_dies(Evidence& evidence)
{
    const TemporaryRing ring;
    auto parent = ring_peer({"fork_and_stay", ring.name()});
    const auto child = static_cast<pid_t>(number_after(parent.read_line(), "child").value_or(0));
    parent.signal(SIGKILL);
    siginfo_t ended{};
    ::waitid(P_PID, static_cast<id_t>(parent.pid()), &ended, WEXITED | WNOWAIT);
    evidence.tried();
    const auto seen = look_at(ring.name());
    evidence.expect(seen && seen->producer.presence == Presence::Dead && seen->consumers.size() == 1
            && seen->consumers.front().presence == Presence::Dead,
        "a lock is held by the child of a dead process");
    evidence.expect(ringtest::producer_of(ring.name(), 8).build_producer().has_value(),
        "the place of a dead producer whose child lives is not free");
    evidence.expect(child > 0 && ::kill(child, SIGTERM) == 0, "the child had not lived until here");
    parent.wait();
}

Outcome forked_owner(const Effort& effort)
{
    Evidence evidence;
    for (std::uint64_t round = 0; round < effort.of(20); ++round) {
        parent_dies(evidence);
    }
    const TemporaryRing ring;
    const auto forks = effort.of(50);
    auto parent = ring_peer({"fork_often", ring.name(), std::to_string(forks)});
    const std::string said = parent.read_line();
    evidence.tried(forks);
    evidence.expect(says(said, "good", static_cast<std::int64_t>(forks)),
        "of " + std::to_string(forks) + " children that asked for everything: " + said);
    return evidence.outcome("free at once although a child lives; a child is refused everywhere");
}

std::string program_of(pid_t pid)
{
    std::string name;
    std::getline(std::ifstream("/proc/" + std::to_string(pid) + "/comm"), name);
    return name;
}

Outcome exec_away(const Effort& effort)
{
    Evidence evidence;
    for (std::uint64_t round = 0; round < effort.of(30); ++round) {
        const TemporaryRing ring;
        auto owner = world_peer({"exec_away", ring.name()});
        owner.read_line();
        evidence.tried();
        evidence.expect(eventually([&] { return program_of(owner.pid()) == "sleep"; }),
            "it did not become another program");
        // The kernel closes its files a moment after it has the new name.
        evidence.expect(eventually([&] {
            const auto seen = look_at(ring.name());
            return seen && seen->producer.presence == Presence::Dead && seen->consumers.size() == 1
                && seen->consumers.front().presence == Presence::Dead;
        }),
            "a program that knows of no ring holds its locks");
        evidence.expect(ringtest::producer_of(ring.name(), 8).build_producer().has_value(),
            "its place is not free");
    }
    return evidence.outcome("locks that outlived an exec: 0");
}

}  // namespace

std::vector<Row> rows_of_becoming_another()
{
    return {
        {"F15", "WhoHasTheNumberOfADeadProcessIsNotTakenForIt", "reuses", 1, reused_pids},
        {"F16", "TheDeadAreDeadAlthoughTheirChildLives", "forks", 1, forked_owner},
        {"F17", "WhoBecomesAnotherProgramHasLeft", "execs", 1, exec_away},
    };
}

}  // namespace torture

// SPDX-License-Identifier: MIT OR Apache-2.0
// What the rows about the world around a ring have in common: processes, what they say, and what
// is seen of a ring from outside.
#pragma once

#include "ipc/checked_ring.h"
#include "support/child_process.h"
#include "support/temporary_ring.h"

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace torture {

using ringtest::ChildProcess;
using ringtest::TemporaryDirectory;
using ringtest::TemporaryRing;
using Words = std::vector<std::string>;

/// A role of ring_peer, or of world_peer; `before` is the command that starts it, "nice" or
/// "unshare" with its options.
[[nodiscard]] ChildProcess ring_peer(const Words& role, const Words& before = {});
[[nodiscard]] ChildProcess world_peer(const Words& role, const Words& before = {});

/// Nothing when `command` runs here, else why not: what needs a namespace asks first.
[[nodiscard]] std::optional<std::string> why_not(const Words& command);

/// The number after a word of what a process said; nothing when it did not say it.
[[nodiscard]] std::optional<std::int64_t> number_after(
    const std::string& said, const std::string& word);
/// It said so, and the number is this one.
[[nodiscard]] bool says(const std::string& said, const std::string& word, std::int64_t number);

[[nodiscard]] std::optional<ringlib::RingSnapshot> look_at(const std::string& ring);
/// Nothing while that id has no slot.
[[nodiscard]] std::optional<ringlib::ConsumerSnapshot> look_at_consumer(
    const std::string& ring, const std::string& id);
/// −1 also without a ring.
[[nodiscard]] ringlib::Sequence last_published(const std::string& ring);

/// Waits for a condition, with a generous watchdog. @returns what it came to.
[[nodiscard]] bool eventually(const std::function<bool()>& condition);
/// The ring's producer publishes `events` more from now on.
[[nodiscard]] bool goes_on(const std::string& ring, ringlib::Sequence events);

/// The names in a directory that have `part` in them.
[[nodiscard]] std::set<std::string> names_in(
    const std::string& directory, const std::string& part = "");
[[nodiscard]] std::string bytes_of(const std::string& file);

/// Sends SIGKILL and waits for the end.
void kill_and_wait(ChildProcess& process);

/// Since it was made.
class Stopwatch {
public:
    [[nodiscard]] std::int64_t ms() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_begin)
            .count();
    }

private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point m_begin = Clock::now();
};

}  // namespace torture

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "history_check.h"
#include "point_page.h"
#include "row.h"
#include "support/child_process.h"
#include "support/temporary_ring.h"

#include <chrono>
#include <functional>
#include <list>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace torture {

using ringtest::ChildProcess;

/// The program whose processes are tortured: torture_peer, or a mutant of it.
struct Program {
    std::string file;
};
[[nodiscard]] Program honest_program();

/// Looks until it holds. False when it did not within the watchdog.
bool wait_until(
    const std::function<bool()>& holds, std::chrono::seconds watchdog = std::chrono::seconds(20));

/// Whether that process runs, also when nobody waited for it.
[[nodiscard]] bool has_ended(const ChildProcess& process);
/// Until it stands, or has ended.
void wait_for_stop(const ChildProcess& process);
/// SIGSTOP, until it stands.
void stop(const ChildProcess& process);
/// SIGKILL, until it is gone.
void kill(ChildProcess& process);

/// One ring, its processes and what they note.
class Stage {
public:
    Stage(Program program, std::size_t capacity);

    [[nodiscard]] const std::string& ring() const { return m_ring.name(); }
    [[nodiscard]] const ringtest::TemporaryRing& files() const { return m_ring; }
    /// The history of that name, begun at its first use.
    HistoryFile& history(const std::string& name);

    /// With test points, when there is a page.
    [[nodiscard]] ChildProcess start(
        const std::vector<std::string>& role, const PointPage* points = nullptr) const;
    [[nodiscard]] ChildProcess produce(
        std::size_t batch, const PointPage* points = nullptr, const std::string& required = "-");
    [[nodiscard]] ChildProcess consume(const std::string& id, const std::string& start,
        const std::string& way, const PointPage* points = nullptr);
    /// Attaches and leaves, again and again.
    struct Churn {
        std::string id;
        std::string start;
        std::string way;
        std::size_t each = 0;  ///< events between
    };
    [[nodiscard]] ChildProcess churn(const Churn& how, const PointPage* points = nullptr);
    [[nodiscard]] ChildProcess observe();
    /// Last sequence, as an observer sees it; kNoSequence also without a ring.
    [[nodiscard]] Sequence published() const;
    /// Until the last producer begun is one, or has ended: a signal before that would be its death.
    void wait_for(const ChildProcess& producer);

    /// Ends the producer, waits until the readers have read to the end, and checks all notes.
    [[nodiscard]] std::vector<Violation> finish(
        ChildProcess& producer, const std::vector<ChildProcess*>& readers, Rules rules);
    [[nodiscard]] std::vector<Violation> check(Rules rules) const;

private:
    Program m_program;
    ringtest::TemporaryRing m_ring;
    std::size_t m_capacity;
    std::list<HistoryFile> m_histories;
    std::uint64_t m_producer_began = 0;  ///< in its history
};

/// Counts what was found, and keeps the first few.
void add(Outcome& outcome, const std::vector<Violation>& violations, const std::string& where);

/// "p50 0.2 ms, p99 3.1 ms, max 7.0 ms (n 2000)"
[[nodiscard]] std::string spread_of(std::vector<std::int64_t> ns);
/// The second values of that mark.
[[nodiscard]] std::vector<std::int64_t> values_of(const HistoryFile& file, Mark mark);

}  // namespace torture

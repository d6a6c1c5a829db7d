// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/sequence.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace torture {

using ringlib::Sequence;

/// What a process noted, as a range of sequences or as a mark with one or two values.
enum class Mark : std::uint32_t {
    Life,  ///< a process begins to write here: what its predecessor was about to do, its pid
    Joined,  ///< first sequence to come
    Resumed,  ///< the same, in the place of an earlier life
    Accepted,  ///< range
    Redelivered,  ///< range, accepted and marked as perhaps seen before
    Torn,  ///< range: the words are not those of the sequence
    Evicted,  ///< next sequence, when it was told
    Left,  ///< next sequence
    Ended,  ///< StreamEnd::Reason, next sequence
    Failed,  ///< Errc
    Epoch,  ///< number, next sequence
    Published,  ///< range
    Blocked,  ///< next sequence, nanoseconds without room
    FirstEvent,  ///< sequence, nanoseconds since the lock was asked for
    Sample,  ///< last sequence published, lowest one consumed, as an observer saw them
    StallBegan,  ///< monotonic nanoseconds
    StallEnded,  ///< monotonic nanoseconds
    Alerted,  ///< monotonic nanoseconds
};

struct Entry {
    Mark mark;
    std::int64_t first;
    std::int64_t last;
};

/// What one consumer id or one producer's line of succession noted, life after life, in a file that
/// outlives SIGKILL. One process writes at a time. A range grows in place: one store an event.
class History {
public:
    explicit History(const std::string& file);
    History(const History&) = delete;
    History& operator=(const History&) = delete;
    History(History&&) = delete;
    History& operator=(History&&) = delete;
    ~History();

    /// Once, by the process that writes from now on.
    void begin_life();
    /// Before the step that a death may leave done but unnoted: up to this sequence.
    void about_to(Sequence sequence)
    {
        m_page->intended.store(sequence + 1, std::memory_order_relaxed);
    }
    void range(Mark mark, Sequence first, Sequence last)
    {
        if (m_open != nullptr && m_open_mark == mark && m_open_last + 1 == first) {
            m_open_last = last;
            m_open->last.store(last, std::memory_order_relaxed);
            return;
        }
        append(mark, first, last);
    }
    void mark(Mark mark, std::int64_t first, std::int64_t last = 0);

    [[nodiscard]] std::vector<Entry> entries() const;
    /// Entries so far; somebody may be writing.
    [[nodiscard]] std::uint64_t size() const { return m_page->size.load(); }
    /// How often that mark was made from entry `from` on.
    [[nodiscard]] std::uint64_t count(Mark mark, std::uint64_t from = 0) const;
    /// What the last life was about to do; kNoSequence: nothing yet.
    [[nodiscard]] Sequence intent() const { return m_page->intended.load() - 1; }

private:
    struct Record {
        std::atomic<std::uint32_t> mark;
        std::atomic<std::int64_t> first;
        std::atomic<std::int64_t> last;
    };
    struct Page {
        std::atomic<std::uint64_t> size;
        std::atomic<Sequence> intended;  ///< count: 0 in a new file
    };
    void append(Mark mark, std::int64_t first, std::int64_t last);
    [[nodiscard]] Record* records() const { return reinterpret_cast<Record*>(m_page + 1); }

    Page* m_page = nullptr;
    Record* m_open = nullptr;  ///< the range that may grow
    Mark m_open_mark = Mark::Life;
    Sequence m_open_last = 0;
};

/// A history of this test alone; the file goes with the object.
class HistoryFile {
public:
    explicit HistoryFile(std::string name);
    HistoryFile(const HistoryFile&) = delete;
    HistoryFile& operator=(const HistoryFile&) = delete;
    HistoryFile(HistoryFile&&) = delete;
    HistoryFile& operator=(HistoryFile&&) = delete;
    ~HistoryFile();

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const std::string& file() const { return m_file; }
    [[nodiscard]] History& history() { return m_history; }
    [[nodiscard]] const History& history() const { return m_history; }

private:
    std::string m_name;
    std::string m_file;
    History m_history;
};

}  // namespace torture

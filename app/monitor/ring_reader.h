// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"
#include "monitor/ring_source.h"

#include <memory>
#include <optional>
#include <thread>

namespace monitor {

/// Asks a ring's source, one question at a time, and does not have to wait for the answer: a file
/// may lie where a read hangs, on NFS or FUSE. Such a source is asked on a thread of its own, which
/// is left behind if it never comes back.
///
/// Thread: one at a time.
class RingReader {
public:
    enum class Question { Whole, WhatMoves, Details };
    /// The last answer. Nobody touches it until the next question.
    struct Answer {
        RingFound found;
        RingDetails details;
        bool has_details = false;  ///< there was a ring to give them
    };

    /// @param may_hang false: the source is asked on the thread of the caller.
    RingReader(std::unique_ptr<RingSource> source, bool may_hang);
    ~RingReader();  ///< waits for an answer under way, but not long
    RingReader(const RingReader&) = delete;
    RingReader& operator=(const RingReader&) = delete;
    RingReader(RingReader&&) = delete;
    RingReader& operator=(RingReader&&) = delete;

    /// Only while none is under way.
    void ask(Question question);
    /// @returns the answer to what was asked last; nullptr if there is none by `deadline`.
    [[nodiscard]] Answer* answer_by(TimePoint deadline);
    /// The question whose answer was not taken yet.
    [[nodiscard]] std::optional<Question> under_way() const noexcept { return m_under_way; }
    [[nodiscard]] TimePoint asked_at() const noexcept { return m_asked_at; }

private:
    struct Desk;
    static void serve(Desk& desk);

    std::shared_ptr<Desk> m_desk;  // shared with the thread, which may outlive this
    std::optional<Question> m_under_way;
    TimePoint m_asked_at;
    bool m_may_hang;
    std::thread m_thread;
};

}  // namespace monitor

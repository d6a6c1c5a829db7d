// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <csignal>
#include <functional>
#include <sys/types.h>

namespace rig {

namespace detail {
extern volatile std::sig_atomic_t g_termination;  // NOLINT: a signal handler knows globals only
}

/// A pipe that nobody reads and a file size limit are errors from now on, and no signals.
void expect_errors_not_signals();

/// From now on SIGTERM and SIGINT only interrupt whoever sleeps and are remembered, whatever the
/// starting process had made of them.
void catch_termination();
[[nodiscard]] inline bool termination_requested() noexcept
{
    return detail::g_termination != 0;
}

/// This process is killed when the thread that started it ends.
/// @param parent who that was, asked for before: a parent that died meanwhile kills as well.
void die_with(pid_t parent);

/// Ends this process by SIGKILL, now.
[[noreturn]] void die_here() noexcept;

/// When the memory of a ring is gone beneath the thread that uses it (its file was cut short):
/// the last words are said and the process ends. Nothing of the ring is touched any more.
/// @param last_words gives the exit code; called on a thread of its own while that one stands
/// still.
void on_memory_lost(std::function<int()> last_words);

}  // namespace rig

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/descriptor.h"

#include <csignal>
#include <sys/types.h>

namespace rig {

// A child by a descriptor of its own, which never comes to mean another process as a pid may.

/// @param pid a child of ours that nobody has reaped. Empty, and errno, where there is no room.
[[nodiscard]] Descriptor watch_child(pid_t pid) noexcept;

/// @param limit_ms how long to wait for its end; -1: without limit.
[[nodiscard]] bool has_ended(int child, int limit_ms) noexcept;

[[nodiscard]] bool send_signal(int child, int number) noexcept;

/// The short name of a signal, "KILL"; null where it has none.
[[nodiscard]] const char* signal_name(int number) noexcept;

/// As waitid; 0: `info` says how it ended.
int reap(int child, siginfo_t& info, int options) noexcept;

}  // namespace rig

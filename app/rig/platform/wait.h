// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <poll.h>
#include <span>

namespace rig {

/// poll with a time finer than a millisecond.
int poll_for(std::span<pollfd> sources, std::chrono::nanoseconds time) noexcept;
int poll_until(std::span<pollfd> sources, std::chrono::steady_clock::time_point deadline) noexcept;

/// Sleeps until that moment itself, and not for the time that was left when it was called.
void sleep_until(std::chrono::steady_clock::time_point deadline) noexcept;

}  // namespace rig

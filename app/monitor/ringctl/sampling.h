// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"
#include "monitor/ring_watch.h"

#include <chrono>
#include <optional>
#include <string>
#include <sys/types.h>

namespace ringctl {

/// How often a ring is read while it is looked at.
inline constexpr monitor::Duration kTick = std::chrono::milliseconds(10);
/// Over which states are judged where no window is asked for.
inline constexpr monitor::Duration kWindow = std::chrono::seconds(2);
/// A rate needs two readings, however short the window.
inline constexpr monitor::Duration kRateMin = std::chrono::milliseconds(50);

/// @param window over which states are judged and rates are taken; a state needs at least 500 ms.
[[nodiscard]] monitor::RingWatchOptions sampling(
    monitor::Duration window, std::optional<uid_t> allowed_owner);

/// "did you mean 'orders'? " where a ring is not there and another has nearly its name: a mistyped
/// name is the usual reason. Otherwise empty.
[[nodiscard]] std::string hint_for(const ringlib::Error& error, const std::string& ring);

}  // namespace ringctl

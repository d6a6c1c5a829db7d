// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <span>
#include <string>

/// The words that an expectation may wait for. With another one it would wait in vain, and with
/// `never` it would always hold.
namespace rig::scenario {

/// What the monitor calls a ring.
[[nodiscard]] std::span<const std::string> ring_states();
/// What the monitor calls a consumer.
[[nodiscard]] std::span<const std::string> consumer_states();
/// What the summary of a worker says of its end.
[[nodiscard]] std::span<const std::string> worker_ends();
/// Why the library gives up.
[[nodiscard]] std::span<const std::string> library_reasons();

}  // namespace rig::scenario

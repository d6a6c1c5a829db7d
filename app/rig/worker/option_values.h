// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/quantity.h"
#include "rig/worker/load.h"

#include <ringlib/coordination.h>
#include <ringlib/liveness.h>
#include <ringlib/options.h>
#include <ringlib/wait_strategy.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Values of a worker's options that are words rather than numbers.
namespace rig {

/// `busy`, `hint`, `yield:N`, `sleep:T`, `block`.
[[nodiscard]] std::optional<ringlib::WaitStrategy> parse_wait(std::string_view text);
/// `immediate`, `wait:N:T`, `buffer:N`; N and T at least 1.
[[nodiscard]] std::optional<ringlib::CoordinationMode> parse_coordination(std::string_view text);
/// `refuse`, `takeover`, `recreate`.
[[nodiscard]] std::optional<ringlib::OnExisting> parse_on_existing(std::string_view text);
/// `oldest`, `next`, `resume`.
[[nodiscard]] std::optional<ringlib::StartAt> parse_start(std::string_view text);
/// `shutdown`, `alert`, `evict`.
[[nodiscard]] std::optional<ringlib::RequiredConsumerFailureAction> parse_failure_action(
    std::string_view text);
/// Ids with commas between them.
[[nodiscard]] std::optional<std::vector<std::string>> parse_consumer_ids(std::string_view text);
/// [A-Za-z0-9._-]{1,31}
[[nodiscard]] bool is_consumer_id(std::string_view text);

/// The same values as words; each of these is read again as what it was.
[[nodiscard]] std::string to_text(const ringlib::WaitStrategy& wait);
[[nodiscard]] std::string to_text(const ringlib::CoordinationMode& coordination);
[[nodiscard]] std::string to_text(ringlib::OnExisting action);
/// Empty for the default, which has no word.
[[nodiscard]] std::string to_text(ringlib::StartAt start);
[[nodiscard]] std::string to_text(ringlib::RequiredConsumerFailureAction action);
[[nodiscard]] std::string to_text(const Load& load);
[[nodiscard]] std::string to_text(Rate rate);
[[nodiscard]] std::string to_text(std::chrono::nanoseconds time);
[[nodiscard]] std::string to_text(const DurationRange& range);

}  // namespace rig

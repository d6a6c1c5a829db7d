// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/scenario/reader.h"
#include "rig/scenario/scenario.h"

#include <array>
#include <span>

/// The keys of each object in a scenario file, in the order of the reference.
namespace rig::scenario {

[[nodiscard]] std::span<const Key<Topology>> topology_keys();
[[nodiscard]] std::span<const Key<ProducerPlan>> producer_keys();
[[nodiscard]] std::span<const Key<ringlib::RequiredConsumerLivenessConfig>> liveness_keys();
[[nodiscard]] std::span<const Key<ConsumerPlan>> consumer_keys();
[[nodiscard]] std::span<const Key<Step>> step_keys();
[[nodiscard]] std::span<const Key<Soak>> soak_keys();

/// An expectation as it is written. Which keys go together is decided afterwards.
struct ExpectationWords {
    struct Word {
        std::string text;
        Place place;
    };
    std::optional<Word> during, after, always, ring, producer, end, first, since;
    std::optional<std::vector<std::string>> consumer, state, reason;
    std::optional<Word> is;
    std::optional<std::uint64_t> code, redelivered;
    std::optional<bool> never, attached, goes_on, gates, drained;
    std::optional<TimeWindow> within;
};
[[nodiscard]] std::span<const Key<ExpectationWords>> expectation_keys();

/// One row for each form an expectation may have.
struct ExpectationForm {
    Subject subject{};
    std::array<std::string_view, 4> keys;  ///< that it may have, beside when it counts
    std::string_view written;  ///< for the reference and for complaints
    std::string_view meaning;
};
[[nodiscard]] std::span<const ExpectationForm> expectation_forms();

/// @returns nothing, and a complaint, for keys that make no expectation.
[[nodiscard]] std::optional<Expectation> expectation_of(
    const ExpectationWords& words, Place place, Scope outside, Complaints& complaints);

// Readers that several tables use.

[[nodiscard]] std::vector<Expectation> read_expectations(
    const JsonNode& value, const KeyShape& shape, Scope outside, Complaints& complaints);
[[nodiscard]] std::optional<std::chrono::nanoseconds> read_time(
    const JsonNode& value, const KeyShape& shape, Complaints& complaints);
[[nodiscard]] std::optional<bool> read_boolean(
    const JsonNode& value, const KeyShape& shape, Complaints& complaints);

inline constexpr std::string_view kTime = "a time from 0 to 1h, as 250ms or 5s";
inline constexpr std::string_view kPositiveTime = "a time from 1ns to 1h, as 250ms or 5s";

}  // namespace rig::scenario

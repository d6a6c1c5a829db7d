// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/counter.h"
#include "ringlib/error.h"
#include "segment.h"

#include <cstdint>
#include <string_view>

namespace ringlib {

/// Names the producer's own counters; their values go on counting over a take-over.
void name_producer_counters(const Segment& segment) noexcept;
/// Names the counters of one consumer slot and sets them to 0.
void start_consumer_counters(const Segment& segment, std::uint32_t slot) noexcept;

[[nodiscard]] layout::CounterCell& counter_cell(
    const Segment& segment, layout::ProducerCounter which) noexcept;
[[nodiscard]] layout::CounterCell& counter_cell(
    const Segment& segment, std::uint32_t slot, layout::ConsumerCounter which) noexcept;
[[nodiscard]] inline Counter counter_of(
    const Segment& segment, layout::ProducerCounter which) noexcept
{
    return Counter(counter_cell(segment, which).value);
}
[[nodiscard]] inline Counter counter_of(
    const Segment& segment, std::uint32_t slot, layout::ConsumerCounter which) noexcept
{
    return Counter(counter_cell(segment, slot, which).value);
}

/// Gives up what the slot's last consumer registered and recorded: another id has the slot now.
void forget_measures(const Segment& segment, std::uint32_t slot) noexcept;

/// A counter of the application: the cell that this owner has for the id, with its value and first
/// label, or a free one.
/// @errors InvalidConfig (id below 0x100, label empty or over
/// 47 characters), NoSpace (all 64 taken).
[[nodiscard]] Expected<Counter> register_application_counter(
    const Segment& segment, std::uint32_t owner, std::uint32_t id, std::string_view label);

}  // namespace ringlib

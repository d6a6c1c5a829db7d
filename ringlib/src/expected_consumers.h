// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "segment.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ringlib {

/// Who is waited for. An expected consumer has its slot from the start, empty but for the id, so
/// everybody sees whom the ring awaits; it gates until it was seen.

/// Why a slot is expected; bits of ConsumerSlot::expected.
enum class ExpectedBy : std::uint32_t { Discovery = 1, Liveness = 2 };

/// Whom a producer expects from now on.
struct Expectation {
    ExpectedBy why = ExpectedBy::Discovery;
    std::uint64_t from = 0;  ///< count from which they gate until they were seen
    bool begins_anew = false;  ///< what was expected until now is over
};

/// Gives every id a slot and expects it there; who gates already gates from where it did. The slot
/// is the one it has, else one that nobody has used, else any free one, else one of a dead consumer
/// that nobody awaits.
/// @errors NoFreeSlot, naming the first id without one; then nobody is expected who was not.
[[nodiscard]] Expected<std::vector<std::uint32_t>> reserve_slots(
    const Segment& segment, std::span<const std::string> ids, const Expectation& expectation);

/// Nobody but those in `slots` is expected for that reason any more, or required.
void expect_only(
    const Segment& segment, std::span<const std::uint32_t> slots, ExpectedBy why) noexcept;

/// The slot's consumer is ACTIVE under that epoch. Only ever raised: what a consumer says that read
/// the epoch long ago does not undo what its next producer said meanwhile.
inline void note_seen(layout::ConsumerSlot& slot, std::uint64_t epoch) noexcept
{
    const auto now = static_cast<std::uint32_t>(epoch);
    std::uint32_t before = slot.seen.load(std::memory_order_relaxed);
    while (before < now && !slot.seen.compare_exchange_weak(before, now)) { }
}

/// For a producer that begins: who is attached and alive counts as seen by it, and whoever is
/// expected gates from `from` on.
void begin_epoch(const Segment& segment, std::uint64_t epoch, std::uint64_t from) noexcept;

/// Whether the slot's consumer was ACTIVE under the present producer.
[[nodiscard]] inline bool was_seen(
    const layout::ProducerBlock& block, const layout::ConsumerSlot& slot) noexcept
{
    return slot.seen.load(std::memory_order_acquire)
        == static_cast<std::uint32_t>(block.epoch.load(std::memory_order_acquire));
}

}  // namespace ringlib

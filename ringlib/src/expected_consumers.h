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

/// Whether a FREE slot of an id counts as seen when it was there under an earlier producer.
enum class Seen { Keep, Forget };

/// A slot for every id: the one it has, else one that nobody has used, else any free one.
/// @errors NoFreeSlot, naming the first id without one.
[[nodiscard]] Expected<std::vector<std::uint32_t>> reserve_slots(
    const Segment& segment, std::span<const std::string> ids, Seen seen);

/// Why a slot is expected; bits of ConsumerSlot::expected.
enum class ExpectedBy : std::uint32_t { Discovery = 1, Liveness = 2 };

/// From the count `from` on, the slots gate until their consumers were seen.
void expect(const Segment& segment, std::span<const std::uint32_t> slots, ExpectedBy why,
    std::uint64_t from) noexcept;
/// No slot is expected for that reason any more, or required.
void expect_none(const Segment& segment, ExpectedBy why) noexcept;

}  // namespace ringlib

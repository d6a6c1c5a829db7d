// SPDX-License-Identifier: MIT OR Apache-2.0
#include "expected_consumers.h"

#include "counter_section.h"
#include "failure.h"
#include "lock_file.h"
#include "process_identity.h"

#include <optional>

namespace ringlib {
namespace {

using layout::ConsumerSlot;

bool is_free(const ConsumerSlot& slot)
{
    return layout::slot_state(slot.word.load(std::memory_order_acquire)) == layout::Slot::Free;
}

// Held while a slot that nobody owns is written to, against joiners.
std::optional<HeldLock> lock_slot(const Segment& segment, std::uint32_t index)
{
    auto lock = try_lock(segment.path(), LockRange::slot(segment.header().instance, index), {});
    return lock ? std::move(*lock) : std::nullopt;
}

std::optional<std::uint32_t> slot_of_id(const Segment& segment, const std::string& id)
{
    for (std::uint32_t i = 0; i < segment.slot_count(); ++i) {
        if (read_identity(segment.slot(i).identity).id() == id) {
            return i;
        }
    }
    return std::nullopt;
}

std::optional<std::uint32_t> take_free_slot(const Segment& segment, const std::string& id)
{
    for (const bool fresh_only : {true, false}) {
        for (std::uint32_t i = 0; i < segment.slot_count(); ++i) {
            ConsumerSlot& slot = segment.slot(i);
            const bool fresh = read_identity(slot.identity).id().empty();
            const bool expected = slot.expected.load(std::memory_order_relaxed) != 0;
            if (expected || (fresh_only && !fresh)) {
                continue;
            }
            const auto lock = lock_slot(segment, i);
            if (!lock || !is_free(slot)) {
                continue;
            }
            slot.seen.store(0, std::memory_order_relaxed);
            slot.left.store(0, std::memory_order_relaxed);
            write_identity(slot.identity, {}, id);
            forget_measures(segment, i);
            return i;
        }
    }
    return std::nullopt;
}

void forget_seen(const Segment& segment, std::uint32_t index)
{
    ConsumerSlot& slot = segment.slot(index);
    if (const auto lock = lock_slot(segment, index); lock && is_free(slot)) {
        slot.left.store(0, std::memory_order_relaxed);
        slot.seen.store(0, std::memory_order_release);
    }
}

void raise_used_slots(const Segment& segment, std::uint32_t index)
{
    layout::Word32& used = segment.producer().slots_used_max;
    std::uint32_t before = used.load(std::memory_order_relaxed);
    while (before <= index
        && !used.compare_exchange_weak(before, index + 1, std::memory_order_release)) { }
}

}  // namespace

Expected<std::vector<std::uint32_t>> reserve_slots(
    const Segment& segment, std::span<const std::string> ids, Seen seen)
{
    std::vector<std::uint32_t> slots;
    for (const std::string& id : ids) {
        auto index = slot_of_id(segment, id);
        if (index && seen == Seen::Forget) {
            forget_seen(segment, *index);
        }
        if (!index) {
            index = take_free_slot(segment, id);
        }
        if (!index) {
            return failure(Errc::NoFreeSlot, segment.path().name,
                "all " + std::to_string(segment.slot_count())
                    + " consumer slots are taken: none is left for " + id
                    + "; end a consumer, or recreate the ring with more");
        }
        slots.push_back(*index);
    }
    return slots;
}

void expect(const Segment& segment, std::span<const std::uint32_t> slots, ExpectedBy why,
    std::uint64_t from) noexcept
{
    for (const std::uint32_t index : slots) {
        ConsumerSlot& slot = segment.slot(index);
        slot.expected_from.store(from, std::memory_order_relaxed);
        slot.expected.fetch_or(static_cast<std::uint32_t>(why), std::memory_order_release);
        if (why == ExpectedBy::Liveness) {
            slot.required.store(1, std::memory_order_release);
        }
        raise_used_slots(segment, index);
    }
}

void expect_none(const Segment& segment, ExpectedBy why) noexcept
{
    for (std::uint32_t i = 0; i < segment.slot_count(); ++i) {
        ConsumerSlot& slot = segment.slot(i);
        slot.expected.fetch_and(~static_cast<std::uint32_t>(why), std::memory_order_release);
        if (why == ExpectedBy::Liveness) {
            slot.required.store(0, std::memory_order_release);
        }
    }
}

}  // namespace ringlib

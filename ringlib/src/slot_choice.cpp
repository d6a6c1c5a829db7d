// SPDX-License-Identifier: MIT OR Apache-2.0
#include "slot_choice.h"

#include "blackbox.h"
#include "expected_consumers.h"
#include "failure.h"
#include "process_identity.h"

#include <utility>
#include <vector>

namespace ringlib {
namespace {

using layout::Slot;

bool is_free(const layout::ConsumerSlot& slot)
{
    return layout::slot_state(slot.word.load(std::memory_order_acquire)) == Slot::Free;
}

// With the byte held: is it what it seemed, and can a slot of a dead owner be used?
bool make_usable(const Segment& segment, std::uint32_t index, const std::string& id)
{
    layout::ConsumerSlot& slot = segment.slot(index);
    if (read_identity(slot.identity).id() == id) {
        std::uint64_t word = slot.word.load(std::memory_order_acquire);
        const bool put_out = layout::slot_state(word) == Slot::Evicted
            || layout::slot_state(word) == Slot::Joining;
        if (layout::slot_state(word) == Slot::Evicted) {  // its owner may have died while it left
            slot.gone.store(0, std::memory_order_release);
        }
        return !put_out
            || slot.word.compare_exchange_strong(
                word, layout::slot_word(layout::slot_generation(word), Slot::Free));
    }
    const bool awaits_another
        = slot.expected.load(std::memory_order_acquire) != 0 && !was_seen(segment.producer(), slot);
    const bool is_required = slot.required.load(std::memory_order_acquire) != 0;
    std::uint64_t word = slot.word.load(std::memory_order_acquire);
    if (awaits_another || is_required) {
        return false;
    }
    return is_free(slot)
        || slot.word.compare_exchange_strong(
            word, layout::slot_word(layout::slot_generation(word), Slot::Free));
}

// The id's own slot; one that nobody has used, so that ids stay
// known; any free one; one of a dead owner.
std::vector<std::uint32_t> candidates(const Segment& segment, const std::string& id)
{
    std::vector<std::uint32_t> own;
    std::vector<std::uint32_t> fresh;
    std::vector<std::uint32_t> free;
    std::vector<std::uint32_t> others;
    for (std::uint32_t i = 0; i < segment.slot_count(); ++i) {
        const layout::ConsumerSlot& slot = segment.slot(i);
        const IdentityCopy identity = read_identity(slot.identity);
        const bool unused = is_free(slot);
        auto& list = identity.id() == id      ? own
            : unused && identity.id().empty() ? fresh
            : unused                          ? free
                                              : others;
        list.push_back(i);
    }
    if (own.empty()) {
        own.insert(own.end(), fresh.begin(), fresh.end());
        own.insert(own.end(), free.begin(), free.end());
        own.insert(own.end(), others.begin(), others.end());
    }
    return own;
}

}  // namespace

Expected<LockedSlot> lock_a_slot(
    const Segment& segment, const std::string& id, const LockFileAccess& access)
{
    bool busy = false;
    for (const std::uint32_t index : candidates(segment, id)) {
        auto lock
            = try_lock(segment.path(), LockRange::slot(segment.header().instance, index), access);
        if (!lock) {
            return Unexpected{std::move(lock.error())};
        }
        if (*lock && make_usable(segment, index, id)) {
            return LockedSlot{index, std::move(**lock)};
        }
        busy = busy || (!*lock && is_free(segment.slot(index)));
    }
    if (busy) {  // somebody joins there, or removes the ring
        return failure(Errc::NotReady, segment.path().name,
            "its free consumer slots are being taken, or it is being removed; try again");
    }
    record(segment.blackbox(), layout::Happening::JoinRefused, 0, 0);
    return failure(Errc::NoFreeSlot, segment.path().name,
        "all " + std::to_string(segment.slot_count())
            + " consumer slots are taken; end a consumer, or create the ring with more");
}

}  // namespace ringlib

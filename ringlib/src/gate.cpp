// SPDX-License-Identifier: MIT OR Apache-2.0
#include "gate.h"

#include "blackbox.h"
#include "expected_consumers.h"
#include "process_identity.h"
#include "ringlib/detail/processor.h"
#include "ringlib/detail/test_point.h"

#include <algorithm>

namespace ringlib {

using layout::Slot;

Gate::Gate(const Segment& segment, LockQuery locks)
    : m_segment(segment)
    , m_locks(std::move(locks))
    , m_reaped(counter_of(segment, layout::ProducerCounter::Reaped))
    , m_evicted(counter_of(segment, layout::ProducerCounter::Evicted))
    , m_corrupt(counter_of(segment, layout::ProducerCounter::Corrupt))
{
    for (std::uint32_t i = 0; i < segment.slot_count(); ++i) {
        if (segment.slot(i).word.load(std::memory_order_relaxed) != 0) {
            m_used_slots = i + 1;
        }
    }
    m_scanned.reserve(segment.slot_count());
}

std::uint32_t Gate::used_slots() const noexcept
{
    const std::uint32_t said = m_segment.producer().slots_used_max.load(std::memory_order_acquire);
    m_used_slots = std::max(m_used_slots, std::min(said, m_segment.slot_count()));
    return m_used_slots;
}

Gate::Scan Gate::scan(std::uint64_t published) noexcept
{
    const layout::ProducerBlock& block = m_segment.producer();
    Scan result{
        .published = published, .lowest = published, .slot = {}, .gated = false, .any_seen = false};
    const auto gate_at = [&](std::uint64_t count, std::optional<std::uint32_t> slot) {
        result.gated = true;
        if (count < result.lowest) {
            result.lowest = count;
            result.slot = slot;
        }
    };
    detail::reach(detail::Step::GateBeforeFence);
    detail::full_fence();  // pairs with the joiner's: one of the two sees the other
    std::uint32_t seen_count = 0;
    m_scanned.resize(used_slots());
    for (std::uint32_t i = 0; i < m_scanned.size(); ++i) {
        const layout::ConsumerSlot& slot = m_segment.slot(i);
        // `seen` before the word: who has been seen is in the word or has left, never between.
        const bool seen = was_seen(block, slot);
        const std::uint64_t word = slot.word.load(std::memory_order_acquire);
        m_scanned[i] = word;
        const Slot state = layout::slot_state(word);
        const bool attached = state == Slot::Active || state == Slot::Retained;
        seen_count += seen || attached ? 1U : 0U;
        if (!seen && !attached && slot.expected.load(std::memory_order_relaxed) != 0) {
            gate_at(slot.expected_from.load(std::memory_order_relaxed), i);
        }
        if (!attached && state != Slot::Joining) {
            continue;
        }
        detail::reach(detail::Step::GateWordRead);
        const std::uint64_t cursor
            = slot.cursor.load(std::memory_order_acquire);  // once: a second read may differ
        const bool possible
            = cursor <= published && published - cursor <= m_segment.header().capacity;
        if (attached && !possible) {
            m_corrupt.add();
            put_out(i, word, layout::Happening::CorruptCursor);
            continue;
        }
        gate_at(cursor, i);
        detail::reach(detail::Step::GateBetweenSlots);
    }
    result.any_seen = block.was_active.load(std::memory_order_relaxed) != 0;
    if (seen_count < block.expected_any.load(std::memory_order_relaxed)) {
        gate_at(block.expected_from.load(std::memory_order_relaxed), {});
    }
    return result;
}

bool Gate::has_changed() const noexcept
{
    detail::reach(detail::Step::GateBeforeFence);
    detail::full_fence();  // pairs with the joiner's, as in the scan
    if (used_slots() != m_scanned.size()) {
        return true;
    }
    for (std::uint32_t i = 0; i < m_scanned.size(); ++i) {
        if (m_segment.slot(i).word.load(std::memory_order_acquire) != m_scanned[i]) {
            return true;
        }
    }
    return false;
}

bool Gate::is_alive(std::uint32_t slot) const noexcept
{
    return !m_locks || m_locks.is_held(LockRange::slot(m_segment.header().instance, slot));
}

bool Gate::reap_dead(std::uint64_t lowest) noexcept
{
    bool reaped = false;
    for (std::uint32_t i = 0, used = used_slots(); i < used; ++i) {
        layout::ConsumerSlot& slot = m_segment.slot(i);
        std::uint64_t word = slot.word.load(std::memory_order_acquire);
        const Slot state = layout::slot_state(word);
        const bool required = slot.required.load(std::memory_order_relaxed) != 0;
        const std::uint64_t cursor = slot.cursor.load(std::memory_order_acquire);
        if (state == Slot::Free || state == Slot::Evicted || cursor > lowest || is_alive(i)) {
            continue;
        }
        detail::reach(detail::Step::ReapFoundDead);
        if (required) {
            retain(i, word);
            continue;
        }
        if (state != Slot::Joining) {
            note_seen_at_all(slot);
            // Not over what a successor said that took the slot meanwhile, and left.
            auto nothing = static_cast<std::uint32_t>(layout::Gone::No);
            slot.gone.compare_exchange_strong(
                nothing, static_cast<std::uint32_t>(layout::Gone::Died));
        }
        detail::reach(detail::Step::ReapBeforeFree);
        // The whole word: a successor that took the slot
        // meanwhile has another generation, and stays.
        if (slot.word.compare_exchange_strong(
                word, layout::slot_word(layout::slot_generation(word), Slot::Free))) {
            detail::reach(detail::Step::ReapFreed);
            record(m_segment.blackbox(), layout::Happening::Reaped, i, cursor);
            m_reaped.add();
            reaped = true;
        }
    }
    return reaped;
}

// What a dead required consumer has not read waits for its successor, or for the liveness checks to
// give it up. One that died while JOINING gates as it stands.
void Gate::retain(std::uint32_t index, std::uint64_t word) noexcept
{
    layout::ConsumerSlot& slot = m_segment.slot(index);
    if (layout::slot_state(word) != Slot::Active) {
        return;
    }
    note_seen_at_all(slot);
    detail::reach(detail::Step::RetainBefore);
    if (slot.word.compare_exchange_strong(
            word, layout::slot_word(layout::slot_generation(word), Slot::Retained))) {
        record(m_segment.blackbox(), layout::Happening::Retained, index,
            slot.cursor.load(std::memory_order_relaxed));
    }
}

// An owner that died before it could say that it was ACTIVE.
void Gate::note_seen_at_all(layout::ConsumerSlot& slot) noexcept
{
    if (slot.seen.load(std::memory_order_acquire) == 0) {
        note_seen(slot, m_segment.producer().epoch.load(std::memory_order_relaxed));
    }
}

bool Gate::put_out(std::uint32_t index, std::uint64_t word, layout::Happening why) noexcept
{
    layout::ConsumerSlot& slot = m_segment.slot(index);
    detail::reach(detail::Step::EvictBefore);
    const bool out = slot.word.compare_exchange_strong(
        word, layout::slot_word(layout::slot_generation(word), Slot::Evicted));
    if (out) {
        record(m_segment.blackbox(), why, index, slot.cursor.load(std::memory_order_relaxed));
        m_evicted.add();
    }
    return out;
}

bool Gate::evict(std::uint32_t index) noexcept
{
    for (;;) {  // it may become ACTIVE, or leave, between the look and the exchange
        const std::uint64_t word = m_segment.slot(index).word.load(std::memory_order_acquire);
        const Slot state = layout::slot_state(word);
        if (state == Slot::Free || state == Slot::Evicted) {
            return state == Slot::Evicted;
        }
        if (put_out(index, word, layout::Happening::Evicted)) {
            return true;
        }
    }
}

std::optional<std::uint32_t> Gate::find(std::string_view id) const noexcept
{
    for (std::uint32_t i = 0, used = used_slots(); i < used; ++i) {
        const layout::ConsumerSlot& slot = m_segment.slot(i);
        const bool attached
            = layout::slot_state(slot.word.load(std::memory_order_acquire)) != Slot::Free;
        if (attached && read_identity(slot.identity).id() == id) {
            return i;
        }
    }
    return std::nullopt;
}

}  // namespace ringlib

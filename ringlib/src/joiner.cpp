// SPDX-License-Identifier: MIT OR Apache-2.0
#include "joiner.h"

#include "expected_consumers.h"
#include "failure.h"
#include "process_identity.h"
#include "ringlib/detail/processor.h"
#include "ringlib/detail/test_point.h"

#include <algorithm>

namespace ringlib {

using layout::Slot;

Joiner::Joiner(const Segment& segment, std::uint32_t index, const std::string& id, StartAt start)
    : m_segment(segment)
    , m_block(segment.producer())
    , m_slot(segment.slot(index))
    , m_index(index)
    , m_id(id)
    , m_start(start)
    , m_capacity(segment.header().capacity)
{
}

Expected<Joiner::Place> Joiner::run()
{
    const std::uint64_t word = m_slot.word.load(std::memory_order_acquire);
    m_known = read_identity(m_slot.identity).id() == m_id;
    const Slot state = layout::slot_state(word);
    const bool gates = state == Slot::Active || state == Slot::Retained;
    // A slot that was only reserved for the id has its name and was never seen.
    const bool seen = m_slot.seen.load(std::memory_order_acquire) != 0;
    m_was_here = m_known && layout::slot_generation(word) != 0 && (seen || gates);
    if (m_was_here && gates && (m_start == StartAt::Default || m_start == StartAt::Resume)) {
        if (auto place = resume_in_place(word)) {
            return *place;
        }
    }
    if (!m_was_here && m_start == StartAt::Resume) {
        return failure(Errc::ResumeLost, m_segment.path().name,
            "consumer " + m_id + " was never here; start at the oldest or the next event");
    }
    return join_anew();
}

// The dead predecessor's cursor never ceased to gate, so nothing of it is lost: take the word,
// then the cursor.
std::optional<Joiner::Place> Joiner::resume_in_place(std::uint64_t word)
{
    write_identity(m_slot.identity, ProcessIdentity::of_this_process(), m_id);
    detail::reach(detail::Step::ResumeIdentityWritten);
    const std::uint64_t mine = layout::slot_word(layout::slot_generation(word) + 1, Slot::Active);
    if (!m_slot.word.compare_exchange_strong(word, mine)) {
        return std::nullopt;
    }
    detail::reach(detail::Step::ResumeTaken);
    m_slot.gone.store(0, std::memory_order_release);
    note_active();
    const std::uint64_t cursor = m_slot.cursor.load(std::memory_order_acquire);
    return Place{mine, cursor, leased_after(cursor), true};
}

std::uint64_t Joiner::leased_after(std::uint64_t cursor) const
{
    const std::uint64_t leased = m_slot.leased_to.load(std::memory_order_relaxed);
    return leased > cursor && leased - cursor <= m_capacity ? leased : cursor;
}

Expected<Joiner::Place> Joiner::join_anew()
{
    const std::uint64_t kept = m_slot.cursor.load(std::memory_order_relaxed);
    const std::uint64_t kept_lease = leased_after(kept);
    std::uint64_t before = m_slot.word.load(std::memory_order_acquire);
    if (!m_known) {
        // From here on nobody's: were this process killed, the slot's last id must not find a
        // position that is not its own.
        write_identity(m_slot.identity, ProcessIdentity::of_this_process(), "");
    }
    if (layout::slot_state(before) == Slot::Free) {
        // Nobody gates by this slot: its cursor may go anywhere. Conservative, so never above
        // the later start.
        m_slot.cursor.store(conservative_start(kept), std::memory_order_release);
    }
    detail::reach(detail::Step::JoinCursorPlaced);
    if (!m_known) {
        m_slot.expected.store(0, std::memory_order_release);  // that was said of the slot's last id
    }
    write_identity(m_slot.identity, ProcessIdentity::of_this_process(), m_id);
    detail::reach(detail::Step::JoinIdentityWritten);
    raise_used_slots();
    const std::uint64_t joining
        = layout::slot_word(layout::slot_generation(before) + 1, Slot::Joining);
    if (!m_slot.word.compare_exchange_strong(before, joining)) {
        return put_out();  // the slot was reaped or evicted at this moment
    }
    detail::reach(detail::Step::JoinAnnounced);
    detail::full_fence();  // pairs with Gate::scan: either it sees JOINING, or the limit below
                           // is its latest
    detail::reach(detail::Step::JoinFenced);
    const std::uint64_t limit = m_block.write_limit.load(std::memory_order_acquire);
    const std::uint64_t published = m_block.published.load(std::memory_order_acquire);
    const std::uint64_t oldest = limit > m_capacity ? limit - m_capacity : 0;
    const auto start = start_of(kept, oldest, published);
    if (!start) {
        m_slot.cursor.store(kept, std::memory_order_release);
        give_back(joining);
        return failure(Errc::ResumeLost, m_segment.path().name,
            "consumer " + m_id + " stopped at " + std::to_string(kept) + ", the oldest event is "
                + std::to_string(oldest) + "; start there or at the next event");
    }
    m_slot.cursor.store(*start, std::memory_order_release);
    m_slot.gone.store(0, std::memory_order_release);
    detail::reach(detail::Step::JoinStartStored);
    std::uint64_t expected = joining;
    const std::uint64_t active = layout::slot_word(layout::slot_generation(joining), Slot::Active);
    if (!m_slot.word.compare_exchange_strong(expected, active)) {
        return put_out();
    }
    detail::reach(detail::Step::JoinActive);
    note_active();
    return Place{active, *start, *start == kept && m_was_here ? kept_lease : *start, m_known};
}

void Joiner::note_active() const
{
    // After ACTIVE: a producer that begins looks at the word after it stored its epoch.
    note_seen(m_slot, m_block.epoch.load(std::memory_order_seq_cst));
    m_block.was_active.store(1, std::memory_order_release);
}

std::uint64_t Joiner::conservative_start(std::uint64_t kept) const
{
    const std::uint64_t published = m_block.published.load(std::memory_order_acquire);
    if (m_start == StartAt::Next) {
        return published;
    }
    if (m_was_here && m_start != StartAt::Oldest) {
        // Also when too old: were it replaced and this process killed, the loss would be
        // forgotten. Never ahead: a damaged cursor would not gate.
        return std::min(kept, published);
    }
    return published > m_capacity ? published - m_capacity : 0;
}

std::optional<std::uint64_t> Joiner::start_of(
    std::uint64_t kept, std::uint64_t oldest, std::uint64_t published) const
{
    const bool can_resume = m_was_here && kept >= oldest && kept <= published;
    // A slot that gates while it is taken over may go forwards only.
    const std::uint64_t at_oldest
        = std::min(std::max(m_slot.cursor.load(std::memory_order_relaxed), oldest), published);
    switch (m_start) {
    case StartAt::Oldest:
        return at_oldest;
    case StartAt::Next:
        return published;
    case StartAt::Resume:
        return can_resume ? std::optional(kept) : std::nullopt;
    case StartAt::Default:
        break;
    }
    if (m_was_here) {
        return can_resume ? kept : published;
    }
    const bool before_first_wrap = oldest == 0;
    const bool buffered = m_block.start_at_oldest.load(std::memory_order_relaxed) != 0
        && m_block.was_active.load(std::memory_order_acquire) == 0;
    return before_first_wrap || buffered ? at_oldest : published;
}

void Joiner::raise_used_slots() const
{
    std::uint32_t used = m_block.slots_used_max.load(std::memory_order_relaxed);
    while (used <= m_index && !m_block.slots_used_max.compare_exchange_weak(used, m_index + 1)) { }
}

void Joiner::give_back(std::uint64_t word) const
{
    m_slot.word.compare_exchange_strong(
        word, layout::slot_word(layout::slot_generation(word), Slot::Free));
    // The producer may have looked while it was JOINING: who had left has left still.
    if (m_slot.required.load(std::memory_order_acquire) != 0) {
        m_block.required_left.fetch_add(1, std::memory_order_release);
    }
}

Unexpected Joiner::put_out() const
{
    return failure(
        Errc::Evicted, m_segment.path().name, "consumer " + m_id + " was put out while it joined");
}

}  // namespace ringlib

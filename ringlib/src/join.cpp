// SPDX-License-Identifier: MIT OR Apache-2.0
#include "join.h"

#include "blackbox.h"
#include "counter_section.h"
#include "deadline.h"
#include "expected_consumers.h"
#include "failure.h"
#include "platform/futex.h"
#include "platform/random_bytes.h"
#include "process_identity.h"
#include "ringlib/detail/processor.h"
#include "ringlib/detail/test_point.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <unistd.h>

namespace ringlib {
namespace {

using detail::ConsumerOptions;
using layout::Slot;

// Random, because a process id comes again: with the next process, and in another namespace.
std::string generated_id()
{
    std::array<std::uint8_t, 6> random{};
    if (!fill_with_random(random)) {  // then time must do
        const std::uint64_t now = monotonic_ns();
        std::memcpy(random.data(), &now, random.size());
    }
    return "c-" + std::to_string(::getpid()) + "-" + hex(random);
}

/// One attempt to become ACTIVE in one slot whose byte is held.
class Joiner {
public:
    Joiner(const Segment& segment, std::uint32_t index, const std::string& id, StartAt start)
        : m_segment(segment)
        , m_block(segment.producer())
        , m_slot(segment.slot(index))
        , m_index(index)
        , m_id(id)
        , m_start(start)
        , m_capacity(segment.header().capacity)
    {
    }

    struct Place {
        std::uint64_t word;
        std::uint64_t start;
        std::uint64_t redelivered_to;
        bool known;  // the slot bore this id before
    };
    // Evicted when the producer put this joiner out; ResumeLost.
    [[nodiscard]] Expected<Place> run()
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

private:
    // The dead predecessor's cursor never ceased to gate, so nothing of it is lost: take the word,
    // then the cursor.
    std::optional<Place> resume_in_place(std::uint64_t word)
    {
        write_identity(m_slot.identity, ProcessIdentity::of_this_process(), m_id);
        detail::reach(detail::Step::ResumeIdentityWritten);
        const std::uint64_t mine
            = layout::slot_word(layout::slot_generation(word) + 1, Slot::Active);
        if (!m_slot.word.compare_exchange_strong(word, mine)) {
            return std::nullopt;
        }
        detail::reach(detail::Step::ResumeTaken);
        m_slot.gone.store(0, std::memory_order_release);
        note_active();
        const std::uint64_t cursor = m_slot.cursor.load(std::memory_order_acquire);
        return Place{mine, cursor, leased_after(cursor), true};
    }

    [[nodiscard]] std::uint64_t leased_after(std::uint64_t cursor) const
    {
        const std::uint64_t leased = m_slot.leased_to.load(std::memory_order_relaxed);
        return leased > cursor && leased - cursor <= m_capacity ? leased : cursor;
    }

    Expected<Place> join_anew()
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
            m_slot.expected.store(
                0, std::memory_order_release);  // that was said of the slot's last id
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
                "consumer " + m_id + " stopped at " + std::to_string(kept)
                    + ", the oldest event is " + std::to_string(oldest)
                    + "; start there or at the next event");
        }
        m_slot.cursor.store(*start, std::memory_order_release);
        m_slot.gone.store(0, std::memory_order_release);
        detail::reach(detail::Step::JoinStartStored);
        std::uint64_t expected = joining;
        const std::uint64_t active
            = layout::slot_word(layout::slot_generation(joining), Slot::Active);
        if (!m_slot.word.compare_exchange_strong(expected, active)) {
            return put_out();
        }
        detail::reach(detail::Step::JoinActive);
        note_active();
        return Place{active, *start, *start == kept && m_was_here ? kept_lease : *start, m_known};
    }

    void note_active() const
    {
        // After ACTIVE: a producer that begins looks at the word after it stored its epoch.
        note_seen(m_slot, m_block.epoch.load(std::memory_order_seq_cst));
        m_block.was_active.store(1, std::memory_order_release);
    }

    [[nodiscard]] std::uint64_t conservative_start(std::uint64_t kept) const
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

    [[nodiscard]] std::optional<std::uint64_t> start_of(
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

    void raise_used_slots() const
    {
        std::uint32_t used = m_block.slots_used_max.load(std::memory_order_relaxed);
        while (
            used <= m_index && !m_block.slots_used_max.compare_exchange_weak(used, m_index + 1)) { }
    }

    void give_back(std::uint64_t word) const
    {
        m_slot.word.compare_exchange_strong(
            word, layout::slot_word(layout::slot_generation(word), Slot::Free));
        // The producer may have looked while it was JOINING: who had left has left still.
        if (m_slot.required.load(std::memory_order_acquire) != 0) {
            m_block.required_left.fetch_add(1, std::memory_order_release);
        }
    }

    [[nodiscard]] Unexpected put_out() const
    {
        return failure(Errc::Evicted, m_segment.path().name,
            "consumer " + m_id + " was put out while it joined");
    }

    const Segment& m_segment;
    layout::ProducerBlock& m_block;
    layout::ConsumerSlot& m_slot;
    std::uint32_t m_index;
    const std::string& m_id;
    StartAt m_start;
    std::uint64_t m_capacity;
    bool m_known = false;  // the slot bears this id: it was here, or is expected
    bool m_was_here = false;
};

struct LockedSlot {
    std::uint32_t index;
    HeldLock lock;
};

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

Unexpected id_in_use(const Segment& segment, const std::string& id)
{
    for (std::uint32_t i = 0; i < segment.slot_count(); ++i) {
        const layout::ConsumerSlot& slot = segment.slot(i);
        const IdentityCopy identity = read_identity(slot.identity);
        const bool attached
            = layout::slot_state(slot.word.load(std::memory_order_acquire)) != Slot::Free;
        if (attached && identity.id() == id) {
            return failure(Errc::ConsumerIdInUse, segment.path().name,
                "'" + id + "' is attached by pid " + std::to_string(identity.pid)
                    + "; choose another id or end it");
        }
    }
    return failure(Errc::ConsumerIdInUse, segment.path().name,
        "'" + id + "' is held, joining or unknown; try again");
}

Expected<Segment> open_for(const ConsumerOptions& options)
{
    auto path = options.ring.backend == Backend::Shm ? shm_ring(options.ring.name)
                                                     : file_ring(options.ring.name);
    if (!path) {
        return Unexpected{std::move(path.error())};
    }
    auto ring = open_ring(*path, Access::ReadWrite, options.owner);
    if (!ring) {
        return Unexpected{std::move(ring.error())};
    }
    const auto boot = boot_id(path->name);
    if (!boot) {
        return Unexpected{boot.error()};
    }
    if (ring->header.boot_id != *boot) {
        return failure(Errc::StaleBoot, path->name,
            "it is of boot " + hex(ring->header.boot_id) + ", this is boot " + hex(*boot)
                + ": its producer is gone; start one, it recreates the ring");
    }
    const EventType event{
        options.ring.event_size, options.ring.event_align, options.ring.event_name};
    if (auto fits = check_shape(path->name, ring->header, options.ring.capacity, event); !fits) {
        return Unexpected{std::move(fits.error())};
    }
    return Segment::map_for_consumer(std::move(*ring));
}

bool may_come(Errc code)
{
    return code == Errc::NotFound || code == Errc::NotReady;
}

}  // namespace

Expected<ConsumerSeat> join(Segment segment, const ConsumerOptions& options)
{
    const std::string id = options.has_id ? options.id : generated_id();
    if (!is_consumer_id(id)) {
        return failure(Errc::InvalidId, segment.path().name,
            "'" + id.substr(0, 64) + "' does not match [A-Za-z0-9._-]{1,31}");
    }
    const LockFileAccess access{.create = false, .mode = 0600, .owner = options.owner};
    auto id_lock
        = try_lock(segment.path(), LockRange::consumer_id(segment.header().instance, id), access);
    if (!id_lock) {
        return Unexpected{std::move(id_lock.error())};
    }
    if (!*id_lock) {
        return id_in_use(segment, id);
    }
    detail::reach(detail::Step::JoinIdLocked);
    auto locks = LockQuery::of_endpoint(segment.path());
    if (!locks) {
        return Unexpected{std::move(locks.error())};
    }
    const bool reachable = register_for_membarrier();
    for (;;) {
        auto locked = lock_a_slot(segment, id, access);
        if (!locked) {
            return Unexpected{std::move(locked.error())};
        }
        detail::reach(detail::Step::JoinSlotLocked);
        segment.slot(locked->index)
            .no_membarrier.store(reachable ? 0 : 1, std::memory_order_relaxed);
        auto place = Joiner(segment, locked->index, id, options.start).run();
        if (!place && place.error().code == Errc::Evicted) {
            continue;  // put out before it was in: begin again
        }
        if (!place) {
            return Unexpected{std::move(place.error())};
        }
        if (!place->known) {
            forget_measures(segment, locked->index);
        }
        start_consumer_counters(segment, locked->index);
        segment.slot(locked->index)
            .leased_to.store(place->redelivered_to, std::memory_order_relaxed);
        record(segment.blackbox(), layout::Happening::Joined, locked->index, place->start);
        wake_sleepers(segment.producer()
                          .space_gate);  // an expected consumer that came may have opened the gate
        return ConsumerSeat{std::move(segment), id, std::move(**id_lock), std::move(locked->lock),
            std::move(*locks), locked->index, place->word, place->start, place->redelivered_to};
    }
}

Expected<ConsumerSeat> take_seat(const ConsumerOptions& options)
{
    const Deadline deadline(options.ready_timeout);
    for (;;) {
        Expected<ConsumerSeat> seat = open_for(options).and_then(
            [&](Segment&& segment) { return join(std::move(segment), options); });
        if (seat && seat->segment.name_state() == NameState::Same) {
            return seat;
        }
        if (seat) {  // the name went to another ring meanwhile: leave this one, and join that
            layout::ConsumerSlot& slot = seat->segment.slot(seat->slot);
            std::uint64_t word = seat->word;
            slot.word.compare_exchange_strong(
                word, layout::slot_word(layout::slot_generation(word), Slot::Free));
        } else if (!may_come(seat.error().code)) {
            return seat;
        }
        if (deadline.has_passed()) {
            return seat ? failure(Errc::NotReady, seat->segment.path().name,
                       "it is being replaced all the time")
                        : std::move(seat);
        }
        pause_between_looks();
    }
}

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "expected_consumers.h"

#include "counter_section.h"
#include "failure.h"
#include "lock_file.h"
#include "process_identity.h"

#include <algorithm>
#include <ctime>
#include <optional>

namespace ringlib {
namespace {

using layout::ConsumerSlot;
using layout::Slot;

// A joiner has its slot within microseconds, unless it is stopped.
constexpr int kJoinAttempts = 100;
constexpr timespec kJoinPause{.tv_sec = 0, .tv_nsec = 1'000'000};

struct Reserved {
    std::uint32_t slot;
    std::uint32_t expected_before;
};

// Held while a slot that nobody owns is written to, against joiners.
std::optional<HeldLock> lock_slot(const Segment& segment, std::uint32_t index)
{
    auto lock = try_lock(segment.path(), LockRange::slot(segment.header().instance, index), {});
    return lock ? std::move(*lock) : std::nullopt;
}

class Reservation {
public:
    Reservation(
        const Segment& segment, std::span<const std::string> ids, const Expectation& expectation)
        : m_segment(segment)
        , m_ids(ids)
        , m_expectation(expectation)
    {
    }

    // The id's slot, expected from here on.
    [[nodiscard]] std::optional<Reserved> reserve(const std::string& id) const
    {
        for (std::uint32_t i = 0; i < m_segment.slot_count(); ++i) {
            if (const auto reserved = id_of(i) == id ? expect_again(i, id) : std::nullopt) {
                return reserved;
            }
        }
        for (const Kind kind : {Kind::Fresh, Kind::Free, Kind::Dead}) {
            for (std::uint32_t i = 0; i < m_segment.slot_count(); ++i) {
                if (may_take(i, kind)) {
                    if (const auto reserved = take(i, id, kind)) {
                        return reserved;
                    }
                }
            }
        }
        return std::nullopt;
    }

private:
    enum class Kind { Fresh, Free, Dead };

    [[nodiscard]] std::string id_of(std::uint32_t index) const
    {
        return std::string(read_identity(m_segment.slot(index).identity).id());
    }
    // The slot that bears the id, unless another one is about to join there: who does so holds the
    // byte, and nothing shows yet who it is.
    [[nodiscard]] std::optional<Reserved> expect_again(
        std::uint32_t index, const std::string& id) const
    {
        const auto is_free = [&] {
            const auto word = m_segment.slot(index).word.load(std::memory_order_acquire);
            return layout::slot_state(word) == Slot::Free;
        };
        for (int attempt = 0; attempt < kJoinAttempts && is_free(); ++attempt) {
            if (const auto lock = lock_slot(m_segment, index)) {
                return id_of(index) == id ? std::optional(expect(index)) : std::nullopt;
            }
            ::nanosleep(&kJoinPause, nullptr);
        }
        // Whoever attaches holds the byte of its id, too.
        const LockRange own = LockRange::consumer_id(m_segment.header().instance, id);
        const bool is_its_own
            = id_of(index) == id && (!is_free() || LockQuery::open(m_segment.path()).is_held(own));
        return is_its_own ? std::optional(expect(index)) : std::nullopt;
    }
    [[nodiscard]] bool may_take(std::uint32_t index, Kind kind) const
    {
        const std::string there = id_of(index);
        const bool wanted = std::find(m_ids.begin(), m_ids.end(), there) != m_ids.end();
        const bool expected = !m_expectation.begins_anew
            && m_segment.slot(index).expected.load(std::memory_order_acquire) != 0;
        return kind == Kind::Fresh ? there.empty() && !expected : !wanted && !expected;
    }
    // Expected before its byte is given back: a joiner with another id keeps off it from then on.
    [[nodiscard]] std::optional<Reserved> take(
        std::uint32_t index, const std::string& id, Kind kind) const
    {
        ConsumerSlot& slot = m_segment.slot(index);
        const auto lock = lock_slot(m_segment, index);
        std::uint64_t word = slot.word.load(std::memory_order_acquire);
        const bool free = layout::slot_state(word) == Slot::Free;
        if (!lock || (!free && kind != Kind::Dead)) {
            return std::nullopt;
        }
        if (!free
            && !slot.word.compare_exchange_strong(
                word, layout::slot_word(layout::slot_generation(word), Slot::Free))) {
            return std::nullopt;
        }
        slot.seen.store(0, std::memory_order_relaxed);
        slot.gone.store(0, std::memory_order_relaxed);
        slot.leased_to.store(0, std::memory_order_relaxed);
        write_identity(slot.identity, {}, id);
        forget_measures(m_segment, index);
        return expect(index);
    }
    [[nodiscard]] Reserved expect(std::uint32_t index) const
    {
        ConsumerSlot& slot = m_segment.slot(index);
        const std::uint32_t before = slot.expected.fetch_or(
            static_cast<std::uint32_t>(m_expectation.why), std::memory_order_acq_rel);
        if (before == 0 || was_seen(m_segment.producer(), slot)) {
            slot.expected_from.store(m_expectation.from, std::memory_order_relaxed);
        }
        return {index, before};
    }

    const Segment& m_segment;
    std::span<const std::string> m_ids;
    Expectation m_expectation;
};

void raise_used_slots(const Segment& segment, std::uint32_t index)
{
    layout::Word32& used = segment.producer().slots_used_max;
    std::uint32_t before = used.load(std::memory_order_relaxed);
    while (before <= index
        && !used.compare_exchange_weak(before, index + 1, std::memory_order_release)) { }
}

}  // namespace

Expected<std::vector<std::uint32_t>> reserve_slots(
    const Segment& segment, std::span<const std::string> ids, const Expectation& expectation)
{
    const Reservation reservation(segment, ids, expectation);
    std::vector<Reserved> reserved;
    for (const std::string& id : ids) {
        const auto slot = reservation.reserve(id);
        if (!slot) {
            for (const Reserved& taken : reserved) {
                segment.slot(taken.slot)
                    .expected.store(taken.expected_before, std::memory_order_release);
            }
            return failure(Errc::NoFreeSlot, segment.path().name,
                "all " + std::to_string(segment.slot_count())
                    + " consumer slots are taken: none is left for " + id
                    + "; end a consumer, or recreate the ring with more");
        }
        reserved.push_back(*slot);
    }
    std::vector<std::uint32_t> slots;
    slots.reserve(reserved.size());
    for (const Reserved& taken : reserved) {
        slots.push_back(taken.slot);
    }
    return slots;
}

void expect_only(
    const Segment& segment, std::span<const std::uint32_t> slots, ExpectedBy why) noexcept
{
    for (std::uint32_t i = 0; i < segment.slot_count(); ++i) {
        ConsumerSlot& slot = segment.slot(i);
        const bool named = std::find(slots.begin(), slots.end(), i) != slots.end();
        if (why == ExpectedBy::Liveness) {
            slot.required.store(named ? 1 : 0, std::memory_order_release);
        }
        if (named) {
            raise_used_slots(segment, i);
        } else {
            slot.expected.fetch_and(~static_cast<std::uint32_t>(why), std::memory_order_release);
        }
    }
}

void begin_epoch(const Segment& segment, std::uint64_t epoch, std::uint64_t from) noexcept
{
    segment.producer().expected_from.store(from, std::memory_order_relaxed);
    // Before the look at the slots: a consumer that it misses there reads this epoch once ACTIVE.
    segment.producer().epoch.store(epoch, std::memory_order_seq_cst);
    for (std::uint32_t i = 0; i < segment.slot_count(); ++i) {
        ConsumerSlot& slot = segment.slot(i);
        slot.expected_from.store(from, std::memory_order_relaxed);
        const Slot state = layout::slot_state(slot.word.load(std::memory_order_seq_cst));
        if (state == Slot::Active && !lock_slot(segment, i)) {  // its byte is held: it lives
            note_seen(slot, epoch);
        }
    }
}

}  // namespace ringlib

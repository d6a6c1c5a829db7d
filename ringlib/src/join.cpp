// SPDX-License-Identifier: MIT OR Apache-2.0
#include "join.h"

#include "blackbox.h"
#include "counter_section.h"
#include "deadline.h"
#include "failure.h"
#include "joiner.h"
#include "platform/futex.h"
#include "platform/random_bytes.h"
#include "process_identity.h"
#include "ringlib/detail/test_point.h"
#include "slot_choice.h"

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

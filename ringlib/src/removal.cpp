// SPDX-License-Identifier: MIT OR Apache-2.0
#include "removal.h"

#include "expected_consumers.h"
#include "failure.h"
#include "process_identity.h"
#include "ringlib/detail/test_point.h"
#include "ringlib/remove.h"

#include <algorithm>
#include <ctime>
#include <unistd.h>

namespace ringlib {
namespace {

constexpr int kByteZeroAttempts = 100;
constexpr timespec kByteZeroPause{.tv_sec = 0, .tv_nsec = 1'000'000};

bool is_over(const Segment& segment)
{
    const layout::ProducerBlock& block = segment.producer();
    return block.stream_end.load(std::memory_order_acquire)
        != static_cast<std::uint32_t>(layout::End::Open)
        && block.unlink_on_close.load(std::memory_order_relaxed) != 0;
}

// Consumers that are expected and have not come yet will want what lies in a closed ring; a failed
// one waits for nobody.
bool is_awaited(const Segment& segment)
{
    const layout::ProducerBlock& block = segment.producer();
    if (block.stream_end.load(std::memory_order_acquire)
        == static_cast<std::uint32_t>(layout::End::RequiredConsumerFailed)) {
        return false;
    }
    const std::uint32_t used
        = std::min(block.slots_used_max.load(std::memory_order_acquire), segment.slot_count());
    std::uint32_t seen_count = 0;
    for (std::uint32_t i = 0; i < used; ++i) {
        const bool seen = was_seen(block, segment.slot(i));
        if (!seen && segment.slot(i).expected.load(std::memory_order_relaxed) != 0) {
            return true;
        }
        seen_count += seen ? 1U : 0U;
    }
    return seen_count < block.expected_any.load(std::memory_order_relaxed);
}

// The name first and the lock file last: who finds a lock file without a name creates, and never
// finds half a ring.
void unlink_both(const Segment& segment)
{
    if (segment.name_state() == NameState::Same) {
        detail::reach(detail::Step::RemoveSlotsLocked);
        ::unlink(segment.path().spare_file().c_str());
        ::unlink(segment.path().file.c_str());
        detail::reach(detail::Step::RemoveNameGone);
        ::unlink(segment.path().lock_file().c_str());
    }
}

// With byte 0 held. Takes all slots as one range, so that
// nobody joins between the look and the unlink.
void remove_if_left(const Segment& segment, const HeldLock& byte_0)
{
    const LockRange slots = LockRange::slots(segment.header().instance, segment.slot_count());
    if (is_over(segment) && !is_awaited(segment) && byte_0.also(slots)) {
        unlink_both(segment);
    }
}

std::optional<HeldLock> try_byte_0(const RingPath& path)
{
    auto lock = try_lock(path, LockRange::producer(), {});
    return lock ? std::move(*lock) : std::nullopt;
}

}  // namespace

void leave_ring(const Segment& segment) noexcept
{
    for (int attempt = 0; attempt < kByteZeroAttempts && is_over(segment); ++attempt) {
        if (segment.name_state() != NameState::Same) {
            return;
        }
        if (const auto byte_0 = try_byte_0(segment.path())) {
            remove_if_left(segment, *byte_0);
            return;
        }
        ::nanosleep(&kByteZeroPause, nullptr);
    }
}

void leave_ring_as_producer(const Segment& segment, HeldLock byte_0) noexcept
{
    remove_if_left(segment, byte_0);
    byte_0.release();
    // A consumer that left meanwhile may have waited for byte 0 in vain.
    if (is_over(segment) && segment.name_state() == NameState::Same) {
        if (const auto again = try_byte_0(segment.path())) {
            remove_if_left(segment, *again);
        }
    }
}

bool remove_unused_ring(const Segment& segment, const HeldLock& byte_0) noexcept
{
    const LockRange slots = LockRange::slots(segment.header().instance, segment.slot_count());
    const bool unused = byte_0.also(slots);
    if (unused) {
        unlink_both(segment);
    }
    return unused;
}

Expected<void> remove_ring(std::string_view name_or_path)
{
    auto path = any_ring(name_or_path);
    if (!path) {
        return Unexpected{std::move(path.error())};
    }
    auto ring = open_ring(*path, Access::ReadWrite, {});
    if (!ring) {
        return Unexpected{std::move(ring.error())};
    }
    auto byte_0
        = try_lock(*path, LockRange::producer(), {.create = true, .mode = 0600, .owner = {}});
    if (!byte_0) {
        return Unexpected{std::move(byte_0.error())};
    }
    auto segment = Segment::map_for_producer(std::move(*ring));
    if (!segment) {
        return Unexpected{std::move(segment.error())};
    }
    if (!*byte_0) {
        const IdentityCopy owner = read_identity(segment->producer().owner);
        return failure(Errc::ProducerAlive, path->name,
            "its producer is pid " + std::to_string(owner.pid) + "; end it first");
    }
    if (!(*byte_0)->also(LockRange::slots(segment->header().instance, segment->slot_count()))) {
        const LockQuery locks = LockQuery::open(*path);
        for (std::uint32_t i = 0; i < segment->slot_count(); ++i) {
            if (locks && locks.is_held(LockRange::slot(segment->header().instance, i))) {
                const IdentityCopy owner = read_identity(segment->slot(i).identity);
                return failure(Errc::ConsumerIdInUse, path->name,
                    "consumer " + std::string(owner.id()) + ", pid " + std::to_string(owner.pid)
                        + ", is attached; end it first");
            }
        }
        return failure(Errc::ConsumerIdInUse, path->name, "a consumer is attached; try again");
    }
    unlink_both(*segment);
    return {};
}

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "producer_birth.h"

#include "blackbox.h"
#include "counter_section.h"
#include "failure.h"
#include "futex.h"
#include "process_identity.h"
#include "remembered_label.h"
#include "removal.h"

#include <ctime>
#include <unistd.h>

namespace ringlib {
namespace {

using detail::ProducerOptions;

constexpr int kByteZeroAttempts
    = 100;  // a ring that is being born or removed holds it for a moment
constexpr timespec kByteZeroPause{.tv_sec = 0, .tv_nsec = 1'000'000};

Expected<void> check_options(const std::string& ring, const ProducerOptions& options)
{
    if (options.expected_count > options.max_consumers) {
        return failure(Errc::InvalidConfig, ring,
            "expects " + std::to_string(options.expected_count)
                + " consumers, but max consumers is " + std::to_string(options.max_consumers));
    }
    const std::string longest_id
        = options.expected_prefix + "_" + std::to_string(options.expected_count);
    if (!options.expected_prefix.empty() && !is_consumer_id(longest_id)) {
        return failure(
            Errc::InvalidId, ring, "'" + longest_id + "' does not match [A-Za-z0-9._-]{1,31}");
    }
    const CoordinationMode& mode = options.coordination;
    const bool buffers = mode.kind() == CoordinationMode::Kind::BufferUntilConsumers;
    if (buffers && (mode.count() == 0 || mode.count() > options.ring.capacity)) {
        return failure(Errc::InvalidConfig, ring,
            "buffer of " + std::to_string(mode.count()) + " events, allowed 1 to the capacity "
                + std::to_string(options.ring.capacity));
    }
    const bool waits = mode.kind() == CoordinationMode::Kind::WaitForConsumers;
    if (waits && (mode.count() == 0 || mode.count() > options.max_consumers)) {
        return failure(Errc::InvalidConfig, ring,
            "waits for " + std::to_string(mode.count()) + " consumers, allowed 1 to max consumers "
                + std::to_string(options.max_consumers));
    }
    if (waits && mode.timeout().count() < 0) {
        return failure(Errc::InvalidConfig, ring, "a coordination time-out below 0");
    }
    return {};
}

Unexpected producer_alive(const RingPath& path, std::optional<uid_t> owner)
{
    std::string who = "its holder is unknown: the ring is being made or removed";
    if (auto ring = open_ring(path, Access::ReadWrite, owner)) {
        if (auto segment = Segment::map_for_producer(std::move(*ring))) {
            const IdentityCopy identity = read_identity(segment->producer().owner);
            who = "held by pid " + std::to_string(identity.pid) + " since "
                + std::to_string((monotonic_ns() - identity.since_ns) / 1'000'000'000) + " s";
        }
    }
    return failure(Errc::ProducerAlive, path.name, who + "; end it, or choose another name");
}

Expected<HeldLock> take_byte_0(const RingPath& path, mode_t mode)
{
    for (int attempt = 0; attempt < kByteZeroAttempts; ++attempt) {
        auto lock
            = try_lock(path, LockRange::producer(), {.create = true, .mode = mode, .owner = {}});
        if (!lock) {
            return Unexpected{std::move(lock.error())};
        }
        if (*lock) {
            return std::move(**lock);
        }
        ::nanosleep(&kByteZeroPause, nullptr);
    }
    return producer_alive(path, {});
}

std::optional<std::uint32_t> slot_of_id(const Segment& segment, std::string_view id)
{
    for (std::uint32_t i = 0; i < segment.slot_count(); ++i) {
        if (read_identity(segment.slot(i).identity).id() == id) {
            return i;
        }
    }
    return std::nullopt;
}

// A slot that nobody has used, else any free one; its byte is held
// while the id is written, against joiners.
std::optional<std::uint32_t> reserve_slot(const Segment& segment, const std::string& id)
{
    for (const bool fresh_only : {true, false}) {
        for (std::uint32_t i = 0; i < segment.slot_count(); ++i) {
            layout::ConsumerSlot& slot = segment.slot(i);
            const auto lock
                = try_lock(segment.path(), LockRange::slot(segment.header().instance, i), {});
            const bool is_free = layout::slot_state(slot.word.load(std::memory_order_acquire))
                == layout::Slot::Free;
            const bool fresh = read_identity(slot.identity).id().empty();
            const bool expected = slot.expected.load(std::memory_order_relaxed) != 0;
            if (!lock || !*lock || !is_free || expected || (fresh_only && !fresh)) {
                continue;
            }
            slot.seen.store(0, std::memory_order_relaxed);
            write_identity(slot.identity, {}, id);
            return i;
        }
    }
    return std::nullopt;
}

// An expected consumer has its slot from the start, empty but for the id: so everybody sees whom
// the ring awaits.
void expect_id(const Segment& segment, const std::string& id)
{
    auto index = slot_of_id(segment, id);
    if (!index) {
        index = reserve_slot(segment, id);
    }
    if (!index) {
        return;  // as many consumers as there are slots hold the ring already: none is missing
    }
    segment.slot(*index).expected.store(1, std::memory_order_release);
    layout::Word32& used = segment.producer().slots_used_max;
    std::uint32_t before = used.load(std::memory_order_relaxed);
    while (before <= *index
        && !used.compare_exchange_weak(before, *index + 1, std::memory_order_release)) { }
}

void configure(const Segment& segment, const ProducerOptions& options)
{
    layout::ProducerBlock& block = segment.producer();
    for (std::uint32_t i = 0; i < segment.slot_count(); ++i) {
        segment.slot(i).expected.store(0, std::memory_order_relaxed);
    }
    block.expected_from.store(
        block.published.load(std::memory_order_relaxed), std::memory_order_relaxed);
    const bool by_name = !options.expected_prefix.empty();
    for (std::size_t i = 0; by_name && i < options.expected_count; ++i) {
        expect_id(segment, options.expected_prefix + "_" + std::to_string(i));
    }
    block.expected_any.store(by_name ? 0 : static_cast<std::uint32_t>(options.expected_count),
        std::memory_order_relaxed);
    const bool buffers
        = options.coordination.kind() == CoordinationMode::Kind::BufferUntilConsumers;
    block.start_at_oldest.store(buffers ? 1 : 0, std::memory_order_relaxed);
    const bool unlink = options.unlink_on_close.value_or(options.ring.backend == Backend::Shm);
    block.unlink_on_close.store(unlink ? 1 : 0, std::memory_order_relaxed);
    block.no_membarrier.store(register_for_membarrier() ? 0 : 1, std::memory_order_relaxed);
    block.blocked_since_ns.store(0, std::memory_order_relaxed);
    write_identity(block.owner, ProcessIdentity::of_this_process(), "");
    block.epoch.fetch_add(1, std::memory_order_release);
}

Expected<Segment> create(const RingPath& path, const layout::RingHeader& header,
    const ProducerOptions& options, bool replace)
{
    return Segment::create(
        path, header, {.mode = options.mode, .replace = replace}, [&](const Segment& segment) {
            name_producer_counters(segment);
            for (std::uint64_t i = 0; options.prepare_slot && i < header.capacity; ++i) {
                options.prepare_slot(segment.events() + i * header.event_stride);
            }
            configure(segment, options);
            record(segment.blackbox(), layout::Happening::Created, 0, 0);
        });
}

Expected<Segment> take_over(OpenRing ring, const ProducerOptions& options)
{
    auto segment = Segment::map_for_producer(std::move(ring));
    if (!segment) {
        return segment;
    }
    const layout::ProducerBlock& block = segment->producer();
    const std::uint64_t published = block.published.load(std::memory_order_acquire);
    const std::uint64_t limit = block.write_limit.load(std::memory_order_acquire);
    if (published > layout::kCountMax || limit < published
        || limit - published > segment->header().capacity) {
        return failure(Errc::Corrupt, segment->path().name,
            "published " + std::to_string(published) + " and write limit " + std::to_string(limit)
                + " cannot both be; recreate the ring");
    }
    configure(*segment, options);
    record(segment->blackbox(), layout::Happening::TakenOver, 0, published);
    return segment;
}

bool is_finished(const OpenRing& ring)
{
    std::uint32_t end = 0;
    const auto offset = static_cast<off_t>(
        ring.header.producer_offset + offsetof(layout::ProducerBlock, stream_end));
    const bool read
        = ::pread(ring.fd.get(), &end, sizeof(end), offset) == static_cast<ssize_t>(sizeof(end));
    return (read && end != static_cast<std::uint32_t>(layout::End::Open))
        || ring.header.boot_id != boot_id();
}

// Asked before there is a lock file: beside what is no ring none is left behind.
Expected<void> check_name_is_free_or_a_ring(const RingPath& path, const ProducerOptions& options)
{
    const auto existing = open_ring(path, Access::ReadWrite, {});
    if (existing || existing.error().code == Errc::NotFound) {
        return {};
    }
    if (options.on_existing == OnExisting::Refuse) {
        return failure(Errc::AlreadyExists, path.name,
            "something has that name, and it is no ring that can be used: "
                + existing.error().detail);
    }
    return Unexpected{existing.error()};
}

Expected<Segment> create_or_take_over(const RingPath& path, const layout::RingHeader& header,
    const ProducerOptions& options, bool& created)
{
    created = true;
    auto existing = open_ring(path, Access::ReadWrite, {});
    if (!existing && existing.error().code == Errc::NotFound) {
        return create(path, header, options, false);
    }
    if (options.on_existing == OnExisting::Refuse) {
        return failure(Errc::AlreadyExists, path.name,
            "there is a ring of that name; take it over or recreate it");
    }
    if (!existing) {
        return Unexpected{std::move(existing.error())};
    }
    if (options.on_existing == OnExisting::Recreate || is_finished(*existing)) {
        return create(path, header, options, true);
    }
    const EventType event{
        options.ring.event_size, options.ring.event_align, options.ring.event_name};
    if (auto fits = check_shape(path.name, existing->header, options.ring.capacity, event); !fits) {
        return Unexpected{std::move(fits.error())};
    }
    created = false;
    return take_over(std::move(*existing), options);
}

}  // namespace

Expected<ProducerSeat> take_seat(const ProducerOptions& options)
{
    auto path = options.ring.backend == Backend::Shm ? shm_ring(options.ring.name)
                                                     : file_ring(options.ring.name);
    if (!path) {
        return Unexpected{std::move(path.error())};
    }
    if (auto checked = check_options(path->name, options); !checked) {
        return Unexpected{std::move(checked.error())};
    }
    const std::string label = remembered_label(path->name);
    auto header = make_header(path->name,
        {.capacity = options.ring.capacity,
            .event = {options.ring.event_size, options.ring.event_align, options.ring.event_name},
            .consumer_slots = static_cast<std::uint32_t>(options.max_consumers),
            .label = label});
    if (!header) {
        return Unexpected{std::move(header.error())};
    }
    if (auto free = check_name_is_free_or_a_ring(*path, options); !free) {
        return Unexpected{std::move(free.error())};
    }
    auto byte_0 = take_byte_0(*path, options.mode);
    if (!byte_0) {
        return Unexpected{std::move(byte_0.error())};
    }
    bool created = false;
    auto segment = create_or_take_over(*path, *header, options, created);
    if (!segment) {
        // With byte 0 held and nothing at the name, the lock file serves nobody.
        if (look_at_name(*path, {}, 0) == NameState::Gone) {
            ::unlink(path->lock_file().c_str());
        }
        return Unexpected{std::move(segment.error())};
    }
    return ProducerSeat{std::move(*segment), std::move(*byte_0), created};
}

}  // namespace ringlib

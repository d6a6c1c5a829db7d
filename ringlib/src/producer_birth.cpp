// SPDX-License-Identifier: MIT OR Apache-2.0
#include "producer_birth.h"

#include "blackbox.h"
#include "counter_section.h"
#include "deadline.h"
#include "expected_consumers.h"
#include "failure.h"
#include "platform/futex.h"
#include "platform/lock_holder.h"
#include "process_identity.h"
#include "remembered_label.h"
#include "required_consumers.h"
#include "ringlib/detail/test_point.h"
#include "schema_section.h"

#include <algorithm>
#include <chrono>
#include <unistd.h>

namespace ringlib {
namespace {

using detail::ProducerOptions;

// A ring that is being born or removed holds byte 0 for a moment, and so does a producer that dies.
constexpr std::chrono::milliseconds kByteZeroPatience{90};

// Discovery by name. Ids that find no slot are not missing: as many consumers as there are slots
// hold the ring already.
std::vector<std::string> discovered_ids(const ProducerOptions& options)
{
    std::vector<std::string> ids;
    for (std::size_t i = 0; !options.expected_prefix.empty() && i < options.expected_count; ++i) {
        ids.push_back(options.expected_prefix + "_" + std::to_string(i));
    }
    return ids;
}

Expected<void> check_expected(const std::string& ring, const ProducerOptions& options)
{
    if (options.liveness) {
        if (auto checked = check_liveness(ring, *options.liveness); !checked) {
            return checked;
        }
    }
    const auto too_many = [&](std::size_t count) {
        return failure(Errc::InvalidConfig, ring,
            "expects " + std::to_string(count) + " consumers, but max consumers is "
                + std::to_string(options.max_consumers));
    };
    if (options.expected_count > options.max_consumers) {  // before as many names are made
        return too_many(options.expected_count);
    }
    std::vector<std::string> ids = discovered_ids(options);
    if (!ids.empty() && !is_consumer_id(ids.back())) {
        return failure(
            Errc::InvalidId, ring, "'" + ids.back() + "' does not match [A-Za-z0-9._-]{1,31}");
    }
    if (options.liveness) {
        const std::vector<std::string>& required = options.liveness->required_consumer_ids;
        ids.insert(ids.end(), required.begin(), required.end());
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids.size() > options.max_consumers ? too_many(ids.size()) : Expected<void>{};
}

Expected<void> check_options(const std::string& ring, const ProducerOptions& options)
{
    if (auto checked = check_expected(ring, options); !checked) {
        return checked;
    }
    if (options.max_consumers == 0 || options.max_consumers > layout::kConsumersMax) {
        return failure(Errc::InvalidConfig, ring,
            "max consumers " + std::to_string(options.max_consumers) + ", allowed 1 to "
                + std::to_string(layout::kConsumersMax));
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
    return check_schema(ring, options.schema, options.ring.event_size);
}

// There is no ring to say who its producer is.
std::string holder_without_ring(const RingPath& path)
{
    const auto pid = holder_of_byte_0(path.lock_file().string());
    return pid ? "held by pid " + std::to_string(*pid)
            + ": it still has a ring of this name that was removed, or is just making one"
               : "its holder is unknown: the ring is being made or removed";
}

Unexpected producer_alive(const RingPath& path, std::optional<uid_t> owner)
{
    std::string who;
    if (auto ring = open_ring(path, Access::ReadWrite, owner)) {
        if (auto segment = Segment::map_for_producer(std::move(*ring))) {
            const IdentityCopy identity = read_identity(segment->producer().owner);
            who = "held by pid " + std::to_string(identity.pid) + " since "
                + std::to_string((monotonic_ns() - identity.since_ns) / 1'000'000'000) + " s";
        }
    }
    if (who.empty()) {
        who = holder_without_ring(path);
    }
    return failure(Errc::ProducerAlive, path.name, who + "; end it, or choose another name");
}

Expected<HeldLock> take_byte_0(const RingPath& path, mode_t mode)
{
    const Deadline deadline(kByteZeroPatience);
    for (;;) {
        auto lock
            = try_lock(path, LockRange::producer(), {.create = true, .mode = mode, .owner = {}});
        if (!lock) {
            return Unexpected{std::move(lock.error())};
        }
        if (*lock) {
            return std::move(**lock);
        }
        if (deadline.has_passed()) {
            return producer_alive(path, {});
        }
        pause_between_looks();
    }
}

void expect_discovered(const Segment& segment, const ProducerOptions& options, std::uint64_t from)
{
    std::vector<std::uint32_t> slots;
    for (const std::string& id : discovered_ids(options)) {
        if (const auto slot
            = reserve_slots(segment, {&id, 1}, {.why = ExpectedBy::Discovery, .from = from})) {
            slots.push_back(slot->front());
        }
    }
    expect_only(segment, slots, ExpectedBy::Discovery);
    const bool by_name = !options.expected_prefix.empty();
    segment.producer().expected_any.store(
        by_name ? 0 : static_cast<std::uint32_t>(options.expected_count),
        std::memory_order_relaxed);
}

// Required slots are found before anything changes.
Expected<std::vector<std::uint32_t>> configure(
    const Segment& segment, const ProducerOptions& options)
{
    layout::ProducerBlock& block = segment.producer();
    const std::uint64_t from = block.published.load(std::memory_order_relaxed);
    const std::vector<std::string> none;
    auto required
        = reserve_slots(segment, options.liveness ? options.liveness->required_consumer_ids : none,
            {.why = ExpectedBy::Liveness, .from = from, .begins_anew = true});
    if (!required) {
        return required;
    }
    expect_only(segment, *required, ExpectedBy::Liveness);
    expect_only(segment, {}, ExpectedBy::Discovery);  // the predecessor's: their slots may be used
    expect_discovered(segment, options, from);
    block.liveness.enabled.store(0, std::memory_order_relaxed);
    const bool buffers
        = options.coordination.kind() == CoordinationMode::Kind::BufferUntilConsumers;
    block.start_at_oldest.store(buffers ? 1 : 0, std::memory_order_relaxed);
    const bool unlink = options.unlink_on_close.value_or(options.ring.backend == Backend::Shm);
    block.unlink_on_close.store(unlink ? 1 : 0, std::memory_order_relaxed);
    block.no_membarrier.store(register_for_membarrier() ? 0 : 1, std::memory_order_relaxed);
    block.blocked_since_ns.store(0, std::memory_order_relaxed);
    write_identity(block.owner, ProcessIdentity::of_this_process(), "");
    begin_epoch(segment, block.epoch.load(std::memory_order_relaxed) + 1, from);
    return required;
}

Expected<ProducerSeat> create(const RingPath& path, const layout::RingHeader& header,
    const ProducerOptions& options, bool replace)
{
    std::vector<std::uint32_t> required;
    auto segment = Segment::create(path, header, {.mode = options.mode, .replace = replace},
        [&](const Segment& unnamed) -> Expected<void> {
            name_producer_counters(unnamed);
            write_schema(unnamed.schema(), options.schema);
            for (std::uint64_t i = 0; options.prepare_slot && i < header.capacity; ++i) {
                options.prepare_slot(unnamed.events() + i * header.event_stride);
            }
            record(unnamed.blackbox(), layout::Happening::Created, 0, 0);
            return configure(unnamed, options).transform([&](std::vector<std::uint32_t> slots) {
                required = std::move(slots);
            });
        });
    if (!segment) {
        return Unexpected{std::move(segment.error())};
    }
    return ProducerSeat{std::move(*segment), {}, {}, std::move(required), true};
}

Expected<ProducerSeat> take_over(OpenRing ring, const ProducerOptions& options)
{
    auto segment = Segment::map_for_producer(std::move(ring));
    if (!segment) {
        return Unexpected{std::move(segment.error())};
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
    detail::reach(detail::Step::TakeOverBeforeWords);
    auto required = configure(*segment, options);
    if (!required) {
        return Unexpected{std::move(required.error())};
    }
    record(segment->blackbox(), layout::Happening::TakenOver, 0, published);
    return ProducerSeat{std::move(*segment), {}, {}, std::move(*required), false};
}

bool is_finished(const OpenRing& ring, const std::array<std::uint8_t, 16>& boot)
{
    std::uint32_t end = 0;
    const auto offset = static_cast<off_t>(
        ring.header.producer_offset + offsetof(layout::ProducerBlock, stream_end));
    const bool read
        = ::pread(ring.fd.get(), &end, sizeof(end), offset) == static_cast<ssize_t>(sizeof(end));
    return (read && end != static_cast<std::uint32_t>(layout::End::Open))
        || ring.header.boot_id != boot;
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
    Error error = existing.error();
    if (error.code == Errc::Corrupt || error.code == Errc::Truncated) {
        error.detail += "; to begin anew, remove " + path.file.string();
    }
    return Unexpected{std::move(error)};
}

// With byte 0 held and nothing at the name, the lock file serves nobody: not after an error, and
// not after an exception of the caller's.
class LockFileOfNoRing {
public:
    explicit LockFileOfNoRing(const RingPath& path)
        : m_path(path)
    {
    }
    LockFileOfNoRing(const LockFileOfNoRing&) = delete;
    LockFileOfNoRing& operator=(const LockFileOfNoRing&) = delete;
    LockFileOfNoRing(LockFileOfNoRing&&) = delete;
    LockFileOfNoRing& operator=(LockFileOfNoRing&&) = delete;
    ~LockFileOfNoRing()
    {
        if (look_at_name(m_path, {}, 0) == NameState::Gone) {
            ::unlink(m_path.lock_file().c_str());
        }
    }

private:
    const RingPath& m_path;
};

Expected<ProducerSeat> create_or_take_over(
    const RingPath& path, const layout::RingHeader& header, const ProducerOptions& options)
{
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
    if (options.on_existing == OnExisting::Recreate || is_finished(*existing, header.boot_id)) {
        return create(path, header, options, true);
    }
    const EventType event{
        options.ring.event_size, options.ring.event_align, options.ring.event_name};
    if (auto fits = check_shape(path.name, existing->header, options.ring.capacity, event); !fits) {
        return Unexpected{std::move(fits.error())};
    }
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
            .label = label,
            .histograms_size = options.latency_histograms
                ? layout::histograms_size(static_cast<std::uint32_t>(options.max_consumers))
                : 0,
            .schema_size = layout::schema_size(options.schema.fields.size())});
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
    const LockFileOfNoRing leaves_none(*path);
    auto locks = LockQuery::of_endpoint(*path);
    auto seat = locks ? create_or_take_over(*path, *header, options)
                      : Expected<ProducerSeat>{Unexpected{std::move(locks.error())}};
    if (!seat) {
        return seat;
    }
    seat->byte_0 = std::move(*byte_0);
    seat->locks = std::move(*locks);
    return seat;
}

}  // namespace ringlib

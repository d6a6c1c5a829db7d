// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/detail/producer_core.h"

#include "blackbox.h"
#include "counter_section.h"
#include "deadline.h"
#include "failure.h"
#include "gate.h"
#include "platform/core_pinning.h"
#include "process_identity.h"
#include "producer_birth.h"
#include "producer_cold.h"
#include "removal.h"
#include "ringlib/detail/test_point.h"

#include <algorithm>

namespace ringlib::detail {
namespace {

constexpr std::uint64_t kReapIntervalNs = 1'000'000;

}  // namespace

Expected<std::unique_ptr<ProducerCore>> ProducerCore::build(const ProducerOptions& options)
{
    auto seat = take_seat(options);
    if (!seat) {
        return Unexpected{std::move(seat.error())};
    }
    if (auto pinned = pin_this_thread(seat->segment.path().name, options.core); !pinned) {
        if (seat->created) {
            remove_unused_ring(seat->segment, seat->byte_0);
        }
        return Unexpected{std::move(pinned.error())};
    }
    std::unique_ptr<ProducerCore> core(
        new ProducerCore(std::make_unique<Cold>(std::move(*seat), options)));
    if (auto missing = core->coordinate(options.coordination)) {
        core->give_up();
        return Unexpected{std::move(*missing)};
    }
    return core;
}

ProducerCore::ProducerCore(std::unique_ptr<Cold> cold)
    : m_cold(std::move(cold))
{
    const Segment& segment = m_cold->seat.segment;
    m_events = segment.events();
    m_block = &segment.producer();
    m_published_total = &counter_cell(segment, layout::ProducerCounter::EventsPublished).value;
    m_latencies = LatencyRecorder(segment.histogram());
    m_mask = segment.header().capacity - 1;
    m_next = m_block->published.load(std::memory_order_acquire);
    m_limit = m_next;  // nothing is known yet: the first claim looks at every cursor
    m_cold->first = m_next;
    m_cold->announced = m_block->write_limit.load(std::memory_order_acquire);
    reach(Step::TakeOverBeforeScan);
    m_cold->buffering = m_cold->buffer_limit != 0;
    look();
    reach(Step::TakeOverAfterScan);
    m_cold->in_child.emplace(
        this, [](void* core) noexcept { static_cast<ProducerCore*>(core)->in_child(); });
}

// Its locks and pages are gone: nothing may be published, and nothing is left to close.
void ProducerCore::in_child() noexcept
{
    m_cold->is_forked = true;
    m_cold->closed = true;
    m_failed = true;
    m_limit = m_next - 1;  // no room, not even for an empty batch
    m_check.set_forked();
}

// A ring of this call's own goes; one that was taken over stays as its dead producer left it.
void ProducerCore::give_up()
{
    const ProducerSeat& seat = m_cold->seat;
    if (!seat.created || remove_unused_ring(seat.segment, seat.byte_0)) {
        m_cold->abandoned = true;
        return;
    }
    m_block->unlink_on_close.store(1, std::memory_order_relaxed);  // a file, too: it was just made
    m_cold->expect_nobody();  // the consumers that did come read to the end and remove it
    close();
}

ProducerCore::~ProducerCore()
{
    if (!m_cold->abandoned) {
        close();
    }
}

void ProducerCore::look() const
{
    m_cold->scan = m_cold->gate.scan(m_next);
    m_cold->buffering = m_cold->buffering && !m_cold->scan.any_seen;
}

// Count up to which, by the last look, the consumers, a buffer that waits for the first of them,
// and the end of all counts let the producer write.
std::uint64_t ProducerCore::permitted() const noexcept
{
    const std::uint64_t limit = std::min(m_cold->scan.lowest + capacity(), layout::kCountMax);
    return m_cold->buffering ? std::min(limit, m_cold->first + m_cold->buffer_limit) : limit;
}

bool ProducerCore::make_room(std::uint64_t n)
{
    if (m_failed || n > capacity()) {
        return false;
    }
    if (m_next + n > layout::kCountMax) {
        fail(ringlib::failure(
            Errc::TooLarge, m_cold->name(), "2^62 events were published; recreate the ring")
                 .value());
        return false;
    }
    const auto enough = [&](std::uint64_t limit) {
        return static_cast<std::int64_t>(limit - m_next) >= static_cast<std::int64_t>(n);
    };
    if (!enough(permitted())) {
        look();
    }
    std::uint64_t limit = permitted();
    if (enough(limit)) {
        // Announced before a slot beyond the old limit is handed out, then looked again: whoever
        // joined without seeing the announcement has changed a slot by now. In steps, so that most
        // of the ring stays readable to joiners.
        const std::uint64_t step = std::max({n, capacity() / 8, std::uint64_t{1}});
        const std::uint64_t wanted = std::min(m_next + step, limit);
        if (wanted > m_cold->announced) {
            reach(Step::RoomBeforeAnnounce);
            m_cold->announced = wanted;
            m_block->write_limit.store(wanted, std::memory_order_release);
            reach(Step::RoomAnnounced);
        }
        if (m_cold->gate.has_changed()) {
            look();
        }
        limit = std::min(permitted(), m_cold->announced);
    }
    if (!enough(limit)) {
        m_limit = std::min(m_next, limit);
        note_blocked(n);
        return false;
    }
    m_limit = limit;
    note_running();
    reach(Step::RoomGranted);
    return true;
}

// Events unread at the last look. A joiner may gate from further back than a ring reaches, until it
// knows where it starts.
std::uint64_t ProducerCore::used() const noexcept
{
    return std::min(m_cold->scan.published - m_cold->scan.lowest, capacity());
}

void ProducerCore::note_blocked(std::uint64_t n)
{
    const std::uint64_t now = monotonic_ns();
    m_block->last_wait_ns.store(now, std::memory_order_relaxed);
    m_block->last_wait_slot.store(
        m_cold->scan.slot ? *m_cold->scan.slot + 1 : 0, std::memory_order_relaxed);
    m_block->used_max.store(std::max(m_block->used_max.load(std::memory_order_relaxed), used()),
        std::memory_order_relaxed);
    if (m_cold->blocked_since_ns == 0) {
        m_cold->blocked_since_ns = now;
        m_block->blocked_since_ns.store(now, std::memory_order_relaxed);
        m_cold->full_events.add();
    }
    if (now - m_cold->last_reap_ns >= kReapIntervalNs) {
        m_cold->last_reap_ns = now;
        const std::uint64_t needed = m_next + n > capacity() ? m_next + n - capacity() : 0;
        m_cold->gate.reap_dead(needed == 0 ? 0 : needed - 1);
    }
}

void ProducerCore::note_running() noexcept
{
    m_block->used_max.store(std::max(m_block->used_max.load(std::memory_order_relaxed), used()),
        std::memory_order_relaxed);
    if (m_cold->blocked_since_ns != 0) {
        const std::uint64_t total = m_block->blocked_total_ns.load(std::memory_order_relaxed);
        m_block->blocked_total_ns.store(
            total + (monotonic_ns() - m_cold->blocked_since_ns), std::memory_order_relaxed);
        m_block->blocked_since_ns.store(0, std::memory_order_relaxed);
        m_block->last_wait_slot.store(0, std::memory_order_relaxed);
        m_cold->blocked_since_ns = 0;
    }
}

std::optional<Error> ProducerCore::wait_for_room(
    std::uint64_t n, std::optional<std::chrono::nanoseconds> timeout)
{
    if (n > capacity()) {
        return batch_too_large(n);
    }
    constexpr auto kNever = std::chrono::nanoseconds::max();
    const Deadline deadline(timeout.value_or(kNever));
    for (unsigned round = 0; !make_room(n); ++round) {
        if (m_failed) {
            return failure();
        }
        const auto left = timeout ? deadline.left() : kNever;
        if (left.count() == 0) {
            return m_cold->stayed_full(*timeout);
        }
        m_cold->waiter.wait(round, left, m_cold->has_deaf_consumer(), [&] { return make_room(n); });
    }
    return std::nullopt;
}

std::optional<Error> ProducerCore::coordinate(const CoordinationMode& mode)
{
    if (mode.kind() != CoordinationMode::Kind::WaitForConsumers) {
        return std::nullopt;
    }
    const Deadline deadline(mode.timeout());
    while (m_cold->attached_ids().size() < mode.count()) {
        if (deadline.has_passed()) {
            return m_cold->coordination_timeout(mode);
        }
        pause_between_looks();
    }
    return std::nullopt;
}

void ProducerCore::wake_consumers() noexcept
{
    m_cold->wakes.add();
    wake_sleepers(m_block->data_gate);
}

void ProducerCore::fail(Error error)
{
    m_failed = true;
    m_limit = m_next - 1;  // no room, not even for an empty batch
    if (!m_cold->failure) {
        m_cold->failure = std::move(error);
    }
}

std::optional<Error> ProducerCore::failure() const
{
    return m_cold->is_forked ? m_cold->forked() : m_cold->failure;
}

std::uint64_t ProducerCore::gating_count() const
{
    look();
    return m_cold->scan.lowest;
}

std::optional<Sequence> ProducerCore::consumer_sequence(std::string_view id) const
{
    const auto index = m_cold->gate.find(id);
    if (!index) {
        return std::nullopt;
    }
    const std::uint64_t count
        = m_cold->seat.segment.slot(*index).cursor.load(std::memory_order_acquire);
    return static_cast<Sequence>(std::min(count, m_next)) - 1;
}

bool ProducerCore::wait_for_consumer_id(std::string_view id, std::chrono::nanoseconds timeout)
{
    const Deadline deadline(timeout);
    for (;;) {
        const std::vector<std::string> ids = m_cold->attached_ids();
        if (std::find(ids.begin(), ids.end(), id) != ids.end()) {
            return true;
        }
        if (m_cold->is_forked || deadline.has_passed()) {
            return false;
        }
        pause_between_looks();
    }
}

bool ProducerCore::wait_until_consumed(Sequence sequence, std::chrono::nanoseconds timeout)
{
    const Deadline deadline(timeout);
    const auto wanted = static_cast<std::uint64_t>(std::max<Sequence>(sequence, -1) + 1);
    for (;;) {
        look();
        if (m_cold->scan.lowest >= wanted || !m_cold->scan.gated) {
            return true;
        }
        if (m_cold->is_forked || deadline.has_passed()) {
            return false;
        }
        m_cold->gate.reap_dead(wanted - 1);
        pause_between_looks();
    }
}

bool ProducerCore::evict(std::string_view id)
{
    const auto index = m_cold->gate.find(id);
    const bool evicted = index && m_cold->gate.evict(*index);
    if (evicted) {
        reach(Step::EvictedBeforeFence);
        full_fence();  // only then may anything be overwritten
        wake_sleepers(m_block->data_gate);
    }
    return evicted;
}

Expected<Counter> ProducerCore::register_counter(std::uint32_t id, std::string_view label)
{
    if (m_cold->is_forked) {
        return Unexpected{m_cold->forked()};
    }
    return register_application_counter(m_cold->seat.segment, layout::kOwnerProducer, id, label);
}

Error ProducerCore::batch_too_large(std::uint64_t n) const
{
    return ringlib::failure(Errc::InvalidConfig, m_cold->name(),
        "a batch of " + std::to_string(n) + " events in a ring of " + std::to_string(capacity()))
        .value();
}

void ProducerCore::close()
{
    if (m_cold->closed) {
        return;
    }
    m_cold->closed = true;
    fail(ringlib::failure(Errc::Closed, m_cold->name(), "the producer was closed").value());
    const Segment& segment = m_cold->seat.segment;
    note_running();
    record(segment.blackbox(), layout::Happening::Closed, 0, m_next);
    reach(Step::CloseBeforeEnd);
    if (m_block->stream_end.load(std::memory_order_relaxed)
        == static_cast<std::uint32_t>(layout::End::Open)) {
        m_block->stream_end.store(
            static_cast<std::uint32_t>(layout::End::Closed), std::memory_order_seq_cst);
    }
    reach(Step::CloseEnded);
    wake_sleepers(m_block->data_gate);
    leave_ring_as_producer(segment, std::move(m_cold->seat.byte_0));
}

}  // namespace ringlib::detail

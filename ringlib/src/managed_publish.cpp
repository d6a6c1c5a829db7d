// SPDX-License-Identifier: MIT OR Apache-2.0
// The part of a producer that watches its required consumers: it runs in managed calls only.
#include "blackbox.h"
#include "deadline.h"
#include "expected_consumers.h"
#include "failure.h"
#include "platform/futex.h"
#include "producer_cold.h"
#include "ringlib/detail/producer_core.h"

#include <algorithm>

namespace ringlib::detail {
namespace {

constexpr std::chrono::nanoseconds kShortestSleep = std::chrono::milliseconds(1);
constexpr auto kNever = std::chrono::nanoseconds::max();

Unexpected called_from_hook(std::string_view ring)
{
    return ringlib::failure(Errc::InvalidConfig, ring,
        "the alert hook may neither publish nor configure; let it tell somebody who does");
}

}  // namespace

std::optional<Error> ProducerCore::wait_for_room_managed(
    std::uint64_t n, std::optional<std::chrono::nanoseconds> timeout)
{
    if (n > capacity()) {
        return batch_too_large(n);
    }
    if (m_failed) {
        return failure();
    }
    if (m_cold->required && m_cold->required->is_alerting()) {
        return called_from_hook(m_cold->name()).value();
    }
    if (m_required_left == kNotStarted) {
        if (auto error = start(timeout)) {
            return error;
        }
    }
    m_required_left = m_block->required_left.load(std::memory_order_acquire);
    if (auto left = m_cold->required ? m_cold->required->who_left() : std::nullopt) {
        return end_stream(std::move(*left));
    }
    if (has_room(n)) {
        return std::nullopt;
    }
    return m_cold->required ? wait_for_room_watching(n, timeout) : wait_for_room(n, timeout);
}

// The wait for the required consumers: once, from the first managed call on.
std::optional<Error> ProducerCore::start(std::optional<std::chrono::nanoseconds> timeout)
{
    const Deadline limit(timeout.value_or(kNever));
    if (m_cold->required) {
        if (!m_cold->startup) {
            m_cold->startup.emplace(m_cold->required->startup_wait());
        }
        while (!m_cold->required->missing().empty()) {
            if (m_cold->startup->has_passed()) {
                return end_stream(m_cold->required->startup_timeout());
            }
            if (limit.has_passed()) {
                return ringlib::failure(
                    Errc::Timeout, m_cold->name(), "required consumers are still missing")
                    .value();
            }
            pause_between_looks();
        }
    }
    return std::nullopt;
}

std::optional<Error> ProducerCore::wait_for_room_watching(
    std::uint64_t n, std::optional<std::chrono::nanoseconds> timeout)
{
    const Deadline limit(timeout.value_or(kNever));
    RequiredConsumers& required = *m_cold->required;
    for (unsigned round = 0; !make_room(n); ++round) {
        if (m_failed) {
            return failure();
        }
        const std::uint64_t needed = m_next + n > capacity() ? m_next + n - capacity() : 0;
        const std::uint64_t now = monotonic_ns();
        auto failed = required.look(now, needed);
        if (m_failed) {  // closed by the alert hook
            return failure();
        }
        if (failed) {
            return end_stream(std::move(*failed));
        }
        const auto left = limit.left();
        if (timeout && left.count() == 0) {  // their clocks stand as they are until the next call
            return m_cold->stayed_full(*timeout);
        }
        const auto until_look
            = std::min(left, std::max(required.until_needed_look(now), kShortestSleep));
        m_cold->waiter.wait(
            round, until_look, m_cold->has_deaf_consumer(), [&] { return make_room(n); });
    }
    required.rest();
    if (m_block->required_left.load(std::memory_order_acquire) != m_required_left) {
        if (auto left = required.who_left()) {  // that is what made the room
            return end_stream(std::move(*left));
        }
    }
    return std::nullopt;
}

// The end for everybody: sticky here, and told to the consumers once they have read what there is.
Error ProducerCore::end_stream(LivenessFailure failed)
{
    note_running();
    fail(std::move(failed.error));
    record(m_cold->seat.segment.blackbox(), layout::Happening::Failed, failed.slot, m_next);
    m_block->end_slot.store(failed.slot, std::memory_order_relaxed);
    m_block->stream_end.store(
        static_cast<std::uint32_t>(layout::End::RequiredConsumerFailed), std::memory_order_seq_cst);
    wake_sleepers(m_block->data_gate);
    return *m_cold->failure;
}

Expected<void> ProducerCore::enable_liveness(RequiredConsumerLivenessConfig config)
{
    if (m_failed) {
        return Unexpected{*failure()};
    }
    if (m_cold->required && m_cold->required->is_alerting()) {
        return called_from_hook(m_cold->name());
    }
    const Segment& segment = m_cold->seat.segment;
    if (auto checked = check_liveness(m_cold->name(), config); !checked) {
        return checked;
    }
    auto slots = reserve_slots(
        segment, config.required_consumer_ids, {.why = ExpectedBy::Liveness, .from = m_next});
    if (!slots) {
        return Unexpected{std::move(slots.error())};
    }
    expect_only(segment, *slots, ExpectedBy::Liveness);
    m_cold->required.emplace(segment, m_cold->gate, std::move(config), std::move(*slots));
    m_required_left = kNotStarted;
    m_cold->startup.reset();
    look();
    m_limit = m_next;  // they gate from here on, also within the room that was there
    return {};
}

}  // namespace ringlib::detail

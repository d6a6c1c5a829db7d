// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/detail/consumer_core.h"

#include "blackbox.h"
#include "counter_section.h"
#include "deadline.h"
#include "failure.h"
#include "fork_hook.h"
#include "join.h"
#include "platform/core_pinning.h"
#include "process_identity.h"
#include "producer_cold.h"
#include "removal.h"
#include "ringlib/detail/producer_core.h"
#include "waiter.h"

#include <algorithm>

namespace ringlib::detail {
namespace {

constexpr std::uint64_t kNameCheckIntervalNs = 500'000'000;
constexpr std::uint64_t kEndCheckIntervalNs = 5'000'000;
// Until a consumer without events sees that its producer died.
constexpr std::chrono::milliseconds kLongestSleep{100};
constexpr unsigned kRoundsBetweenChecks = 64;
constexpr std::chrono::nanoseconds kNever = std::chrono::nanoseconds::max();
constexpr std::chrono::nanoseconds kSliceBetweenStops = std::chrono::milliseconds(20);
constexpr std::uint64_t kPausesMax = 32;
constexpr std::uint64_t kPausesPerEvent = 4;
constexpr std::uint64_t kEventsWorthAPause = 4096;

}  // namespace

struct ConsumerCore::Cold {
    Cold(ConsumerSeat taken, WaitStrategy strategy)
        : seat(std::move(taken))
        , waiter(strategy, seat.segment.producer().data_gate, kLongestSleep,
              {.parks = counter(layout::ConsumerCounter::Parks),
                  .unparks = counter(layout::ConsumerCounter::Unparks),
                  .late_wakes = counter(layout::ConsumerCounter::LateWakes)})
    {
    }

    [[nodiscard]] Counter counter(layout::ConsumerCounter which) const noexcept
    {
        return counter_of(seat.segment, seat.slot, which);
    }

    ConsumerSeat seat;
    Waiter waiter;
    std::optional<StreamEnd> name_end;  ///< Replaced or Truncated, once seen
    std::uint64_t last_name_check_ns = 0;
    std::uint64_t last_end_check_ns = 0;
    layout::Word64 counts_of_nobody{0};
    bool detached = false;
    bool is_forked = false;  ///< this is a child of the process that built it
    std::optional<ForkHook> in_child;
};

Expected<std::unique_ptr<ConsumerCore>> ConsumerCore::build(const ConsumerOptions& options)
{
    if (auto pinned = pin_this_thread(options.ring.name, options.core); !pinned) {
        return Unexpected{std::move(pinned.error())};
    }
    auto seat = take_seat(options);
    if (!seat) {
        return Unexpected{std::move(seat.error())};
    }
    return std::unique_ptr<ConsumerCore>(
        new ConsumerCore(std::make_unique<Cold>(std::move(*seat), options.wait)));
}

Expected<std::unique_ptr<ConsumerCore>> ConsumerCore::build_beside(
    const ProducerCore& producer, const ConsumerOptions& options)
{
    auto seat = join(producer.m_cold->seat.segment.share(), options);
    if (!seat) {
        return Unexpected{std::move(seat.error())};
    }
    return std::unique_ptr<ConsumerCore>(
        new ConsumerCore(std::make_unique<Cold>(std::move(*seat), options.wait)));
}

ConsumerCore::ConsumerCore(std::unique_ptr<Cold> cold)
    : m_cold(std::move(cold))
{
    const ConsumerSeat& seat = m_cold->seat;
    m_events = seat.segment.events();
    m_block = &seat.segment.producer();
    m_hold = {.slot = &seat.segment.slot(seat.slot), .word = seat.word};
    const auto total = [&](layout::ConsumerCounter which) {
        return &counter_cell(seat.segment, seat.slot, which).value;
    };
    m_consumed = total(layout::ConsumerCounter::EventsConsumed);
    m_empty_spins = total(layout::ConsumerCounter::EmptySpins);
    m_lag_max_total = total(layout::ConsumerCounter::LagMax);
    total(layout::ConsumerCounter::Redelivered)
        ->store(seat.redelivered_to - seat.start, std::memory_order_relaxed);
    m_latencies = LatencyRecorder(seat.segment.histogram(seat.slot));
    m_mask = seat.segment.header().capacity - 1;
    m_next = seat.start;
    m_available = seat.start;
    m_waited_at = seat.start;
    m_first = seat.start;
    m_redelivered_to = seat.redelivered_to;
    m_cold->in_child.emplace(
        this, [](void* core) noexcept { static_cast<ConsumerCore*>(core)->in_child(); });
}

// Its locks and pages are gone: nothing can be read or believed, and nothing is left to detach.
void ConsumerCore::in_child() noexcept
{
    m_cold->is_forked = true;
    m_cold->detached = true;
    m_hold.word = ~std::uint64_t{0};
    m_available = m_next;
    m_check.set_forked();
}

ConsumerCore::~ConsumerCore()
{
    detach();
}

bool ConsumerCore::wait()
{
    return wait({});
}

bool ConsumerCore::wait(const WaitLimits& limits)
{
    let_producer_write();
    return look_for_more() || wait_longer(limits);
}

bool ConsumerCore::wait_longer(const WaitLimits& limits)
{
    const Deadline deadline(limits.timeout.value_or(kNever));
    // A clock is looked at only where there is a time-out. Nobody wakes a strategy that sleeps, so
    // one that may be asked to stop sleeps in slices.
    const bool in_slices = limits.stop.stop_possible() && !m_cold->waiter.can_be_woken();
    const auto longest = in_slices ? kSliceBetweenStops : kNever;
    const auto left = [&] { return limits.timeout ? deadline.left() : longest; };
    const std::stop_callback wake(limits.stop, [this] {
        full_fence();  // the request before the look for sleepers
        wake_sleepers(m_block->data_gate);
    });
    for (unsigned round = 0; !poll(); ++round) {
        if (limits.stop.stop_requested()) {
            return false;
        }
        const bool deaf = m_hold.slot->no_membarrier.load(std::memory_order_relaxed) != 0
            || m_block->no_membarrier.load(std::memory_order_relaxed) != 0;
        const bool slept = m_cold->waiter.wait(round, left(), deaf, [&] {
            return poll() || limits.stop.stop_requested() || end_of_wait(limits).has_value();
        });
        const bool over = slept ? end_of_wait(limits).has_value()
                                : round % kRoundsBetweenChecks == 0 && end_now(limits);
        if (over) {
            return poll();  // published between the two looks: the end comes after it
        }
        if (left().count() == 0) {
            return poll();
        }
    }
    return true;
}

// After a burst the producer is writing the next one: a look too early takes the line away from it,
// and of far cores it then writes one event for each look. Four pauses, 0.1 µs, an event: a stream
// of more than 10 million a second makes each burst longer than the one before, until it has so
// many events that the look hardly counts. A slower stream, and who waits for single events, is
// looked for at once.
void ConsumerCore::let_producer_write() noexcept
{
    const std::uint64_t burst = m_next - m_waited_at;
    m_waited_at = m_next;
    if (burst < 2) {
        return;
    }
    const std::uint64_t most = std::min<std::uint64_t>(kPausesMax, m_cold->waiter.spins());
    const std::uint64_t pauses
        = std::min({kPausesPerEvent * burst, kEventsWorthAPause / burst, most});
    for (std::uint64_t i = 0; i < pauses; ++i) {
        pause();
    }
}

// Somebody wrote to a word that is this consumer's alone. Were it left so, a producer that is held
// by it would never publish the event after which it would be stored again.
void ConsumerCore::restore_cursor() noexcept
{
    if (is_attached()) {
        commit();
    }
}

std::optional<StreamEnd> ConsumerCore::end_of_wait(const WaitLimits& limits) const
{
    std::optional<StreamEnd> end = stream_end();
    if (end && end->reason == StreamEnd::ProducerDied && limits.outlasts_producer) {
        end.reset();
    }
    return end;
}

// The questions that cost a system call are asked a few times a second only.
std::optional<StreamEnd> ConsumerCore::end_now(const WaitLimits& limits) const
{
    const std::uint64_t now = monotonic_ns();
    m_hold.slot->last_wait_ns.store(now, std::memory_order_relaxed);
    const bool cheap_end = !is_attached()
        || m_block->stream_end.load(std::memory_order_acquire)
            != static_cast<std::uint32_t>(layout::End::Open)
        || m_block->published.load(std::memory_order_acquire) - m_next > m_mask + 1;
    if (!cheap_end && now - m_cold->last_end_check_ns < kEndCheckIntervalNs) {
        return std::nullopt;
    }
    m_cold->last_end_check_ns = now;
    return end_of_wait(limits);
}

std::optional<StreamEnd> ConsumerCore::stream_end() const
{
    if (m_cold->detached) {
        return StreamEnd{StreamEnd::Closed, m_cold->is_forked ? "in a forked child" : "detached"};
    }
    if (!is_attached()) {
        return StreamEnd{StreamEnd::Evicted, ""};
    }
    const Segment& segment = m_cold->seat.segment;
    const auto end = [&] {
        return static_cast<layout::End>(m_block->stream_end.load(std::memory_order_acquire));
    };
    if (const std::uint64_t now = monotonic_ns();
        end() == layout::End::Open && now - m_cold->last_name_check_ns >= kNameCheckIntervalNs) {
        m_cold->last_name_check_ns = now;
        switch (segment.name_state()) {
        case NameState::Another:
            m_cold->name_end = StreamEnd{StreamEnd::Replaced, ""};
            break;
        case NameState::Truncated:
            m_cold->name_end = StreamEnd{StreamEnd::Truncated, ""};
            break;
        case NameState::Same:
        case NameState::Gone:
            break;
        }
    }
    if (m_cold->name_end) {
        return m_cold->name_end;
    }
    if (published() - m_next > m_mask + 1) {
        return StreamEnd{StreamEnd::Truncated, "the published count was damaged"};
    }
    const bool producer_lives
        = !m_cold->seat.locks || m_cold->seat.locks.is_held(LockRange::producer());
    const layout::End ended
        = end();  // after the lock: a closing producer stores the end before it frees the lock
    if (published() != m_next || (ended == layout::End::Open && producer_lives)) {
        return std::nullopt;
    }
    switch (ended) {
    case layout::End::Open:
        return StreamEnd{StreamEnd::ProducerDied, ""};
    case layout::End::RequiredConsumerFailed:
        break;
    case layout::End::Closed:
        return StreamEnd{StreamEnd::Closed, ""};
    }
    const std::uint32_t slot = m_block->end_slot.load(std::memory_order_acquire);
    const bool named = slot < segment.slot_count();
    return StreamEnd{StreamEnd::RequiredConsumerFailed,
        named ? std::string(read_identity(segment.slot(slot).identity).id()) : std::string{}};
}

void ConsumerCore::signal_readiness() const noexcept
{
    wake_sleepers(m_block->space_gate);
}

void ConsumerCore::wake_producer() noexcept
{
    wake_sleepers(m_block->space_gate);
}

std::string_view ConsumerCore::id() const noexcept
{
    return m_cold->seat.id;
}

Error ConsumerCore::error_of_end() const
{
    const std::string& name = m_cold->seat.segment.path().name;
    if (m_cold->is_forked) {
        return failure(Errc::WrongProcess, name,
            "consumer " + m_cold->seat.id
                + " belongs to the process that built it, not to its forked child; build one here")
            .value();
    }
    return m_cold->detached
        ? failure(Errc::Closed, name, "consumer " + m_cold->seat.id + " was detached").value()
        : failure(Errc::Evicted, name,
            "consumer " + m_cold->seat.id + " was evicted: what it read may be overwritten")
              .value();
}

Expected<Counter> ConsumerCore::register_counter(std::uint32_t counter_id, std::string_view label)
{
    if (m_cold->detached) {
        return Unexpected{error_of_end()};
    }
    return register_application_counter(m_cold->seat.segment, m_cold->seat.slot, counter_id, label);
}

void ConsumerCore::detach()
{
    if (m_cold->detached) {
        return;
    }
    m_cold->detached = true;
    const Segment& segment = m_cold->seat.segment;
    std::uint64_t word = m_hold.word;
    const std::uint64_t free = layout::slot_word(layout::slot_generation(word), layout::Slot::Free);
    // Before FREE. Who was put out does not leave by itself, and its slot is cleared of it later.
    m_hold.slot->gone.store(
        static_cast<std::uint32_t>(layout::Gone::Left), std::memory_order_release);
    reach(Step::LeaveBeforeFree);
    if (m_hold.slot->word.compare_exchange_strong(word, free)) {
        reach(Step::LeaveFreed);
        record(segment.blackbox(), layout::Happening::Left, m_cold->seat.slot, m_next);
        if (m_hold.slot->required.load(std::memory_order_acquire) != 0) {
            m_block->required_left.fetch_add(1, std::memory_order_release);
        }
    }
    // The slot's next owner has its counters and its histogram.
    m_latencies = LatencyRecorder();
    m_consumed = m_empty_spins = m_lag_max_total = &m_cold->counts_of_nobody;
    m_hold.word = ~std::uint64_t{0};  // of no slot: nothing read from now on is believed
    m_available = m_next;
    m_cold->seat.slot_lock.release();
    m_cold->seat.id_lock.release();
    wake_sleepers(m_block->space_gate);
    leave_ring(segment);
}

}  // namespace ringlib::detail

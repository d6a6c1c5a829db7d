// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/counter.h"
#include "ringlib/detail/endpoint_check.h"
#include "ringlib/detail/endpoint_options.h"
#include "ringlib/detail/latency_recorder.h"
#include "ringlib/detail/processor.h"
#include "ringlib/detail/test_point.h"
#include "ringlib/error.h"
#include "ringlib/layout.h"
#include "ringlib/sequence.h"
#include "ringlib/stream_end.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>

namespace ringlib::detail {

class ProducerCore;

/// What ends a wait for an event, beside an event and the end of the stream.
struct WaitLimits {
    std::stop_token stop;  ///< asked to stop
    std::optional<std::chrono::nanoseconds> timeout;
    bool outlasts_producer = false;  ///< a dead producer may have a successor: no end of the stream
};

/// What an attached consumer has of its slot. A value, so that a loop can keep it in registers.
struct SlotHold {
    layout::ConsumerSlot* slot = nullptr;
    std::uint64_t word = 0;  ///< the slot's word while this attachment lasts

    /// May what was read be believed? Not if the consumer was put out meanwhile: then the slot may
    /// have been rewritten.
    [[nodiscard, gnu::always_inline]] bool is_attached() const noexcept
    {
        acquire_fence();
        return slot->word.load(std::memory_order_relaxed) == word;
    }
    /// Says that the events before `count` are being read in place:
    /// after a crash they come again, marked.
    [[gnu::always_inline]] void lease_to(std::uint64_t count) const noexcept
    {
        slot->leased_to.store(count, std::memory_order_relaxed);
    }
};

/// A consumer of untyped slots. `m_next` is the count consumed,
/// `m_available` the count known to be published.
class ConsumerCore {
public:
    [[nodiscard]] static Expected<std::unique_ptr<ConsumerCore>> build(
        const ConsumerOptions& options);

    /// A consumer in the producer's process and over its mapping,
    /// so that ThreadSanitizer sees both sides.
    [[nodiscard]] static Expected<std::unique_ptr<ConsumerCore>> build_beside(
        const ProducerCore& producer, const ConsumerOptions& options);

    ConsumerCore(const ConsumerCore&) = delete;
    ConsumerCore& operator=(const ConsumerCore&) = delete;
    ConsumerCore(ConsumerCore&&) = delete;
    ConsumerCore& operator=(ConsumerCore&&) = delete;
    ~ConsumerCore();

    /// Is there an event to read? One acquire load when the known ones are used up.
    [[nodiscard, gnu::always_inline]] bool poll() noexcept
    {
        m_check.check();
        return m_next != m_available || look_for_more();
    }
    /// Waits for an event; false at the end of the stream.
    [[nodiscard, gnu::always_inline]] bool wait_for_data()
    {
        m_check.check();
        return m_next != m_available || wait();
    }
    [[nodiscard]] bool wait_for_data(const WaitLimits& limits)
    {
        m_check.check();
        return m_next != m_available || wait(limits);
    }

    [[nodiscard]] const std::byte* slot(std::uint64_t count, std::uint64_t stride) const noexcept
    {
        return m_events + (count & m_mask) * stride;
    }
    [[nodiscard]] std::uint64_t next() const noexcept { return m_next; }
    [[nodiscard]] std::uint64_t available() const noexcept { return m_available - m_next; }
    [[nodiscard]] std::uint64_t mask() const noexcept { return m_mask; }

    [[nodiscard, gnu::always_inline]] bool is_attached() const noexcept
    {
        return m_hold.is_attached();
    }
    [[nodiscard]] SlotHold hold() const noexcept { return m_hold; }
    void begin_lease(std::uint64_t count) noexcept
    {
        m_check.begin();
        m_hold.lease_to(count);
    }
    void end_lease() noexcept { m_check.end(); }
    [[nodiscard]] bool is_redelivered() const noexcept { return m_next < m_redelivered_to; }

    /// Where the slots that lie in a row from that of `next` on end: at `end`, or where the ring
    /// does.
    [[nodiscard]] std::uint64_t run_end(std::uint64_t next, std::uint64_t end) const noexcept
    {
        const std::uint64_t wrap = (next | m_mask) + 1;
        return wrap - next < end - next ? wrap : end;
    }
    void advance_to(std::uint64_t count) noexcept { m_next = count; }
    /// Stores the progress, so that the producer may use the slots again.
    [[gnu::always_inline]] void commit() noexcept
    {
        reach(Step::CommitBefore);
        m_hold.slot->cursor.store(m_next, std::memory_order_release);  // pairs with Gate::scan
        reach(Step::CommitAfter);
        m_consumed->store(m_next - m_first, std::memory_order_relaxed);
        compiler_fence();
        if ((m_block->space_gate.load(std::memory_order_relaxed) & 1U) != 0) {
            wake_producer();
        }
    }

    [[nodiscard]] std::optional<StreamEnd> stream_end() const;
    [[nodiscard]] std::uint64_t published() const noexcept
    {
        return m_block->published.load(std::memory_order_acquire);
    }
    /// 0 where the count cannot be (damaged, or a forked child's).
    [[nodiscard]] std::uint64_t lag() const noexcept
    {
        const std::uint64_t lag = published() - m_next;
        return lag <= m_mask + 1 ? lag : 0;
    }
    void signal_readiness() const noexcept;
    [[nodiscard]] std::string_view id() const noexcept;
    [[nodiscard]] Error error_of_end() const;  ///< Evicted, WrongProcess, or Closed after a detach
    [[nodiscard]] Expected<Counter> register_counter(std::uint32_t id, std::string_view label);
    void record_latency(std::uint64_t ns) noexcept
    {
        m_check.check();
        m_check.check_process();
        m_latencies.record(ns);
    }
    void detach();

    void forget_thread() noexcept { m_check.forget(); }

private:
    struct Cold;

    explicit ConsumerCore(std::unique_ptr<Cold> cold);

    [[nodiscard, gnu::always_inline]] bool look_for_more() noexcept
    {
        const std::uint64_t count
            = m_block->published.load(std::memory_order_acquire);  // pairs with publish
        const std::uint64_t lag = count - m_next;
        if (lag - 1 > m_mask) {  // none, or more than a ring can hold
            m_empty_spins->store(
                m_empty_spins->load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
            if (m_hold.slot->cursor.load(std::memory_order_relaxed) != m_next) {
                restore_cursor();
            }
            return false;
        }
        m_available = count;
        reach(Step::ReadLookedForMore);
        if (lag > m_lag_max) {
            m_lag_max = lag;
            m_lag_max_total->store(lag, std::memory_order_relaxed);
        }
        return true;
    }
    [[nodiscard]] bool wait();
    [[nodiscard]] bool wait(const WaitLimits& limits);
    [[nodiscard]] bool wait_longer(const WaitLimits& limits);
    [[nodiscard]] std::optional<StreamEnd> end_of_wait(const WaitLimits& limits) const;
    [[nodiscard]] std::optional<StreamEnd> end_now(const WaitLimits& limits) const;
    void let_producer_write() noexcept;
    void restore_cursor() noexcept;
    void wake_producer() noexcept;
    void in_child() noexcept;

    const std::byte* m_events = nullptr;
    layout::ProducerBlock* m_block = nullptr;
    layout::Word64* m_consumed = nullptr;
    layout::Word64* m_empty_spins = nullptr;
    layout::Word64* m_lag_max_total = nullptr;
    std::uint64_t m_mask = 0;
    SlotHold m_hold;
    std::uint64_t m_next = 0;
    std::uint64_t m_available = 0;
    std::uint64_t m_first = 0;
    std::uint64_t m_redelivered_to = 0;
    std::uint64_t m_waited_at = 0;  // where the last wait for more found it
    std::uint64_t m_lag_max = 0;
    EndpointCheck m_check;
    LatencyRecorder m_latencies;
    std::unique_ptr<Cold> m_cold;
};

}  // namespace ringlib::detail

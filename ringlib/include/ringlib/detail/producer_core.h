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
#include "ringlib/liveness.h"
#include "ringlib/sequence.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace ringlib {
struct LivenessFailure;
}

namespace ringlib::detail {

class ConsumerCore;

/// A producer of untyped slots. The hot path is inline and touches its own words only: it may write
/// while `m_next` is below `m_limit`. Everything else happens in `make_room`, about once per
/// capacity / 8 events.
class ProducerCore {
public:
    [[nodiscard]] static Expected<std::unique_ptr<ProducerCore>> build(
        const ProducerOptions& options);

    ProducerCore(const ProducerCore&) = delete;
    ProducerCore& operator=(const ProducerCore&) = delete;
    ProducerCore(ProducerCore&&) = delete;
    ProducerCore& operator=(ProducerCore&&) = delete;
    ~ProducerCore();

    // Inline by force where each event passes: a compiler that weighs sizes leaves calls there.
    [[nodiscard, gnu::always_inline]] bool try_acquire(std::uint64_t n)
    {
        return has_room(n) || make_room(n);
    }
    /// Signed: the limit falls below the next sequence when somebody joined far behind.
    [[nodiscard, gnu::always_inline]] bool has_room(std::uint64_t n) noexcept
    {
        m_check.check();
        const auto room = static_cast<std::int64_t>(m_limit - m_next);
        return room >= 0 && n <= static_cast<std::uint64_t>(room);
    }
    /// The same with required-consumer liveness: is there room, and nothing wrong? One load of a
    /// word that nobody writes.
    [[nodiscard, gnu::always_inline]] bool has_room_managed(std::uint64_t n) noexcept
    {
        return m_block->required_left.load(std::memory_order_relaxed) == m_required_left
            && has_room(n);
    }
    /// Waits; an error only when it will never come (closed, or beyond the last sequence), or at
    /// the deadline.
    [[nodiscard]] std::optional<Error> wait_for_room(
        std::uint64_t n, std::optional<std::chrono::nanoseconds> timeout = std::nullopt);
    [[nodiscard]] std::optional<Error> wait_for_room_managed(
        std::uint64_t n, std::optional<std::chrono::nanoseconds> timeout = std::nullopt);
    [[nodiscard]] Expected<void> enable_liveness(RequiredConsumerLivenessConfig config);

    [[nodiscard, gnu::always_inline]] std::byte* slot(
        std::uint64_t ahead, std::uint64_t stride) const noexcept
    {
        return m_events + ((m_next + ahead) & m_mask) * stride;
    }

    [[gnu::always_inline]] void publish(std::uint64_t n) noexcept
    {
        m_check.check_process();
        reach(Step::PublishBefore);
        m_next += n;
        m_block->published.store(
            m_next, std::memory_order_release);  // pairs with ConsumerCore::poll
        reach(Step::PublishAfter);
        m_published_total->store(m_next, std::memory_order_relaxed);
        compiler_fence();  // the sleeper's membarrier keeps the processor from passing the store by
        if ((m_block->data_gate.load(std::memory_order_relaxed) & 1U) != 0) {
            reach(Step::WakeBefore);
            wake_consumers();
        }
    }

    /// The right to fill `n` slots; one at a time.
    [[nodiscard]] bool try_claim(std::uint64_t n)
    {
        if (m_claimed || !try_acquire(n)) {
            return false;
        }
        m_claimed = true;
        begin();
        return true;
    }
    void give_up_claim() noexcept
    {
        m_claimed = false;
        end();
    }
    /// False when the producer was closed meanwhile: then nobody sees the events.
    bool publish_claim(std::uint64_t n) noexcept
    {
        give_up_claim();
        if (m_failed) {
            return false;
        }
        publish(n);
        return true;
    }
    /// Around the caller's own code, which must not use the producer meanwhile.
    void begin() noexcept
    {
        m_check.begin();
        reach(Step::WriteBegun);
    }
    void end() noexcept { m_check.end(); }

    [[nodiscard]] std::uint64_t next() const noexcept { return m_next; }
    [[nodiscard]] std::uint64_t capacity() const noexcept { return m_mask + 1; }
    [[nodiscard]] bool failed() const noexcept { return m_failed; }

    [[nodiscard]] std::optional<Error> failure() const;
    [[nodiscard]] std::uint64_t gating_count() const;
    [[nodiscard]] std::optional<Sequence> consumer_sequence(std::string_view id) const;
    [[nodiscard]] bool wait_for_consumer_id(std::string_view id, std::chrono::nanoseconds timeout);
    [[nodiscard]] bool wait_until_consumed(Sequence sequence, std::chrono::nanoseconds timeout);
    bool evict(std::string_view id);
    [[nodiscard]] Expected<Counter> register_counter(std::uint32_t id, std::string_view label);
    void record_latency(std::uint64_t ns) noexcept
    {
        m_check.check();
        m_check.check_process();
        m_latencies.record(ns);
    }
    void close();

    void forget_thread() noexcept { m_check.forget(); }

private:
    friend class ConsumerCore;
    struct Cold;

    static constexpr std::uint64_t kNotStarted = ~std::uint64_t{0};

    explicit ProducerCore(std::unique_ptr<Cold> cold);

    [[nodiscard]] bool make_room(std::uint64_t n);
    void look() const;
    [[nodiscard]] std::uint64_t permitted() const noexcept;
    [[nodiscard]] std::uint64_t used() const noexcept;
    void give_up();
    [[nodiscard]] Error batch_too_large(std::uint64_t n) const;
    void note_blocked(std::uint64_t n);
    void note_running() noexcept;
    [[nodiscard]] std::optional<Error> wait_for_room_watching(
        std::uint64_t n, std::optional<std::chrono::nanoseconds> timeout);
    [[nodiscard]] std::optional<Error> start(std::optional<std::chrono::nanoseconds> timeout);
    [[nodiscard]] std::optional<Error> coordinate(const CoordinationMode& mode);
    void wake_consumers() noexcept;
    void fail(Error error);
    Error end_stream(LivenessFailure failed);
    void in_child() noexcept;

    std::byte* m_events = nullptr;
    layout::ProducerBlock* m_block = nullptr;
    layout::Word64* m_published_total = nullptr;
    std::uint64_t m_mask = 0;
    std::uint64_t m_next = 0;  // count published; the next sequence
    std::uint64_t m_limit = 0;  // count that may be written now
    EndpointCheck m_check;
    LatencyRecorder m_latencies;
    // As far as who left was looked into; kNotStarted, which no word is, until all were there.
    std::uint64_t m_required_left = kNotStarted;
    bool m_failed = false;
    bool m_claimed = false;
    std::unique_ptr<Cold> m_cold;
};

}  // namespace ringlib::detail

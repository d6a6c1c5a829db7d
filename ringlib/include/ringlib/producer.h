// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/counter.h"
#include "ringlib/detail/producer_core.h"
#include "ringlib/error.h"
#include "ringlib/event.h"
#include "ringlib/layout.h"
#include "ringlib/liveness.h"
#include "ringlib/sequence.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace ringlib {

namespace detail {

/// The slots of one event type; knows its stride at compile time.
template <Event E>
class ProducerSlots {
public:
    static constexpr std::uint64_t kStride = layout::event_stride(sizeof(E), alignof(E));

    [[nodiscard]] static E& at(const ProducerCore& core, std::uint64_t ahead) noexcept
    {
        return *reinterpret_cast<E*>(core.slot(ahead, kStride));
    }
    /// Asks for the lines that will be written next, so that taking them back from the consumers
    /// overlaps.
    static void prefetch(const ProducerCore& core, std::uint64_t ahead) noexcept
    {
        if constexpr (kStride <= 256) {
            prefetch_for_write(core.slot(ahead + kPrefetchBytes / kStride, kStride));
        }
    }

private:
    static constexpr std::uint64_t kPrefetchBytes = 1024;
};

}  // namespace detail

/// The right to fill one slot. Dropped without publish(): the slot is given up, nobody sees it.
///
/// One at a time: a second claim, or another way of publishing meanwhile, fills the same slot. On
/// the producer's thread, and gone before the producer is destroyed. After publish(), or moved
/// from, it can only be destroyed.
template <Event E>
class Claim {
public:
    /// Internal: by Producer only.
    explicit Claim(detail::ProducerCore& core) noexcept
        : m_core(&core)
    {
    }
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;
    /// `other` has no slot any more.
    Claim(Claim&& other) noexcept
        : m_core(std::exchange(other.m_core, nullptr))
    {
    }
    Claim& operator=(Claim&&) = delete;
    /// Gives the slot up, unless it was published.
    ~Claim()
    {
        if (m_core != nullptr) {
            m_core->give_up_claim();
        }
    }

    /// The number that the event will have.
    [[nodiscard]] Sequence sequence() const noexcept
    {
        return static_cast<Sequence>(m_core->next());
    }
    /// The slot itself, which still holds what was there a lap ago. Not to be touched after
    /// publish().
    [[nodiscard]] E& event() noexcept { return detail::ProducerSlots<E>::at(*m_core, 0); }
    E& operator*() noexcept { return event(); }  ///< as event()
    E* operator->() noexcept { return &event(); }  ///< as event()
    /// Lets consumers see the event. @returns its sequence; kNoSequence when the producer was
    /// closed meanwhile.
    Sequence publish() && noexcept
    {
        const Sequence published = sequence();
        return std::exchange(m_core, nullptr)->publish_claim(1) ? published : kNoSequence;
    }

private:
    detail::ProducerCore* m_core;
};

/// The right to fill several slots in a row, seen by consumers all at once. Otherwise as Claim.
template <Event E>
class BatchClaim {
public:
    /// Internal: by Producer only.
    BatchClaim(detail::ProducerCore& core, std::size_t size) noexcept
        : m_core(&core)
        , m_size(size)
    {
    }
    BatchClaim(const BatchClaim&) = delete;
    BatchClaim& operator=(const BatchClaim&) = delete;
    /// `other` has no slots any more.
    BatchClaim(BatchClaim&& other) noexcept
        : m_core(std::exchange(other.m_core, nullptr))
        , m_size(other.m_size)
    {
    }
    BatchClaim& operator=(BatchClaim&&) = delete;
    /// Gives the slots up, unless they were published.
    ~BatchClaim()
    {
        if (m_core != nullptr) {
            m_core->give_up_claim();
        }
    }

    /// The number that event [0] will have.
    [[nodiscard]] Sequence first_sequence() const noexcept
    {
        return static_cast<Sequence>(m_core->next());
    }
    /// Slots, as many as were asked for; perhaps 0.
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    /// Slot of event first_sequence() + i; it still holds what was there a lap ago.
    /// @pre i < size()
    E& operator[](std::size_t i) noexcept { return detail::ProducerSlots<E>::at(*m_core, i); }
    /// The slots as they lie in memory: two runs where the batch wraps, and the second may be
    /// empty. For event types whose stride is their size; others have no spans.
    [[nodiscard]] std::array<std::span<E>, 2> spans() noexcept
        requires(detail::ProducerSlots<E>::kStride == sizeof(E))
    {
        const std::uint64_t to_end
            = m_core->capacity() - (m_core->next() & (m_core->capacity() - 1));
        const std::size_t first = m_size < to_end ? m_size : static_cast<std::size_t>(to_end);
        if (m_size == 0) {
            return {};
        }
        E* const wrapped = first < m_size ? &(*this)[first] : nullptr;
        return {std::span<E>(&(*this)[0], first), std::span<E>(wrapped, m_size - first)};
    }
    /// Lets consumers see all of them. @returns the last sequence of the batch; for an empty one,
    /// the last published.
    Sequence publish() && noexcept
    {
        detail::ProducerCore& core = *std::exchange(m_core, nullptr);
        if (m_size == 0) {
            core.give_up_claim();
        } else if (!core.publish_claim(m_size)) {
            return kNoSequence;
        }
        return static_cast<Sequence>(core.next()) - 1;
    }

private:
    detail::ProducerCore* m_core;
    std::size_t m_size;
};

/// The one writer of a ring. Made by a builder.
///
/// Thread: one; a second one is caught by an assertion in debug and sanitizer builds.
///
/// `update` fills the event in its slot, which still holds what was there a lap ago. An exception
/// from it passes through, and nothing is published.
template <Event E>
class Producer {
public:
    /// Internal: by the builders only.
    explicit Producer(std::unique_ptr<detail::ProducerCore> core) noexcept
        : m_core(std::move(core))
    {
    }
    Producer(const Producer&) = delete;
    Producer& operator=(const Producer&) = delete;
    /// To another thread, too: the next call there makes it that thread's. `other` can only be
    /// destroyed.
    Producer(Producer&& other) noexcept
        : m_core(std::move(other.m_core))
    {
        m_core->forget_thread();
    }
    Producer& operator=(Producer&&) = delete;
    ~Producer() = default;  ///< close(); nothing in a forked child

    /// @returns nothing when the ring is full, or when `failure()` says why not.
    ///
    /// Cost: no shared load while the last look at the consumers leaves room; else one acquire load
    /// per consumer.
    template <typename F>
    [[gnu::always_inline]] std::optional<Sequence> try_publish(F&& update)
    {
        if (!m_core->try_acquire(1)) {
            return std::nullopt;
        }
        return fill_and_publish(std::forward<F>(update));
    }

    /// Waits for the slowest consumer, as the wait strategy says.
    /// @errors Closed; those of `failure()`.
    template <typename F>
    [[gnu::always_inline]] Expected<Sequence> publish(F&& update)
    {
        if (!m_core->has_room(1)) {
            if (auto error = m_core->wait_for_room(1)) {
                return Unexpected{std::move(*error)};
            }
        }
        return fill_and_publish(std::forward<F>(update));
    }

    /// publish() with a limit to the wait; 0: looks once.
    /// @errors Timeout, naming the consumer that held the ring; Closed; those of `failure()`.
    template <typename F>
    Expected<Sequence> publish_with_timeout(std::chrono::nanoseconds timeout, F&& update)
    {
        if (!m_core->has_room(1)) {
            if (auto error = m_core->wait_for_room(1, timeout)) {
                return Unexpected{std::move(*error)};
            }
        }
        return fill_and_publish(std::forward<F>(update));
    }

    /// `update`: void(E&, std::size_t index). All or nothing, seen at once. `n` == 0 publishes
    /// nothing and gives the last sequence; more than the capacity is never possible.
    template <typename F>
    [[gnu::always_inline]] std::optional<Sequence> try_publish_batch(std::size_t n, F&& update)
    {
        if (!m_core->try_acquire(n)) {
            return std::nullopt;
        }
        return fill_and_publish_batch(n, update);
    }

    /// try_publish_batch() that waits for room for all of them.
    /// @errors InvalidConfig (`n` beyond the capacity), Closed; those of `failure()`.
    template <typename F>
    [[gnu::always_inline]] Expected<Sequence> publish_batch(std::size_t n, F&& update)
    {
        if (!m_core->has_room(n)) {
            if (auto error = m_core->wait_for_room(n)) {
                return Unexpected{std::move(*error)};
            }
        }
        return fill_and_publish_batch(n, update);
    }

    /// publish() with required-consumer liveness; without a configuration, publish().
    ///
    /// The first managed call waits until every required consumer was there once. After that, while
    /// the ring is full and a required consumer is why, its time runs: alert after the progress
    /// time-out, the failure action after the grace period.
    /// @errors StartupTimeout (naming the missing), GracefulShutdownTriggered (with the alert),
    ///         RequiredConsumerLeft: all sticky, and told to the consumers. Closed.
    ///
    /// Cost: while there is room, one load more than publish().
    template <typename F>
    [[gnu::always_inline]] Expected<Sequence> publish_managed(F&& update)
    {
        if (!m_core->has_room_managed(1)) {
            if (auto error = m_core->wait_for_room_managed(1)) {
                return Unexpected{std::move(*error)};
            }
        }
        return fill_and_publish(std::forward<F>(update));
    }
    /// publish_batch() with required-consumer liveness. @errors as of both.
    template <typename F>
    [[gnu::always_inline]] Expected<Sequence> publish_batch_managed(std::size_t n, F&& update)
    {
        if (!m_core->has_room_managed(n)) {
            if (auto error = m_core->wait_for_room_managed(n)) {
                return Unexpected{std::move(*error)};
            }
        }
        return fill_and_publish_batch(n, update);
    }
    /// Names the consumers without which managed calls do not go on; replaces an earlier
    /// configuration. One that was never here gates from the next event on.
    /// @errors InvalidConfig (every contradiction in one message), InvalidId, NoFreeSlot; those of
    ///         `failure()`.
    Expected<void> enable_required_consumer_liveness(RequiredConsumerLivenessConfig config)
    {
        return m_core->enable_liveness(std::move(config));
    }

    /// Waits as the wait strategy says until `n` events have room. @returns false after the
    /// time-out, for more than the capacity, and when `failure()` says why.
    [[nodiscard]] bool wait_for_room(std::size_t n, std::chrono::nanoseconds timeout)
    {
        return m_core->has_room(n) || !m_core->wait_for_room(n, timeout);
    }
    /// The same with required-consumer liveness, as publish_managed(): their time runs on from one
    /// call to the next. For a producer that has to look up while it waits.
    [[nodiscard]] bool wait_for_room_managed(std::size_t n, std::chrono::nanoseconds timeout)
    {
        return m_core->has_room_managed(n) || !m_core->wait_for_room_managed(n, timeout);
    }
    /// A slot to fill in place. @returns nothing when the ring is full, or when `failure()` is set.
    [[nodiscard]] std::optional<Claim<E>> try_claim()
    {
        if (!m_core->try_claim(1)) {
            return std::nullopt;
        }
        return std::optional<Claim<E>>(std::in_place, *m_core);
    }

    /// `n` slots or none: nothing also for more than the capacity. For 0 an empty claim.
    [[nodiscard]] std::optional<BatchClaim<E>> try_claim_batch(std::size_t n)
    {
        if (!m_core->try_claim(n)) {
            return std::nullopt;
        }
        return std::optional<BatchClaim<E>>(std::in_place, *m_core, n);
    }

    /// Why every publishing call fails from now on; nothing while it may publish. Sticky: Closed,
    /// StartupTimeout, GracefulShutdownTriggered, RequiredConsumerLeft, TooLarge, WrongProcess.
    [[nodiscard]] std::optional<Error> failure() const { return m_core->failure(); }
    /// Also by an earlier producer of this ring; kNoSequence before the first event.
    [[nodiscard]] Sequence last_published_sequence() const noexcept
    {
        return static_cast<Sequence>(m_core->next()) - 1;
    }
    /// Last sequence consumed by the slowest consumer that gates; the last published when nobody
    /// does. Cost: a fence, and a few loads for each slot that was ever used.
    [[nodiscard]] Sequence gating_sequence() const
    {
        return static_cast<Sequence>(m_core->gating_count()) - 1;
    }
    /// Events for which the consumers leave room, 0 to the capacity. Cost: as gating_sequence().
    [[nodiscard]] std::size_t free_slots() const
    {
        const std::uint64_t used = m_core->next() - m_core->gating_count();
        return used < m_core->capacity() ? static_cast<std::size_t>(m_core->capacity() - used) : 0;
    }
    /// Most events that can be published and not consumed: a power of two.
    [[nodiscard]] std::size_t capacity() const noexcept { return m_core->capacity(); }
    /// @returns kNoSequence for a consumer that is attached and has consumed nothing; nothing for
    /// an unknown id.
    [[nodiscard]] std::optional<Sequence> consumer_sequence(std::string_view id) const
    {
        return m_core->consumer_sequence(id);
    }
    /// Looks every 0.5 ms for a live consumer of that id. @returns false after the time-out.
    [[nodiscard]] bool wait_for_consumer_id(std::string_view id, std::chrono::nanoseconds timeout)
    {
        return m_core->wait_for_consumer_id(id, timeout);
    }
    /// Looks every 0.5 ms. @returns true when every consumer that gates has consumed the event,
    /// also when there is none; false after the time-out.
    [[nodiscard]] bool wait_until_consumed(Sequence sequence, std::chrono::nanoseconds timeout)
    {
        return m_core->wait_until_consumed(sequence, timeout);
    }
    /// Puts a consumer out: it no longer gates, and its next call says so. @returns false when no
    /// consumer of that id is attached.
    bool evict(std::string_view id) { return m_core->evict(id); }
    /// A counter of the application's. The same id gives the same counter, with its first label,
    /// also to a successor.
    /// @errors InvalidConfig (id below 0x100 or 0xffffffff; label empty or over 47 characters),
    ///         NoSpace (all 64 of the ring are taken), WrongProcess.
    [[nodiscard]] Expected<Counter> register_counter(std::uint32_t id, std::string_view label)
    {
        return m_core->register_counter(id, label);
    }
    /// Counts one latency in this endpoint's histogram; what it measures is the caller's. Does
    /// nothing on a ring without histograms. A successor goes on with it. Cost: a few loads and
    /// stores.
    void record_publish_latency_ns(std::uint64_t ns) noexcept { m_core->record_latency(ns); }
    /// Ends the stream: consumers read what is there and are told `Closed`, or how it failed
    /// before. The last one to leave removes the ring where `with_unlink_on_close` says so, unless
    /// an expected consumer has yet to come.
    void close() { m_core->close(); }

    /// By the library's own tests: what a consumer in the same process can be put beside.
    [[nodiscard]] const detail::ProducerCore& core() const noexcept { return *m_core; }

private:
    /// The caller's update runs; it may throw.
    class Filling {
    public:
        explicit Filling(detail::ProducerCore& core) noexcept
            : m_core(core)
        {
            m_core.begin();
        }
        Filling(const Filling&) = delete;
        Filling& operator=(const Filling&) = delete;
        Filling(Filling&&) = delete;
        Filling& operator=(Filling&&) = delete;
        ~Filling() { m_core.end(); }

    private:
        detail::ProducerCore& m_core;
    };

    template <typename F>
    [[gnu::always_inline]] Sequence fill_and_publish(F&& update)
    {
        detail::ProducerSlots<E>::prefetch(*m_core, 0);
        {
            const Filling filling(*m_core);
            std::forward<F>(update)(detail::ProducerSlots<E>::at(*m_core, 0));
        }
        const auto sequence = static_cast<Sequence>(m_core->next());
        m_core->publish(1);
        return sequence;
    }

    template <typename F>
    [[gnu::always_inline]] Sequence fill_and_publish_batch(std::size_t n, F& update)
    {
        {
            const Filling filling(*m_core);
            for (std::size_t i = 0; i < n; ++i) {
                detail::ProducerSlots<E>::prefetch(*m_core, i);
                update(detail::ProducerSlots<E>::at(*m_core, i), i);
            }
        }
        if (n != 0) {
            m_core->publish(n);
        }
        return static_cast<Sequence>(m_core->next()) - 1;
    }

    std::unique_ptr<detail::ProducerCore> m_core;
};

/// The producer of a ring in shared memory: the same type.
template <Event E>
using SharedProducer = Producer<E>;
/// The producer of a ring in a file: the same type.
template <Event E>
using MmapProducer = Producer<E>;

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/counter.h"
#include "ringlib/detail/consumer_core.h"
#include "ringlib/error.h"
#include "ringlib/event.h"
#include "ringlib/layout.h"
#include "ringlib/sequence.h"
#include "ringlib/stream_end.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string_view>
#include <utility>

namespace ringlib {

template <Event E>
class ConsumerBuilder;

namespace detail {

template <Event E>
class ConsumerSlots {
public:
    static constexpr std::uint64_t kStride = layout::event_stride(sizeof(E), alignof(E));

    [[nodiscard]] static const std::byte* address(
        const ConsumerCore& core, std::uint64_t count) noexcept
    {
        return core.slot(count, kStride);
    }
    [[nodiscard]] static const E& at(const ConsumerCore& core, std::uint64_t count) noexcept
    {
        return *reinterpret_cast<const E*>(address(core, count));
    }
};

}  // namespace detail

/// A copy of an event: the caller's for good, whatever becomes of the consumer.
template <Event E>
struct Consumed {  // NOLINT(*-member-init): event is about to be copied over, and up to 1 MiB large
    Sequence sequence = kNoSequence;  ///< number of the event
    /// Whole: it was not overwritten while it was copied.
    E event;
    bool redelivered = false;  ///< a predecessor of this id died while it held the event in a lease
};

/// An event read in place. finish() says whether what was read may be believed (an evicted
/// consumer's may not); the destructor finishes too, silently. Progress is stored when it ends.
///
/// One at a time, and nothing else is consumed meanwhile. On the consumer's thread, and ended
/// before the consumer is destroyed. After finish(), or moved from, it can only be destroyed.
template <Event E>
class Lease {
public:
    /// Internal: by Consumer only.
    explicit Lease(detail::ConsumerCore& core) noexcept
        : m_core(&core)
    {
        m_core->begin_lease(m_core->next() + 1);
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    /// `other` no longer finishes the event.
    Lease(Lease&& other) noexcept
        : m_core(std::exchange(other.m_core, nullptr))
    {
    }
    Lease& operator=(Lease&&) = delete;
    /// Finishes the event, unless finish() did.
    ~Lease()
    {
        if (m_core != nullptr) {
            end();
        }
    }

    /// Number of the event.
    [[nodiscard]] Sequence sequence() const noexcept
    {
        return static_cast<Sequence>(m_core->next());
    }
    /// The slot itself, read-only memory: valid until the lease ends, but rewritten when evicted.
    [[nodiscard]] const E& event() const noexcept
    {
        return detail::ConsumerSlots<E>::at(*m_core, m_core->next());
    }
    const E& operator*() const noexcept { return event(); }  ///< as event()
    const E* operator->() const noexcept { return &event(); }  ///< as event()
    /// Whether a predecessor of this id died while it held the event: it may have been handled.
    [[nodiscard]] bool redelivered() const noexcept { return m_core->is_redelivered(); }
    /// @errors Evicted, Closed (detached meanwhile): then throw away what was read.
    Expected<void> finish() &&
    {
        detail::ConsumerCore& core = *m_core;
        return end() ? Expected<void>{} : Expected<void>{Unexpected{core.error_of_end()}};
    }

private:
    bool end() noexcept
    {
        detail::ConsumerCore& core = *std::exchange(m_core, nullptr);
        core.end_lease();
        const bool attached = core.is_attached();
        if (attached) {
            core.advance_to(core.next() + 1);
            core.commit();
        }
        return attached;
    }

    detail::ConsumerCore* m_core;
};

/// Several events read in place, at least one; all of them count as consumed when it ends. As with
/// Lease: one at a time, finish() says whether they may be believed, the destructor finishes too.
template <Event E>
class BatchLease {
public:
    /// Internal: by Consumer only.
    BatchLease(detail::ConsumerCore& core, std::size_t size) noexcept
        : m_core(&core)
        , m_size(size)
    {
        m_core->begin_lease(m_core->next() + size);
    }
    BatchLease(const BatchLease&) = delete;
    BatchLease& operator=(const BatchLease&) = delete;
    /// `other` no longer finishes the events.
    BatchLease(BatchLease&& other) noexcept
        : m_core(std::exchange(other.m_core, nullptr))
        , m_size(other.m_size)
    {
    }
    BatchLease& operator=(BatchLease&&) = delete;
    /// Finishes the events, unless finish() did.
    ~BatchLease()
    {
        if (m_core != nullptr) {
            end();
        }
    }

    /// Number of event [0].
    [[nodiscard]] Sequence first_sequence() const noexcept
    {
        return static_cast<Sequence>(m_core->next());
    }
    /// Events in the batch: 1 to the `max` that was asked for.
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    /// Event first_sequence() + i, in its slot. @pre i < size()
    const E& operator[](std::size_t i) const noexcept
    {
        return detail::ConsumerSlots<E>::at(*m_core, m_core->next() + i);
    }
    /// The events as they lie in memory: two runs where the batch wraps, and the second may be
    /// empty. For event types whose stride is their size; others have no spans.
    [[nodiscard]] std::array<std::span<const E>, 2> spans() const noexcept
        requires(detail::ConsumerSlots<E>::kStride == sizeof(E))
    {
        const std::uint64_t to_end = m_core->mask() + 1 - (m_core->next() & m_core->mask());
        const std::size_t first = m_size < to_end ? m_size : static_cast<std::size_t>(to_end);
        const E* const wrapped = first < m_size ? &(*this)[first] : nullptr;
        return {
            std::span<const E>(&(*this)[0], first), std::span<const E>(wrapped, m_size - first)};
    }
    /// @errors Evicted, Closed (detached meanwhile): then throw away what was read.
    Expected<void> finish() &&
    {
        detail::ConsumerCore& core = *m_core;
        return end() ? Expected<void>{} : Expected<void>{Unexpected{core.error_of_end()}};
    }

private:
    bool end() noexcept
    {
        detail::ConsumerCore& core = *std::exchange(m_core, nullptr);
        core.end_lease();
        const bool attached = core.is_attached();
        if (attached) {
            core.advance_to(core.next() + m_size);
            core.commit();
        }
        return attached;
    }

    detail::ConsumerCore* m_core;
    std::size_t m_size;
};

/// One of a ring's readers: sees every event from its start on, once, in order. Made by a builder.
///
/// Thread: one; a second one is caught by an assertion in debug and sanitizer builds.
template <Event E>
class Consumer {
public:
    /// Internal: by the builders only.
    explicit Consumer(std::unique_ptr<detail::ConsumerCore> core) noexcept
        : m_core(std::move(core))
    {
    }
    Consumer(const Consumer&) = delete;
    Consumer& operator=(const Consumer&) = delete;
    /// To another thread, too: the next call there makes it that thread's. `other` can only be
    /// destroyed.
    Consumer(Consumer&& other) noexcept
        : m_core(std::move(other.m_core))
    {
        m_core->forget_thread();
    }
    Consumer& operator=(Consumer&&) = delete;
    ~Consumer() = default;  ///< detach(); nothing in a forked child

    /// @returns nothing when there is none yet, or when `stream_end()` says why not.
    [[nodiscard]] std::optional<Consumed<E>> try_consume_next()
    {
        if (!m_core->poll()) {
            return std::nullopt;
        }
        return copy_next();
    }
    /// try_consume_next() without the copy.
    [[nodiscard, gnu::always_inline]] std::optional<Lease<E>> try_consume_next_leased()
    {
        if (!m_core->poll() || !m_core->is_attached()) {
            return std::nullopt;
        }
        return std::optional<Lease<E>>(std::in_place, *m_core);
    }
    /// At most `max` events, as many as are there; nothing when there is none, and for 0.
    [[nodiscard]] std::optional<BatchLease<E>> try_lease_batch(std::size_t max)
    {
        if (max == 0 || !m_core->poll() || !m_core->is_attached()) {
            return std::nullopt;
        }
        const std::uint64_t there = m_core->available();
        return std::optional<BatchLease<E>>(std::in_place, *m_core, there < max ? there : max);
    }
    /// Waits; nothing only at the end of the stream.
    [[nodiscard]] std::optional<Consumed<E>> consume_next()
    {
        if (!m_core->wait_for_data()) {
            return std::nullopt;
        }
        return copy_next();
    }
    /// consume_next() without the copy.
    [[nodiscard, gnu::always_inline]] std::optional<Lease<E>> consume_next_leased()
    {
        if (!m_core->wait_for_data() || !m_core->is_attached()) {
            return std::nullopt;
        }
        return std::optional<Lease<E>>(std::in_place, *m_core);
    }

    /// `handler`: void(const E&, Sequence), for each event that is there, at most `max`. Progress
    /// is stored once, at the end. An exception passes through; the event that threw is not
    /// consumed, those before it are.
    /// @returns how many were consumed. Stops early when the consumer is evicted: the last event is
    /// not to be believed.
    template <typename F>
    std::size_t process_available(F&& handler, std::size_t max = SIZE_MAX)
    {
        if (max == 0 || !m_core->poll()) {
            return 0;
        }
        const std::uint64_t there = m_core->available();
        return process(there < max ? static_cast<std::size_t>(there) : max,
            [&](const E& event, Sequence sequence, bool) { handler(event, sequence); });
    }
    /// `handler`: void(const E&, Sequence, bool end_of_batch), true exactly on the last event of
    /// the call. Waits for the first event. @returns 0 only at the end of the stream.
    template <typename F>
    std::size_t process_available_blocking(F&& handler)
    {
        if (!m_core->wait_for_data()) {
            return 0;
        }
        return process(static_cast<std::size_t>(m_core->available()), std::forward<F>(handler));
    }
    /// The same until asked to stop, by any thread: then at most one more event is handled, the
    /// last of the call. @returns 0 also when stopped before an event came.
    template <typename F>
    std::size_t process_available_blocking(F&& handler, const std::stop_token& stop)
    {
        return process_until(
            {.stop = stop, .timeout = {}, .outlasts_producer = false}, std::forward<F>(handler));
    }
    /// Waits as the wait strategy says. @returns whether there is an event: false after the
    /// time-out, and at the end of the stream.
    [[nodiscard]] bool wait_for_event(std::chrono::nanoseconds timeout)
    {
        return m_core->wait_for_data({.stop = {}, .timeout = timeout, .outlasts_producer = false})
            && m_core->is_attached();
    }

    /// Tells who waits for this consumer that it is there. Building has done so; kept for programs
    /// written for the original, where it had to be called.
    void signal_readiness() { m_core->signal_readiness(); }
    /// Why there will be no more; set once everything published was consumed (Evicted, Replaced,
    /// Truncated and after detach(): at once). Cost: up to two system calls.
    [[nodiscard]] std::optional<StreamEnd> stream_end() const { return m_core->stream_end(); }
    /// The last one consumed, or skipped by starting later; kNoSequence before the first of a ring.
    [[nodiscard]] Sequence current_sequence() const noexcept
    {
        return static_cast<Sequence>(m_core->next()) - 1;
    }
    /// Events published and not consumed: 0 to the capacity. Cost: an acquire load.
    [[nodiscard]] std::uint64_t lag() const { return m_core->lag(); }
    /// As given, or as generated. Valid while the consumer is.
    [[nodiscard]] std::string_view consumer_id() const noexcept { return m_core->id(); }
    /// A counter of the application's. The same id gives the same counter, with its first label.
    /// @errors InvalidConfig (id below 0x100 or 0xffffffff; label empty or over 47 characters),
    ///         NoSpace (all 64 of the ring are taken), WrongProcess.
    [[nodiscard]] Expected<Counter> register_counter(std::uint32_t id, std::string_view label)
    {
        return m_core->register_counter(id, label);
    }
    /// Counts one latency in this endpoint's histogram; what it measures is the caller's. Does
    /// nothing on a ring without histograms. Goes on where this id stopped, also after a crash; a
    /// new id begins at 0. Cost: a few loads and stores.
    void record_consume_latency_ns(std::uint64_t ns) noexcept { m_core->record_latency(ns); }
    /// Frees the slot: it gates nobody from then on. The id may resume while the slot is not
    /// reused. The last one to leave an ended ring removes it, where it is to be removed.
    void detach() { m_core->detach(); }

private:
    friend class ConsumerBuilder<E>;

    template <typename F>
    std::size_t process_until(const detail::WaitLimits& limits, F&& handler)
    {
        if (limits.stop.stop_requested() || !m_core->wait_for_data(limits)) {
            return 0;
        }
        return process(
            static_cast<std::size_t>(m_core->available()), std::forward<F>(handler), limits.stop);
    }
    std::optional<Consumed<E>> copy_next()
    {
        std::optional<Consumed<E>> consumed(std::in_place);
        consumed->sequence = static_cast<Sequence>(m_core->next());
        detail::copy_event(&consumed->event,
            detail::ConsumerSlots<E>::address(*m_core, m_core->next()), sizeof(E));
        consumed->redelivered = m_core->is_redelivered();
        detail::reach(detail::Step::ReadCopied);
        if (!m_core->is_attached()) {
            return std::nullopt;
        }
        detail::reach(detail::Step::ReadValidated);
        m_core->advance_to(m_core->next() + 1);
        m_core->commit();
        return consumed;
    }

    template <typename F>
    std::size_t process(std::size_t n, F&& handler, const std::stop_token& stop = {})
    {
        struct Committing {
            void operator()(detail::ConsumerCore* core) const noexcept
            {
                core->end_lease();
                if (core->is_attached()) {
                    core->commit();
                }
            }
        };
        if (!m_core->is_attached()) {
            return 0;
        }
        // At the end, also when the handler throws.
        const std::unique_ptr<detail::ConsumerCore, Committing> at_the_end(m_core.get());
        detail::ConsumerCore& core = *m_core;
        const detail::SlotHold hold = core.hold();
        const std::uint64_t first = core.next();
        const std::uint64_t end = first + n;
        core.begin_lease(first + 1);
        for (std::uint64_t next = first; next != end;) {
            const std::uint64_t run_end = core.run_end(next, end);
            const std::byte* slot = detail::ConsumerSlots<E>::address(core, next);
            for (; next != run_end; slot += detail::ConsumerSlots<E>::kStride) {
                hold.lease_to(next + 1);  // the handler has this one in its hands, and no other
                const bool is_last = next + 1 == end || stop.stop_requested();
                handler(*reinterpret_cast<const E*>(slot), static_cast<Sequence>(next), is_last);
                if (!hold.is_attached()) {
                    return static_cast<std::size_t>(next - first);
                }
                // Counted here and only stored there: a sum in memory would hold up every event.
                core.advance_to(++next);
                if (is_last) {
                    return static_cast<std::size_t>(next - first);
                }
            }
        }
        return n;
    }

    std::unique_ptr<detail::ConsumerCore> m_core;
};

/// A consumer of a ring in shared memory: the same type.
template <Event E>
using SharedConsumer = Consumer<E>;
/// A consumer of a ring in a file: the same type.
template <Event E>
using MmapConsumer = Consumer<E>;

}  // namespace ringlib

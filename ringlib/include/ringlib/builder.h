// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/auto_consumer.h"
#include "ringlib/consumer.h"
#include "ringlib/coordination.h"
#include "ringlib/detail/endpoint_options.h"
#include "ringlib/event.h"
#include "ringlib/event_schema.h"
#include "ringlib/liveness.h"
#include "ringlib/options.h"
#include "ringlib/producer.h"
#include "ringlib/wait_strategy.h"

#include <chrono>
#include <concepts>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <memory>
#include <new>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <type_traits>
#include <utility>

namespace ringlib {

namespace detail {

template <Event E>
RingRequest ring_request(Backend backend, std::string_view name, std::size_t capacity)
{
    static_assert(sizeof(E) <= kMaxEventSize, "an event has at most 1 MiB");
    return {.backend = backend,
        .name = std::string(name),
        .capacity = capacity,
        .event_size = sizeof(E),
        .event_align = alignof(E),
        .event_name = event_name<E>};
}

}  // namespace detail

/// Collects what a producer wants; everything is checked in `build_producer`.
template <Event E>
class ProducerBuilder {
public:
    /// Internal: by build_shared_single_producer and build_mmap_single_producer only.
    explicit ProducerBuilder(detail::RingRequest ring) { m_options.ring = std::move(ring); }

    /// What `build_producer` and the first events wait for. Default: immediate().
    ProducerBuilder& with_coordination(CoordinationMode mode)
    {
        m_options.coordination = mode;
        return *this;
    }
    /// Expects prefix_0 … prefix_{count-1}: until each was there once, nothing that it has not read
    /// is overwritten.
    ProducerBuilder& discover_consumer_with_prefix(std::size_t count, std::string_view prefix)
    {
        m_options.expected_count = count;
        m_options.expected_prefix = prefix;
        return *this;
    }
    /// Expects any `count` consumers, whatever their ids: gates as above until so many were there.
    /// Replaces discovery by prefix, and is replaced by it.
    ProducerBuilder& enable_discovery(std::size_t count)
    {
        m_options.expected_count = count;
        m_options.expected_prefix.clear();
        return *this;
    }
    /// Default 64; 1 to 256. Fixed for the life of the ring.
    ProducerBuilder& with_max_consumers(std::size_t n)
    {
        m_options.max_consumers = n;
        return *this;
    }
    /// Default: block().
    ProducerBuilder& with_wait_strategy(WaitStrategy strategy)
    {
        m_options.wait = strategy;
        return *this;
    }
    /// Required consumers gate from the start, and managed publishing watches them.
    ProducerBuilder& with_liveness(RequiredConsumerLivenessConfig config)
    {
        m_options.liveness = std::move(config);
        return *this;
    }
    /// Default: TakeOver.
    ProducerBuilder& on_existing(OnExisting action)
    {
        m_options.on_existing = action;
        return *this;
    }
    /// Default 0600; the umask does not count.
    ProducerBuilder& with_mode(mode_t mode)
    {
        m_options.mode = mode;
        return *this;
    }
    /// Binds the thread that builds to that core. Default: none. A core that the machine has not,
    /// or that is not allowed, is InvalidConfig.
    ProducerBuilder& with_process_core(int core)
    {
        m_options.core = core;
        return *this;
    }
    /// Says in the ring what the bytes of an event mean, for those who look on; see
    /// `describe_event`. Default: nothing. A ring that is taken over keeps the schema it was
    /// created with, or none; one that is created or recreated gets this one.
    ProducerBuilder& with_event_schema(EventSchema schema)
    {
        m_options.schema = std::move(schema);
        return *this;
    }
    /// Gives a new ring room for latencies: 10 KiB for the producer and for each of the most
    /// consumers. A ring that is taken over stays as it is. Default: none.
    ProducerBuilder& with_latency_histograms(bool on = true)
    {
        m_options.latency_histograms = on;
        return *this;
    }
    /// Whether the last one to leave an ended ring removes it. Default: true for shared memory,
    /// false for a file.
    ProducerBuilder& with_unlink_on_close(bool on)
    {
        m_options.unlink_on_close = on;
        return *this;
    }

    /// Creates the ring or takes it over, and waits as the coordination says.
    /// @errors InvalidName, InvalidId, InvalidCapacity, InvalidConfig; ProducerAlive (naming its
    ///         pid), AlreadyExists, CapacityMismatch, EventMismatch (both values; nothing changed),
    ///         NotReady, Corrupt, Truncated, VersionMismatch, NotARing; NotFound (no such
    ///         directory), NoSpace, TooLarge, TooManyOpenFiles, NoMemory, PermissionDenied,
    ///         NotOwner, UnsupportedFilesystem, Os; NoFreeSlot (a required consumer finds none at a
    ///         take-over); CoordinationTimeout (who was there and who was not; a ring that this
    ///         call created is removed).
    Expected<Producer<E>> build_producer()
    {
        auto core = detail::ProducerCore::build(m_options);
        if (!core) {
            return Unexpected{std::move(core.error())};
        }
        return Producer<E>(std::move(*core));
    }
    /// Also fills every slot of a new ring once, before anybody sees it.
    template <std::invocable F>
    Expected<Producer<E>> build_producer(F&& make_event)
    {
        ProducerBuilder filling = *this;  // a copy: what throws leaves nothing behind in this one
        filling.m_options.prepare_slot
            = [&make_event](std::byte* slot) { ::new (slot) E(make_event()); };
        return filling.build_producer();
    }

private:
    detail::ProducerOptions m_options;
};

/// Collects what a consumer wants; everything is checked in `build_consumer`.
template <Event E>
class ConsumerBuilder {
public:
    /// Internal: by attach_shared_consumer and attach_mmap_consumer only.
    explicit ConsumerBuilder(detail::RingRequest ring) { m_options.ring = std::move(ring); }

    /// [A-Za-z0-9._-]{1,31}; generated otherwise. An id can be resumed.
    ConsumerBuilder& with_consumer_id(std::string_view id)
    {
        m_options.id = id;
        m_options.has_id = true;
        return *this;
    }
    /// Default: StartAt::Default.
    ConsumerBuilder& start_at(StartAt where)
    {
        m_options.start = where;
        return *this;
    }
    /// How long to wait for the ring to come into being. Default: 1 s.
    ConsumerBuilder& with_ready_timeout(std::chrono::nanoseconds timeout)
    {
        m_options.ready_timeout = timeout;
        return *this;
    }
    /// Default: block().
    ConsumerBuilder& with_wait_strategy(WaitStrategy strategy)
    {
        m_options.wait = strategy;
        return *this;
    }
    /// Binds the thread that builds to that core, as with_process_core.
    ConsumerBuilder& with_consumer_core(int core)
    {
        m_options.core = core;
        return *this;
    }
    /// Accepts a ring of another user; else only those of the own uid are joined.
    ConsumerBuilder& allow_owner(uid_t owner)
    {
        m_options.owner = owner;
        return *this;
    }

    /// Waits for the ring and joins it.
    /// @errors InvalidName, InvalidId; NotFound, NotReady (after the ready time-out); NotARing,
    ///         Corrupt, Truncated, VersionMismatch, StaleBoot, CapacityMismatch, EventMismatch
    ///         (both values); ConsumerIdInUse (naming its pid), NoFreeSlot, ResumeLost; NotOwner,
    ///         PermissionDenied, TooManyOpenFiles, NoMemory, Os; InvalidConfig (core).
    Expected<Consumer<E>> build_consumer()
    {
        auto core = detail::ConsumerCore::build(m_options);
        if (!core) {
            return Unexpected{std::move(core.error())};
        }
        return Consumer<E>(std::move(*core));
    }

    /// Joins on a new thread, bound to the consumer core if one is given, and calls `handler`:
    /// void(const E&, Sequence, bool end_of_batch) there for every event. Returns once it joined.
    /// @errors as of build_consumer; NoMemory or Os (no thread).
    template <typename F>
    Expected<AutoConsumer> handle_events_with(F&& handler)
    {
        // Shared, because std::function copies what it holds and a handler may not be copyable.
        auto shared = std::make_shared<std::decay_t<F>>(std::forward<F>(handler));
        return detail::start_auto_consumer(
            [options = m_options, shared](const std::stop_token& stop, const auto& joined) {
                return ConsumerBuilder(options).consume_until(stop, joined, *shared);
            });
    }

    /// By the library's own tests: a consumer over the producer's mapping, for ThreadSanitizer.
    [[nodiscard]] Expected<Consumer<E>> build_consumer_beside(const Producer<E>& producer)
    {
        auto core = detail::ConsumerCore::build_beside(producer.core(), m_options);
        if (!core) {
            return Unexpected{std::move(core.error())};
        }
        return Consumer<E>(std::move(*core));
    }

private:
    explicit ConsumerBuilder(detail::ConsumerOptions options)
        : m_options(std::move(options))
    {
    }

    [[nodiscard]] Error handler_failed(const Consumer<E>& consumer, std::string_view what) const
    {
        return detail::handler_failed(m_options.ring.name, consumer.consumer_id(), what);
    }

    template <typename Joined, typename F>
    std::optional<Error> consume_until(
        const std::stop_token& stop, const Joined& joined, F& handler)
    {
        auto consumer = build_consumer();
        if (!consumer) {
            joined(Unexpected{std::move(consumer.error())});
            return std::nullopt;
        }
        joined({});
        try {
            while (consumer->process_until(
                       {.stop = stop, .timeout = {}, .outlasts_producer = true}, handler)
                != 0) { }
        } catch (const std::exception& exception) {
            return handler_failed(*consumer, exception.what());
        } catch (...) {
            return handler_failed(*consumer, "an exception without a text");
        }
        const auto end = consumer->stream_end();
        return end ? detail::error_of(*end, m_options.ring.name) : std::nullopt;
    }

    detail::ConsumerOptions m_options;
};

/// A ring in shared memory. `segment`: [A-Za-z0-9][A-Za-z0-9._-]{0,199}, one leading '/' is
/// dropped. `capacity_events`: a power of two from 2 to 2^30.
template <Event E>
ProducerBuilder<E> build_shared_single_producer(
    std::string_view segment, std::size_t capacity_events)
{
    return ProducerBuilder<E>(detail::ring_request<E>(Backend::Shm, segment, capacity_events));
}

/// A ring in a memory-mapped file on a local file system; it stays when everybody has left, unless
/// with_unlink_on_close(true). The file's name has at most 200 characters; the capacity as above.
template <Event E>
ProducerBuilder<E> build_mmap_single_producer(
    const std::filesystem::path& file, std::size_t capacity_events)
{
    return ProducerBuilder<E>(
        detail::ring_request<E>(Backend::Mmap, file.string(), capacity_events));
}

/// A consumer of the ring that build_shared_single_producer makes of the same arguments: another
/// capacity is CapacityMismatch, another event type EventMismatch.
template <Event E>
ConsumerBuilder<E> attach_shared_consumer(std::string_view segment, std::size_t capacity_events)
{
    return ConsumerBuilder<E>(detail::ring_request<E>(Backend::Shm, segment, capacity_events));
}

/// A consumer of the ring that build_mmap_single_producer makes of the same arguments.
template <Event E>
ConsumerBuilder<E> attach_mmap_consumer(
    const std::filesystem::path& file, std::size_t capacity_events)
{
    return ConsumerBuilder<E>(
        detail::ring_request<E>(Backend::Mmap, file.string(), capacity_events));
}

}  // namespace ringlib

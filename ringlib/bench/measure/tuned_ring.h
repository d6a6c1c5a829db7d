// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "measure/work.h"

#include <ringlib/ringlib.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace ringbench {

/// What an application can choose of a ring of this library.
struct Tuning {
    ringlib::Backend backend = ringlib::Backend::Shm;
    ringlib::WaitStrategy wait = ringlib::WaitStrategy::busy_spin_with_hint();
    bool histograms = false;  ///< room for them; who fills them is TunedRing's parameter
    std::chrono::nanoseconds observed_every = std::chrono::milliseconds(10);  ///< 0: by nobody
};

struct TunedSetup : Setup {
    Tuning tuning;
};

/// How a ring is used, where it must be known to the compiler: this is in the innermost loop.
struct Use {
    bool managed = true;  ///< with every consumer required
    bool records = false;  ///< a latency of every event, by either side; the clock is not read
};

/// The endpoint; says why when there is none, and ends.
template <typename Endpoint>
[[nodiscard]] Endpoint built(ringlib::Expected<Endpoint> endpoint)
{
    if (!endpoint) {
        std::fprintf(stderr, "ringbench: %s\n", endpoint.error().message().c_str());
        std::exit(1);
    }
    return *std::move(endpoint);
}

/// This library, as an application uses it.
template <Use How = Use{}>
struct TunedRing {
    static constexpr auto kPatience = std::chrono::seconds(20);

    [[nodiscard]] static std::string place(const TunedSetup& setup)
    {
        return setup.tuning.backend == ringlib::Backend::Shm ? setup.name : "/tmp/" + setup.name;
    }
    [[nodiscard]] static std::string consumer_id(std::size_t index)
    {
        return "cp_" + std::to_string(index);
    }
    [[nodiscard]] static ringlib::RequiredConsumerLivenessConfig liveness_of(const Setup& setup)
    {
        ringlib::RequiredConsumerLivenessConfig liveness;
        for (std::size_t i = 0; i < setup.consumers; ++i) {
            liveness.required_consumer_ids.push_back(consumer_id(i));
        }
        liveness.startup_wait_timeout = kPatience;
        liveness.progress_timeout = kPatience;
        return liveness;
    }
    template <std::size_t>
    static void prepare(const TunedSetup&)
    {
    }
    static void remove(const TunedSetup& setup) { (void)ringlib::remove_ring(place(setup)); }

    template <std::size_t Bytes>
    [[nodiscard]] static auto producer_builder(const TunedSetup& setup)
    {
        using Event = WorkEvent<Bytes>;
        auto builder = setup.tuning.backend == ringlib::Backend::Shm
            ? ringlib::build_shared_single_producer<Event>(place(setup), setup.capacity)
            : ringlib::build_mmap_single_producer<Event>(place(setup), setup.capacity);
        builder.with_wait_strategy(setup.tuning.wait)
            .with_latency_histograms(setup.tuning.histograms);
        if (How.managed) {
            builder.with_liveness(liveness_of(setup));
        }
        return builder;
    }
    template <std::size_t Bytes>
    [[nodiscard]] static auto consumer_builder(const TunedSetup& setup)
    {
        using Event = WorkEvent<Bytes>;
        return setup.tuning.backend == ringlib::Backend::Shm
            ? ringlib::attach_shared_consumer<Event>(place(setup), setup.capacity)
            : ringlib::attach_mmap_consumer<Event>(place(setup), setup.capacity);
    }

    template <std::size_t Bytes>
    class Producer {
    public:
        explicit Producer(const TunedSetup& setup)
            : m_producer(built(producer_builder<Bytes>(setup).build_producer()))
        {
        }
        /// Waits for room by itself.
        bool try_send(std::uint64_t first, std::size_t count)
        {
            const bool sent = count == 1
                ? publish([=](auto& event) { event.fill(first); })
                : publish_batch(count, [=](auto& event, std::size_t i) { event.fill(first + i); });
            if constexpr (How.records) {
                for (std::size_t i = 0; i < count; ++i) {
                    m_producer.record_publish_latency_ns((first + i) % kLatencies);
                }
            }
            return sent || (std::abort(), false);
        }
        template <typename Fill>
        bool publish(Fill&& fill)
        {
            if constexpr (How.managed) {
                return m_producer.publish_managed(fill).has_value();
            } else {
                return m_producer.publish(fill).has_value();
            }
        }

    private:
        template <typename Fill>
        bool publish_batch(std::size_t count, Fill&& fill)
        {
            if constexpr (How.managed) {
                return m_producer.publish_batch_managed(count, fill).has_value();
            } else {
                return m_producer.publish_batch(count, fill).has_value();
            }
        }
        ringlib::Producer<WorkEvent<Bytes>> m_producer;
    };

    [[nodiscard]] static std::chrono::nanoseconds time_between_looks(const TunedSetup& setup)
    {
        return setup.tuning.observed_every;
    }
    class Observer {
    public:
        explicit Observer(const TunedSetup& setup)
            : m_place(place(setup))
        {
        }
        /// As the monitor does: what moves each time, the whole ten times a second.
        void look()
        {
            if (!m_observer) {
                m_observer = attach();
            }
            if (!m_observer) {
                return;
            }
            const auto now = std::chrono::steady_clock::now();
            if (now >= m_whole_due) {
                m_whole_due = now + kBetweenWholeLooks;
                (void)m_observer->snapshot(m_snapshot);
            } else {
                (void)m_observer->refresh(m_snapshot);
            }
        }

    private:
        [[nodiscard]] std::optional<ringlib::RingObserver> attach() const
        {
            auto observer = ringlib::RingObserver::attach(m_place);
            return observer ? std::optional(std::move(*observer)) : std::nullopt;
        }
        std::string m_place;
        static constexpr auto kBetweenWholeLooks = std::chrono::milliseconds(100);
        std::optional<ringlib::RingObserver> m_observer;
        ringlib::RingSnapshot m_snapshot;
        std::chrono::steady_clock::time_point m_whole_due{};
    };

    template <std::size_t Bytes>
    class Consumer {
    public:
        Consumer(const TunedSetup& setup, std::size_t index)
            : m_consumer(built(consumer_builder<Bytes>(setup)
                                   .with_wait_strategy(setup.tuning.wait)
                                   .with_consumer_id(consumer_id(index))
                                   .with_ready_timeout(kPatience)
                                   .build_consumer()))
        {
        }
        /// Waits as the library does, which is more than to look again.
        template <typename Take>
        std::size_t poll(Take&& take, std::size_t most)
        {
            if (most != 1) {
                return must(m_consumer.process_available_blocking(
                    [&](const auto& event, ringlib::Sequence sequence, bool) {
                        take(event);
                        record(sequence);
                    }));
            }
            const auto lease = m_consumer.consume_next_leased();
            must(lease.has_value());
            take(**lease);
            record(lease->sequence());
            return 1;
        }

    private:
        void record(ringlib::Sequence sequence)
        {
            if constexpr (How.records) {
                m_consumer.record_consume_latency_ns(
                    static_cast<std::uint64_t>(sequence) % kLatencies);
            }
        }
        static std::size_t must(std::size_t consumed)
        {
            return consumed != 0 ? consumed : (std::abort(), 0);  // the producer ended too early
        }
        ringlib::Consumer<WorkEvent<Bytes>> m_consumer;
    };

private:
    static constexpr std::uint64_t kLatencies = 1024;
};

}  // namespace ringbench

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "measure/work.h"

#include <ringlib/ringlib.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace ringbench {

/// This library, as an application uses it: with every consumer required, and a monitor that looks
/// 100 times a second.
template <ringlib::Backend Where>
struct RinglibPeer {
    static constexpr const char* kName
        = Where == ringlib::Backend::Shm ? "ringlib" : "ringlib, in a file";
    static constexpr auto kPatience = std::chrono::seconds(20);

    [[nodiscard]] static std::string place(const Setup& setup)
    {
        return Where == ringlib::Backend::Shm ? setup.name : "/tmp/" + setup.name;
    }
    [[nodiscard]] static std::string consumer_id(std::size_t index)
    {
        return "cp_" + std::to_string(index);
    }
    /// With a core for each process it spins; otherwise the library's default.
    [[nodiscard]] static ringlib::WaitStrategy wait_of(const Setup& setup)
    {
        return setup.yields ? ringlib::WaitStrategy::block()
                            : ringlib::WaitStrategy::busy_spin_with_hint();
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
    static void prepare(const Setup&)
    {
    }
    static void remove(const Setup& setup) { (void)ringlib::remove_ring(place(setup)); }

    template <std::size_t Bytes>
    [[nodiscard]] static auto producer_builder(const Setup& setup)
    {
        using Event = WorkEvent<Bytes>;
        return Where == ringlib::Backend::Shm
            ? ringlib::build_shared_single_producer<Event>(place(setup), setup.capacity)
            : ringlib::build_mmap_single_producer<Event>(place(setup), setup.capacity);
    }
    template <std::size_t Bytes>
    [[nodiscard]] static auto consumer_builder(const Setup& setup)
    {
        using Event = WorkEvent<Bytes>;
        return Where == ringlib::Backend::Shm
            ? ringlib::attach_shared_consumer<Event>(place(setup), setup.capacity)
            : ringlib::attach_mmap_consumer<Event>(place(setup), setup.capacity);
    }

    template <std::size_t Bytes>
    class Producer {
    public:
        explicit Producer(const Setup& setup)
            : m_producer(producer_builder<Bytes>(setup)
                             .with_wait_strategy(wait_of(setup))
                             .with_liveness(liveness_of(setup))
                             .build_producer()
                             .value())
        {
        }
        /// Waits for room by itself.
        bool try_send(std::uint64_t first, std::size_t count)
        {
            const bool sent = count == 1
                ? m_producer.publish_managed([=](auto& event) { event.fill(first); }).has_value()
                : m_producer
                      .publish_batch_managed(
                          count, [=](auto& event, std::size_t i) { event.fill(first + i); })
                      .has_value();
            return sent || (std::abort(), false);
        }

    private:
        ringlib::Producer<WorkEvent<Bytes>> m_producer;
    };

    class Observer {
    public:
        explicit Observer(const Setup& setup)
            : m_place(place(setup))
        {
        }
        void look()
        {
            if (!m_observer) {
                m_observer = attach();
            }
            if (m_observer) {
                (void)m_observer->snapshot(m_snapshot);
            }
        }

    private:
        [[nodiscard]] std::optional<ringlib::RingObserver> attach() const
        {
            auto observer = ringlib::RingObserver::attach(m_place);
            return observer ? std::optional(std::move(*observer)) : std::nullopt;
        }
        std::string m_place;
        std::optional<ringlib::RingObserver> m_observer;
        ringlib::RingSnapshot m_snapshot;
    };

    template <std::size_t Bytes>
    class Consumer {
    public:
        Consumer(const Setup& setup, std::size_t index)
            : m_consumer(consumer_builder<Bytes>(setup)
                             .with_wait_strategy(wait_of(setup))
                             .with_consumer_id(consumer_id(index))
                             .with_ready_timeout(kPatience)
                             .build_consumer()
                             .value())
        {
        }
        /// Waits as the library does, which is more than to look again.
        template <typename Take>
        std::size_t poll(Take&& take, std::size_t most)
        {
            if (most != 1) {
                return m_consumer.process_available_blocking(
                    [&](const auto& event, ringlib::Sequence, bool) { take(event); });
            }
            const auto lease = m_consumer.consume_next_leased();
            if (!lease) {
                std::abort();  // the producer has ended too early
            }
            take(**lease);
            return 1;
        }

    private:
        ringlib::Consumer<WorkEvent<Bytes>> m_consumer;
    };
};

}  // namespace ringbench

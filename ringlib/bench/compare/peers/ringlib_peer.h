// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "compare/work.h"

#include <ringlib/ringlib.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace ringbench {

/// This library, as an application uses it.
template <ringlib::Backend Where>
struct RinglibPeer {
    static constexpr const char* kName
        = Where == ringlib::Backend::Shm ? "ringlib" : "ringlib, in a file";
    static constexpr auto kPatience = std::chrono::seconds(20);

    [[nodiscard]] static std::string place(const Setup& setup)
    {
        return Where == ringlib::Backend::Shm ? setup.name : "/tmp/" + setup.name;
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
                             .with_coordination(ringlib::CoordinationMode::wait_for_consumers(
                                 setup.consumers, kPatience))
                             .build_producer()
                             .value())
        {
        }
        bool try_send(std::uint64_t first, std::size_t count)
        {
            if (count == 1) {
                return m_producer.try_publish([=](auto& event) { event.fill(first); }).has_value();
            }
            return m_producer
                .try_publish_batch(
                    count, [=](auto& event, std::size_t i) { event.fill(first + i); })
                .has_value();
        }

    private:
        ringlib::Producer<WorkEvent<Bytes>> m_producer;
    };

    template <std::size_t Bytes>
    class Consumer {
    public:
        Consumer(const Setup& setup, std::size_t index)
            : m_consumer(
                consumer_builder<Bytes>(setup)
                    .with_wait_strategy(setup.yields ? ringlib::WaitStrategy::spin_then_yield(1)
                                                     : ringlib::WaitStrategy::busy_spin_with_hint())
                    .with_consumer_id("cp_" + std::to_string(index))
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

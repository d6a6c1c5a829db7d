// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "measure/shared_page.h"
#include "measure/work.h"

#include <boost/interprocess/ipc/message_queue.hpp>
#include <boost/lockfree/spsc_queue.hpp>

#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <vector>

namespace ringbench {

/// One queue for each consumer: they know no broadcast.
[[nodiscard]] inline std::string queue_name(const Setup& setup, std::size_t consumer)
{
    return setup.name + "-q" + std::to_string(consumer);
}

/// Boost.Lockfree's queue of one producer and one consumer, placed in shared memory.
struct BoostSpscPeer {
    static constexpr const char* kName = "Boost.Lockfree spsc_queue";
    static constexpr std::size_t kCapacity = 4096;

    template <std::size_t Bytes>
    using Queue
        = boost::lockfree::spsc_queue<WorkEvent<Bytes>, boost::lockfree::capacity<kCapacity>>;

    template <std::size_t Bytes>
    static void prepare(const Setup& setup)
    {
        for (std::size_t i = 0; i < setup.consumers; ++i) {
            const NamedMemory memory(queue_name(setup, i), sizeof(Queue<Bytes>), true);
            new (memory.data()) Queue<Bytes>;
        }
    }
    static void remove(const Setup& setup)
    {
        for (std::size_t i = 0; i < setup.consumers; ++i) {
            NamedMemory::remove(queue_name(setup, i));
        }
    }

    template <std::size_t Bytes>
    class Producer {
    public:
        explicit Producer(const Setup& setup)
            : m_batch(setup.batch)
            , m_sent(setup.consumers)
        {
            for (std::size_t i = 0; i < setup.consumers; ++i) {
                m_memory.push_back(std::make_unique<NamedMemory>(
                    queue_name(setup, i), sizeof(Queue<Bytes>), false));
            }
        }
        bool try_send(std::uint64_t first, std::size_t count)
        {
            for (std::size_t i = 0; i < count; ++i) {
                m_batch[i].fill(first + i);
            }
            bool all = true;
            for (std::size_t i = 0; i < m_memory.size(); ++i) {
                auto& queue = *reinterpret_cast<Queue<Bytes>*>(m_memory[i]->data());
                const std::uint64_t from = m_sent[i] - first;
                m_sent[i] += from < count ? queue.push(&m_batch[from], count - from) : 0;
                all = all && m_sent[i] == first + count;
            }
            return all;
        }

    private:
        std::vector<WorkEvent<Bytes>> m_batch;
        std::vector<std::uint64_t> m_sent;  // to each queue
        std::vector<std::unique_ptr<NamedMemory>> m_memory;
    };

    template <std::size_t Bytes>
    class Consumer {
    public:
        Consumer(const Setup& setup, std::size_t index)
            : m_memory(queue_name(setup, index), sizeof(Queue<Bytes>), false)
        {
        }
        template <typename Take>
        std::size_t poll(Take&& take, std::size_t most)
        {
            auto& queue = *reinterpret_cast<Queue<Bytes>*>(m_memory.data());
            return most == 1 ? queue.consume_one(take) : queue.consume_all(take);
        }

    private:
        NamedMemory m_memory;
    };
};

/// Boost.Interprocess' message queue: a mutex and a condition.
struct BoostMessageQueuePeer {
    static constexpr const char* kName = "Boost.Interprocess message_queue";
    using Queue = boost::interprocess::message_queue;

    template <std::size_t Bytes>
    static void prepare(const Setup& setup)
    {
        for (std::size_t i = 0; i < setup.consumers; ++i) {
            Queue(boost::interprocess::create_only, queue_name(setup, i).c_str(), setup.capacity,
                Bytes);
        }
    }
    static void remove(const Setup& setup)
    {
        for (std::size_t i = 0; i < setup.consumers; ++i) {
            Queue::remove(queue_name(setup, i).c_str());
        }
    }

    template <std::size_t Bytes>
    class Producer {
    public:
        explicit Producer(const Setup& setup)
            : m_sent(setup.consumers)
        {
            for (std::size_t i = 0; i < setup.consumers; ++i) {
                m_queues.push_back(std::make_unique<Queue>(
                    boost::interprocess::open_only, queue_name(setup, i).c_str()));
            }
        }
        bool try_send(std::uint64_t first, std::size_t count)
        {
            bool all = true;
            for (std::size_t i = 0; i < m_queues.size(); ++i) {
                while (m_sent[i] < first + count) {
                    WorkEvent<Bytes> event;  // NOLINT(*-member-init): zeroing would be measured
                    event.fill(m_sent[i]);
                    if (!m_queues[i]->try_send(&event, Bytes, 0)) {
                        break;
                    }
                    ++m_sent[i];
                }
                all = all && m_sent[i] == first + count;
            }
            return all;
        }

    private:
        std::vector<std::uint64_t> m_sent;
        std::vector<std::unique_ptr<Queue>> m_queues;
    };

    template <std::size_t Bytes>
    class Consumer {
    public:
        Consumer(const Setup& setup, std::size_t index)
            : m_queue(boost::interprocess::open_only, queue_name(setup, index).c_str())
        {
        }
        template <typename Take>
        std::size_t poll(Take&& take, std::size_t most)
        {
            std::size_t count = 0;
            for (; count < most; ++count) {
                WorkEvent<Bytes> event;  // NOLINT(*-member-init): zeroing would be measured
                Queue::size_type size = 0;
                unsigned priority = 0;
                if (!m_queue.try_receive(&event, Bytes, size, priority)) {
                    break;
                }
                take(event);
            }
            return count;
        }

    private:
        Queue m_queue;
    };
};

}  // namespace ringbench

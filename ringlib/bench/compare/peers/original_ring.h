// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "measure/shared_page.h"
#include "measure/work.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ringbench {

/// The original's algorithm, in code of our own: a header of 56 bytes before the slots, so that an
/// event of 64 bytes lies across two cache lines; a segment for each cursor; both cursors loaded
/// and stored for every event; no prefetching. A batch is published by one store, as the original
/// does.
struct OriginalRing {
    static constexpr const char* kName = "the original's algorithm";
    static constexpr std::size_t kSlotsAt = 56;
    static constexpr std::size_t kCursorBytes = 4096;

    [[nodiscard]] static std::string cursor_name(const Setup& setup, std::size_t index)
    {
        return setup.name + "-c" + std::to_string(index);
    }
    template <std::size_t Bytes>
    [[nodiscard]] static std::size_t size(const Setup& setup)
    {
        return kSlotsAt + setup.capacity * Bytes;
    }
    template <std::size_t Bytes>
    static void prepare(const Setup& setup)
    {
        const NamedMemory ring(setup.name, size<Bytes>(setup), true);
        for (std::size_t i = 0; i <= setup.consumers; ++i) {
            const NamedMemory cursor(cursor_name(setup, i), kCursorBytes, true);
        }
    }
    static void remove(const Setup& setup)
    {
        NamedMemory::remove(setup.name);
        for (std::size_t i = 0; i <= setup.consumers; ++i) {
            NamedMemory::remove(cursor_name(setup, i));
        }
    }

    /// How many events its owner is through with; 0 is the producer's.
    class Cursor {
    public:
        Cursor(const Setup& setup, std::size_t index)
            : m_memory(cursor_name(setup, index), kCursorBytes, false)
        {
        }
        [[nodiscard]] std::uint64_t load() const
        {
            return m_count->load(std::memory_order_acquire);
        }
        void store(std::uint64_t count) { m_count->store(count, std::memory_order_release); }

    private:
        NamedMemory m_memory;
        std::atomic<std::uint64_t>* m_count
            = reinterpret_cast<std::atomic<std::uint64_t>*>(m_memory.data());
    };

    template <std::size_t Bytes>
    class Producer {
    public:
        explicit Producer(const Setup& setup)
            : m_memory(setup.name, size<Bytes>(setup), false)
            , m_capacity(setup.capacity)
            , m_own(setup, 0)
        {
            for (std::size_t i = 1; i <= setup.consumers; ++i) {
                m_consumers.push_back(std::make_unique<Cursor>(setup, i));
            }
        }
        bool try_send(std::uint64_t first, std::size_t count)
        {
            const std::uint64_t next = m_own.load();
            std::uint64_t slowest = ~std::uint64_t{0};
            for (const auto& consumer : m_consumers) {
                slowest = std::min(slowest, consumer->load());
            }
            if (next + count > slowest + m_capacity) {
                return false;
            }
            for (std::size_t i = 0; i < count; ++i) {
                m_slots[(next + i) & (m_capacity - 1)].fill(first + i);
            }
            m_own.store(next + count);
            return true;
        }

    private:
        NamedMemory m_memory;
        WorkEvent<Bytes>* m_slots = reinterpret_cast<WorkEvent<Bytes>*>(m_memory.data() + kSlotsAt);
        std::uint64_t m_capacity;
        Cursor m_own;
        std::vector<std::unique_ptr<Cursor>> m_consumers;
    };

    template <std::size_t Bytes>
    class Consumer {
    public:
        Consumer(const Setup& setup, std::size_t index)
            : m_memory(setup.name, size<Bytes>(setup), false)
            , m_capacity(setup.capacity)
            , m_producer(setup, 0)
            , m_own(setup, index + 1)
        {
        }
        template <typename Take>
        std::size_t poll(Take&& take, std::size_t most)
        {
            const std::uint64_t next = m_own.load();
            const std::uint64_t there = m_producer.load() - next;
            const std::size_t count = std::min<std::uint64_t>(there, most);
            for (std::size_t i = 0; i < count; ++i) {
                take(m_slots[(next + i) & (m_capacity - 1)]);
            }
            if (count != 0) {
                m_own.store(next + count);
            }
            return count;
        }

    private:
        NamedMemory m_memory;
        const WorkEvent<Bytes>* m_slots
            = reinterpret_cast<const WorkEvent<Bytes>*>(m_memory.data() + kSlotsAt);
        std::uint64_t m_capacity;
        Cursor m_producer;
        Cursor m_own;
    };
};

}  // namespace ringbench

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "measure/shared_page.h"
#include "measure/work.h"

#include <ringlib/detail/processor.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>

namespace ringbench {

/// As little as a ring between processes can be: no liveness, no joining, no validation, no
/// counters. What a library is measured by, not one to be used.
template <bool Prefetches>
struct FloorRing {
    static constexpr const char* kName = Prefetches ? "floor, prefetching" : "floor";
    static constexpr std::size_t kConsumersMax = 8;

    struct alignas(128) Cursor {
        std::atomic<std::uint64_t> count;
    };
    struct Head {
        Cursor published;
        std::array<Cursor, kConsumersMax> consumed;
    };
    static constexpr std::size_t kSlotsAt = 4096;
    static_assert(sizeof(Head) <= kSlotsAt);

    template <std::size_t Bytes>
    [[nodiscard]] static std::size_t size(const Setup& setup)
    {
        return kSlotsAt + setup.capacity * Bytes;
    }
    template <std::size_t Bytes>
    static void prepare(const Setup& setup)
    {
        const NamedMemory zeroed(setup.name, size<Bytes>(setup), true);
    }
    static void remove(const Setup& setup) { NamedMemory::remove(setup.name); }

    template <std::size_t Bytes>
    class Producer {
    public:
        explicit Producer(const Setup& setup)
            : m_memory(setup.name, size<Bytes>(setup), false)
            , m_mask(setup.capacity - 1)
            , m_consumers(setup.consumers)
            , m_limit(setup.capacity)
        {
        }
        bool try_send(std::uint64_t first, std::size_t count)
        {
            if (!has_room(count)) {
                return false;
            }
            for (std::size_t i = 0; i < count; ++i) {
                prefetch(m_next + i);
                slot(m_next + i).fill(first + i);
            }
            m_next += count;
            m_head->published.count.store(m_next, std::memory_order_release);
            return true;
        }

    private:
        [[nodiscard]] WorkEvent<Bytes>& slot(std::uint64_t number) noexcept
        {
            return m_slots[number & m_mask];
        }
        void prefetch(std::uint64_t number) noexcept
        {
            if constexpr (Prefetches && Bytes <= 256) {
                ringlib::detail::prefetch_for_write(&slot(number + 1024 / Bytes));
            }
        }
        [[nodiscard]] bool has_room(std::size_t count) noexcept
        {
            if (m_next + count <= m_limit) {
                return true;
            }
            std::uint64_t slowest = ~std::uint64_t{0};
            for (std::size_t i = 0; i < m_consumers; ++i) {
                slowest
                    = std::min(slowest, m_head->consumed[i].count.load(std::memory_order_acquire));
            }
            m_limit = slowest + m_mask + 1;
            return m_next + count <= m_limit;
        }

        NamedMemory m_memory;
        Head* m_head = reinterpret_cast<Head*>(m_memory.data());
        WorkEvent<Bytes>* m_slots = reinterpret_cast<WorkEvent<Bytes>*>(m_memory.data() + kSlotsAt);
        std::uint64_t m_mask;
        std::size_t m_consumers;
        std::uint64_t m_next = 0;
        std::uint64_t m_limit;
    };

    template <std::size_t Bytes>
    class Consumer {
    public:
        Consumer(const Setup& setup, std::size_t index)
            : m_memory(setup.name, size<Bytes>(setup), false)
            , m_mask(setup.capacity - 1)
            , m_lazily(setup.capacity / 8)
            , m_waits(Prefetches && !setup.yields)
            , m_own(&m_head->consumed[index].count)
        {
        }
        ~Consumer() { commit(); }
        Consumer(const Consumer&) = delete;
        Consumer& operator=(const Consumer&) = delete;
        Consumer(Consumer&&) = delete;
        Consumer& operator=(Consumer&&) = delete;

        template <typename Take>
        std::size_t poll(Take&& take, std::size_t most)
        {
            if (m_next == m_available) {
                m_available = m_head->published.count.load(std::memory_order_acquire);
                if (m_next == m_available) {
                    commit();
                    let_producer_write();
                    return 0;
                }
            }
            const std::uint64_t there = std::min<std::uint64_t>(m_available - m_next, m_lazily);
            const std::size_t count = std::min<std::uint64_t>(there, most);
            for (std::size_t i = 0; i < count; ++i) {
                take(m_slots[(m_next + i) & m_mask]);
            }
            m_next += count;
            m_burst += count;
            if (m_next - m_committed >= m_lazily) {
                commit();
            }
            return count;
        }

    private:
        void commit() noexcept
        {
            if (m_committed != m_next) {
                m_committed = m_next;
                m_own->store(m_next, std::memory_order_release);
            }
        }
        void let_producer_write() noexcept
        {
            constexpr std::uint64_t kPausesMax = 32;
            const std::uint64_t pauses
                = m_waits && m_burst >= 2 ? std::min({4 * m_burst, 4096 / m_burst, kPausesMax}) : 0;
            for (std::uint64_t i = 0; i < pauses; ++i) {
                ringlib::detail::pause();
            }
            m_burst = 0;
        }

        NamedMemory m_memory;
        Head* m_head = reinterpret_cast<Head*>(m_memory.data());
        const WorkEvent<Bytes>* m_slots
            = reinterpret_cast<const WorkEvent<Bytes>*>(m_memory.data() + kSlotsAt);
        std::uint64_t m_mask;
        std::uint64_t m_lazily;
        bool m_waits;
        std::atomic<std::uint64_t>* m_own;
        std::uint64_t m_next = 0;
        std::uint64_t m_available = 0;
        std::uint64_t m_committed = 0;
        std::uint64_t m_burst = 0;
    };
};

}  // namespace ringbench

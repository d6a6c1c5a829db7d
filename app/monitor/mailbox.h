// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

namespace monitor {

/// A bounded hand-over from one thread to another. A full box drops its oldest and counts it: the
/// giver never waits for the taker.
template <typename T>
class Mailbox {
public:
    /// @param capacity at least 1.
    explicit Mailbox(std::size_t capacity)
        : m_capacity(capacity > 0 ? capacity : 1)
    {
    }

    void push(T value)
    {
        const std::lock_guard lock(m_mutex);
        if (m_items.size() < m_capacity) {
            m_items.push_back(std::move(value));
            return;
        }
        m_items[m_oldest] = std::move(value);
        m_oldest = (m_oldest + 1) % m_capacity;
        ++m_dropped;
    }

    /// Replaces `out` by what was pushed since the last call, oldest first. One lock; the two
    /// vectors swap, so that neither side allocates once both have grown.
    void take_all(std::vector<T>& out)
    {
        out.clear();
        std::size_t oldest = 0;
        {
            const std::lock_guard lock(m_mutex);
            m_items.swap(out);
            oldest = std::exchange(m_oldest, 0);
        }
        if (oldest > 0) {
            std::rotate(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(oldest), out.end());
        }
    }

    [[nodiscard]] std::uint64_t dropped() const
    {
        const std::lock_guard lock(m_mutex);
        return m_dropped;
    }

private:
    const std::size_t m_capacity;
    mutable std::mutex m_mutex;  // protects all below
    std::vector<T> m_items;  // a ring once full: the oldest is at m_oldest
    std::size_t m_oldest = 0;
    std::uint64_t m_dropped = 0;
};

}  // namespace monitor

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/layout.h"

#include <cstdint>

namespace ringlib {

/// One counter of the ring's counter section. Observers read it; it survives the program that wrote
/// it: a successor that registers the same id goes on with it, the producer's after a take-over, a
/// consumer's until another id has its slot.
///
/// One writer: the endpoint that registered it, on its thread. To be used until that endpoint is
/// closed or detached. Cost: a load and a store, no locked instruction.
class Counter {
public:
    /// Adds `n`.
    void add(std::uint64_t n = 1) noexcept
    {
        m_value->store(m_value->load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
    }
    /// Keeps the larger one of the value and what there is.
    void record_max(std::uint64_t value) noexcept
    {
        if (value > m_value->load(std::memory_order_relaxed)) {
            m_value->store(value, std::memory_order_relaxed);
        }
    }
    /// What it stands at.
    [[nodiscard]] std::uint64_t value() const noexcept
    {
        return m_value->load(std::memory_order_relaxed);
    }

    /// By the library only: over a cell of a mapped ring.
    explicit Counter(layout::Word64& value) noexcept
        : m_value(&value)
    {
    }

private:
    layout::Word64* m_value;
};

}  // namespace ringlib

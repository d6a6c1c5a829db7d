// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/layout.h"

#include <algorithm>
#include <cstdint>

namespace ringlib::detail {

/// The one writer of a histogram; without one it records nothing. Loads and stores, nothing locked.
class LatencyRecorder {
public:
    LatencyRecorder() = default;
    explicit LatencyRecorder(layout::LatencyHistogram* histogram) noexcept
        : m_histogram(histogram)
    {
    }

    void record(std::uint64_t ns) noexcept
    {
        if (m_histogram == nullptr) {
            return;
        }
        using Cells = layout::RingLatencies;
        // The cell last: a reader finds no count whose sum and maximum are missing, nearly always.
        if (ns > m_histogram->max_ns.load(std::memory_order_relaxed)) {
            m_histogram->max_ns.store(ns, std::memory_order_relaxed);
        }
        add(m_histogram->sum_ns, std::min(ns, Cells::kValueMax));
        add(m_histogram->cells[Cells::cell_of(ns)], 1);
    }

private:
    static void add(layout::Word64& word, std::uint64_t n) noexcept
    {
        word.store(word.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
    }

    layout::LatencyHistogram* m_histogram = nullptr;
};

}  // namespace ringlib::detail

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "observed_ring.h"
#include "ringlib/error.h"
#include "ringlib/latency_snapshot.h"
#include "segment.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ringlib {

/// Reads the histograms of a ring through its descriptor, as an observer does. Holds what it reads
/// into, from the first reading on.
class LatencyReader {
public:
    explicit LatencyReader(const layout::RingHeader& header)
        : m_histograms_size(header.histograms_size)
        , m_slots_size(header.consumer_slots * header.slot_stride)
    {
    }

    /// @errors Truncated.
    [[nodiscard]] Expected<void> read(const OpenRing& ring, std::vector<LatencySnapshot>& out);

private:
    struct Copies {
        SectionCopy slots;
        SectionCopy histogram;
    };

    [[nodiscard]] bool read_histogram(
        const OpenRing& ring, std::uint64_t index, LatencySnapshot& out);

    std::uint64_t m_histograms_size;
    std::uint64_t m_slots_size;
    std::optional<Copies> m_copies;
};

}  // namespace ringlib

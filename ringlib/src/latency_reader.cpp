// SPDX-License-Identifier: MIT OR Apache-2.0
#include "latency_reader.h"

#include "process_identity.h"

#include <algorithm>

namespace ringlib {
namespace {

using Cells = layout::RingLatencies;

// The maximum is in the highest cell that counts anything, whatever the word says: it may have been
// stored a moment before or after the cell, or by somebody else.
std::uint64_t bounded_max(std::uint64_t said, const std::vector<std::uint64_t>& cells)
{
    for (std::size_t cell = cells.size(); cell-- > 0;) {
        if (cells[cell] != 0) {
            const std::uint64_t highest
                = cell + 1 == cells.size() ? ~std::uint64_t{0} : Cells::highest_of(cell);
            return std::clamp(said, Cells::lowest_of(cell), highest);
        }
    }
    return 0;
}

}  // namespace

Expected<void> LatencyReader::read(const OpenRing& ring, std::vector<LatencySnapshot>& out)
{
    if (m_histograms_size == 0) {
        out.clear();
        return {};
    }
    if (!m_copies) {
        m_copies.emplace(
            Copies{SectionCopy(m_slots_size), SectionCopy(sizeof(layout::LatencyHistogram))});
    }
    std::size_t shown = 0;
    const auto next = [&]() -> LatencySnapshot& {
        if (shown == out.size()) {
            out.emplace_back();
        }
        return out[shown++];
    };
    SectionCopy& slots = m_copies->slots;
    LatencySnapshot& producer = next();
    producer.consumer.clear();
    if (!slots.read(ring, ring.header.slots_offset) || !read_histogram(ring, 0, producer)) {
        return cut_inside(ring, "the histograms");
    }
    for (std::uint32_t i = 0; i < ring.header.consumer_slots; ++i) {
        const auto& slot = slots.at<layout::ConsumerSlot>(i * ring.header.slot_stride);
        const IdentityCopy identity = read_identity(slot.identity);
        if (identity.id().empty()) {
            continue;
        }
        LatencySnapshot& consumer = next();
        if (!read_histogram(ring, i + 1, consumer)) {
            return cut_inside(ring, "the histograms");
        }
        consumer.consumer.assign(identity.id());
        const bool attached = layout::slot_state(value_of(slot.word)) != layout::Slot::Free;
        if (!attached && consumer.total == 0) {
            --shown;
        }
    }
    out.resize(shown);
    return {};
}

bool LatencyReader::read_histogram(const OpenRing& ring, std::uint64_t index, LatencySnapshot& out)
{
    SectionCopy& copy = m_copies->histogram;
    const std::uint64_t offset
        = ring.header.histograms_offset + index * sizeof(layout::LatencyHistogram);
    if (!copy.read(ring, offset)) {
        return false;
    }
    const auto& histogram = copy.at<layout::LatencyHistogram>(0);
    out.cells.resize(Cells::kCells);
    std::transform(histogram.cells.begin(), histogram.cells.end(), out.cells.begin(),
        [](const layout::Word64& cell) { return value_of(cell); });
    out.total = Cells::total(out.cells);
    out.sum_ns = out.total == 0 ? 0 : value_of(histogram.sum_ns);
    out.max_ns = bounded_max(value_of(histogram.max_ns), out.cells);
    return true;
}

}  // namespace ringlib

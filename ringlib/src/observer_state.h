// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "latency_reader.h"
#include "lock_file.h"
#include "observed_ring.h"
#include "ringlib/observer.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ringlib {

/// What an observer holds: the ring, what it last read of it, and who lived then.
struct RingObserver::State {
    explicit State(OpenRing opened)
        : ring(std::move(opened))
        , locks(LockQuery::open(ring.path))
        , slots(ring.header.consumer_slots * ring.header.slot_stride)
        , producer(ring.header.producer_size + ring.header.counters_size)
        , latencies(ring.header)
        , consumers_seen(ring.header.consumer_slots)
    {
    }

    /// An endpoint as the last look found it.
    struct Seen {
        std::uint64_t attachment = 0;  // a slot's word, the producer's epoch
        std::uint64_t position = 0;  // a count
        Presence presence = Presence::Unknown;
    };
    enum class Ask { Everybody, WhoRests };

    /// Reads `slots_used` slots, and so many bytes from the producer's block on.
    [[nodiscard]] Expected<void> read_sections(RingSnapshot& out, std::size_t producer_bytes);
    [[nodiscard]] bool somebody_came_or_went() const;
    [[nodiscard]] std::uint32_t find_slots_used() const;
    void see(Ask whom);
    void see(Seen& seen, const Seen& now, LockRange range, Ask whom) const;
    void fill(RingSnapshot& out) const;
    void fill_producer(RingSnapshot& out) const;
    void fill_consumers(RingSnapshot& out) const;
    void fill_counters(RingSnapshot& out) const;
    void fill_liveness(RingSnapshot& out) const;
    void fill_alert(const layout::LivenessMirror& mirror, LivenessSnapshot& shown) const;
    void fill_end(RingSnapshot& out) const;
    [[nodiscard]] const layout::ConsumerSlot& slot(std::uint64_t index) const
    {
        return slots.at<layout::ConsumerSlot>(index * ring.header.slot_stride);
    }
    [[nodiscard]] const layout::ProducerBlock& block() const
    {
        return producer.at<layout::ProducerBlock>(0);
    }
    [[nodiscard]] std::string_view id_of_slot(std::uint64_t index) const;

    OpenRing ring;
    RingInfo info;
    LockQuery locks;
    SectionCopy slots;
    SectionCopy producer;  // the counters follow it
    LatencyReader latencies;
    std::uint64_t published = 0;
    std::uint32_t slots_used = 0;  // from there on they are free, and ask for nobody
    std::vector<Seen> consumers_seen;  // by slot
    Seen producer_seen;
    mutable std::array<char, layout::kIdBytes> id_text{};
};

/// Nothing for a slot in which nobody is.
[[nodiscard]] std::optional<SlotState> shown_state(layout::Slot state) noexcept;

}  // namespace ringlib

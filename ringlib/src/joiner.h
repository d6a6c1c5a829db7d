// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/options.h"
#include "segment.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ringlib {

/// One attempt to become ACTIVE in one slot whose byte is held.
class Joiner {
public:
    Joiner(const Segment& segment, std::uint32_t index, const std::string& id, StartAt start);

    struct Place {
        std::uint64_t word;
        std::uint64_t start;
        std::uint64_t redelivered_to;
        bool known;  ///< the slot bore this id before
    };
    /// Evicted when the producer put this joiner out; ResumeLost.
    [[nodiscard]] Expected<Place> run();

private:
    [[nodiscard]] std::optional<Place> resume_in_place(std::uint64_t word);
    [[nodiscard]] Expected<Place> join_anew();
    [[nodiscard]] std::uint64_t leased_after(std::uint64_t cursor) const;
    [[nodiscard]] std::uint64_t conservative_start(std::uint64_t kept) const;
    [[nodiscard]] std::optional<std::uint64_t> start_of(
        std::uint64_t kept, std::uint64_t oldest, std::uint64_t published) const;
    void note_active() const;
    void raise_used_slots() const;
    void give_back(std::uint64_t word) const;
    [[nodiscard]] Unexpected put_out() const;

    const Segment& m_segment;
    layout::ProducerBlock& m_block;
    layout::ConsumerSlot& m_slot;
    std::uint32_t m_index;
    const std::string& m_id;
    StartAt m_start;
    std::uint64_t m_capacity;
    bool m_known = false;  ///< the slot bears this id: it was here, or is expected
    bool m_was_here = false;
};

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "counter_section.h"
#include "lock_file.h"
#include "segment.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ringlib {

/// The producer's view of the consumers: who is slowest, and who is gone.
class Gate {
public:
    Gate(const Segment& segment, LockQuery locks);

    struct Scan {
        std::uint64_t published = 0;  ///< then
        std::uint64_t lowest = 0;  ///< count up to which everybody who gates has consumed
        std::optional<std::uint32_t> slot;  ///< who that is; nothing when nobody is behind
        bool gated = false;  ///< somebody gates, also when nobody is behind
        bool any_seen = false;  ///< some consumer was ACTIVE in this instance
    };
    /// Fences, then reads every used slot once. JOINING and RETAINED slots gate as ACTIVE ones do;
    /// an expected consumer that was never seen gates from where it is expected. A cursor that no
    /// consumer can have is put out, and never widens the gate.
    /// Takes each cursor's line from its consumer: once per lap or so.
    [[nodiscard]] Scan scan(std::uint64_t published) noexcept;
    /// Fences, then: did anybody come or go since the last scan? If not, what that allowed still
    /// stands, since cursors only rise. Reads lines that hardly anybody writes: once per
    /// capacity / 8 events.
    [[nodiscard]] bool has_changed() const noexcept;

    /// Frees the slots at or below `lowest` whose owners are dead, by the kernel's locks; those of
    /// required consumers are retained. True if any was freed.
    bool reap_dead(std::uint64_t lowest) noexcept;

    /// Puts a consumer out: from now on it does not gate, and is told so on its next call.
    bool evict(std::uint32_t index) noexcept;

    /// False only when the kernel says that the slot's owner is gone.
    [[nodiscard]] bool is_alive(std::uint32_t slot) const noexcept;

    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id) const noexcept;
    /// Never falls, whatever the ring says.
    [[nodiscard]] std::uint32_t used_slots() const noexcept;

private:
    void note_seen_at_all(layout::ConsumerSlot& slot) noexcept;
    void retain(std::uint32_t index, std::uint64_t word) noexcept;
    bool put_out(std::uint32_t index, std::uint64_t word, layout::Happening why) noexcept;

    const Segment& m_segment;
    LockQuery m_locks;
    // Of its own: a slot that was used once is looked at for good, also when the ring forgets it.
    mutable std::uint32_t m_used_slots = 0;
    std::vector<std::uint64_t> m_scanned;  // the words of the slots, as the last scan found them
    Counter m_reaped;
    Counter m_evicted;
    Counter m_corrupt;
};

}  // namespace ringlib

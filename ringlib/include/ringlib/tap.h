// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/error.h"
#include "ringlib/event_schema.h"
#include "ringlib/sequence.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace ringlib {

/// A copied event, as its program laid it out.
using EventBytes = std::vector<std::byte>;

/// Reads single events of a ring and is not seen: a read-only descriptor and `pread`. No mapping,
/// no slot, no lock; no producer waits for it, so it misses what was overwritten before it came.
/// What it gives is whole.
///
/// Reads a copied file without a lock file as well. Thread: one at a time per tap. A moved-from one
/// can be destroyed or assigned to, no more.
class RingTap {
public:
    /// @param name_or_path a shm name (one leading '/' allowed), or a path when it holds a '/'
    /// further in.
    /// @param allowed_owner a uid whose rings are accepted beside the own.
    /// @errors as `RingObserver::attach`.
    [[nodiscard]] static Expected<RingTap> attach(
        std::string_view name_or_path, std::optional<uid_t> allowed_owner = std::nullopt);

    RingTap(const RingTap&) = delete;
    RingTap& operator=(const RingTap&) = delete;
    RingTap(RingTap&&) noexcept;  ///< allocates nothing; `other` is spent
    RingTap& operator=(RingTap&&) noexcept;  ///< gives up the ring it had
    ~RingTap();  ///< closes its descriptor; the ring does not notice

    /// A copy of the event; as many bytes as an event has.
    ///
    /// @errors NotPublished (asked and last published; also for a negative sequence), Overwritten
    ///         (asked, and the oldest that certainly exists: ask for that or a later one), Replaced
    ///         (another ring has the name now), Truncated, Corrupt (words that no ring can hold).
    ///
    /// Cost: a look at the name, three preads, and the allocation of the copy.
    [[nodiscard]] Expected<EventBytes> read(Sequence sequence);

    /// The newest event that can be read; kNoSequence before the first.
    /// @errors Replaced, Truncated, Corrupt. Cost: a look at the name and a pread.
    [[nodiscard]] Expected<Sequence> last_published() const;

    /// As `RingObserver::schema`, of the very ring that is read: every field lies inside the bytes
    /// that `read` gives.
    [[nodiscard]] std::optional<EventSchema> schema() const;

private:
    struct State;
    explicit RingTap(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> m_state;
};

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/error.h"
#include "ringlib/event_schema.h"
#include "ringlib/latency_snapshot.h"
#include "ringlib/shm_directory.h"
#include "ringlib/snapshot.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace ringlib {

/// Reads a ring and is not seen: a read-only descriptor and `pread`. No mapping, no slot, no lock,
/// no write.
///
/// Nothing in a segment can hurt it: the header is read once, checked, and only the copy used; a
/// segment cut short is an answer (`Truncated`), never a SIGBUS.
///
/// Thread: one at a time per observer. A moved-from one can be destroyed or assigned to, no more.
class RingObserver {
public:
    /// @param name_or_path a shm name (one leading '/' allowed), or a path when it holds a '/'
    /// further in.
    /// @param allowed_owner a uid whose rings are accepted beside the own.
    /// @errors InvalidName, NotFound, NotOwner, PermissionDenied, NotReady, NotARing, Corrupt,
    ///         Truncated, VersionMismatch; TooManyOpenFiles.
    [[nodiscard]] static Expected<RingObserver> attach(
        std::string_view name_or_path, std::optional<uid_t> allowed_owner = std::nullopt);

    RingObserver(const RingObserver&) = delete;
    RingObserver& operator=(const RingObserver&) = delete;
    RingObserver(RingObserver&&) noexcept;  ///< allocates nothing; `other` is spent
    RingObserver& operator=(RingObserver&&) noexcept;  ///< gives up the ring it had
    ~RingObserver();  ///< closes its descriptors; the ring does not notice

    /// As of `attach`: its state is not looked at again. Valid while the observer is.
    [[nodiscard]] const RingInfo& info() const noexcept;

    /// The read-only descriptor that everything is read through, as a proof. Not to be closed.
    [[nodiscard]] int descriptor() const noexcept;

    /// Fills `out`; allocates nothing once `out` has grown.
    ///
    /// @errors Replaced (another ring has the name now), Truncated, Corrupt (words that no ring can
    ///         hold).
    ///
    /// Cost: a few preads, one look at the name and one lock query for each consumer; about 10 µs
    /// with one consumer and 14 µs with eight (ring_bench, `observe`).
    [[nodiscard]] Expected<void> snapshot(RingSnapshot& out);

    /// Reads again what moves, into what `snapshot` filled last: for who looks often. Whether
    /// another ring has the name, and the counters, are as `snapshot` found them; who moved since
    /// the last look is there, of the others the locks are asked. Once somebody came or went it is
    /// a whole snapshot.
    /// @errors as `snapshot`. Cost: two preads, of 4 KiB and 512 bytes for each consumer, and a
    /// lock query for each endpoint that rests; allocates nothing.
    [[nodiscard]] Expected<void> refresh(RingSnapshot& out);

    /// What the bytes of an event mean, as its producer declared it; nothing where it did not, or
    /// where what lies there cannot be a schema of these events. Every field lies inside the event.
    /// Cost: two preads, and the allocation of the fields.
    [[nodiscard]] std::optional<EventSchema> schema() const;

    /// The last things that happened to the ring, at most 64, oldest first, also when another ring
    /// has its name by now. What is being written at this moment is left out.
    /// @errors Truncated. Cost: three preads, and the allocation of the records.
    [[nodiscard]] Expected<std::vector<HappeningRecord>> happenings() const;

    /// What the endpoints recorded with `record_publish_latency_ns` and
    /// `record_consume_latency_ns`: the producer first, then the consumers that are attached or
    /// left latencies behind. Empty for a ring without histograms. Allocates nothing once `out` has
    /// grown.
    /// @errors Replaced, Truncated. Cost: a pread of the slots, and one of 10 KiB per entry.
    [[nodiscard]] Expected<void> latencies(std::vector<LatencySnapshot>& out);

private:
    struct State;
    explicit RingObserver(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> m_state;
};

/// Every ring below `directory`, also those that cannot be used, each with the reason; other files
/// are left out. Opens nothing for writing and never blocks on what it finds there.
[[nodiscard]] std::vector<RingInfo> list_rings(
    const std::filesystem::path& directory = kShmDirectory);

}  // namespace ringlib

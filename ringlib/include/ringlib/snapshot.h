// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/liveness.h"
#include "ringlib/sequence.h"
#include "ringlib/stream_end.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace ringlib {

enum class Backend : std::uint8_t { Shm, Mmap };
enum class RingState : std::uint8_t {
    Live,
    Closed,
    Failed,
    Orphan,
    Truncated,
    Incompatible,
    Forbidden,
    NotARing
};
enum class SlotState : std::uint8_t { Joining, Active, Retained, Evicted };

/// By the kernel's lock; Unknown where the lock file is not readable.
enum class Presence : std::uint8_t { Alive, Dead, Unknown };

/// One counter. A consumer's label begins with the consumer's id and a dot: `cp_0.events_consumed`.
struct CounterValue {
    std::uint32_t id = 0;  ///< from 0x100 on the application's
    std::string label;  ///< as another program wrote it: escape it before it is shown
    std::uint64_t value = 0;
    std::size_t name_begins = 0;  ///< in `label`, behind the dot; 0: the producer's

    /// The label without the consumer's id.
    [[nodiscard]] std::string_view name() const
    {
        return std::string_view(label).substr(std::min(name_begins, label.size()));
    }
    /// Empty: the producer's.
    [[nodiscard]] std::string_view consumer() const
    {
        return std::string_view(label).substr(0, name_begins == 0 ? 0 : name_begins - 1);
    }
};

struct ConsumerSnapshot {
    std::string id;
    pid_t pid = 0;
    std::uint64_t start_time = 0;  ///< field 22 of /proc/pid/stat, ticks
    SlotState slot_state{};
    Presence presence{};
    bool required = false;
    Sequence sequence = kNoSequence;  ///< last consumed; never ahead of the producer's
    std::uint64_t generation = 0;  ///< +1 per attachment of the slot
    std::uint64_t joined_at_ns = 0;  ///< CLOCK_MONOTONIC
    std::uint64_t last_wait_ns = 0;  ///< CLOCK_MONOTONIC; display only
};

struct ProducerSnapshot {
    pid_t pid = 0;
    std::uint64_t start_time = 0;
    Presence presence{};
    Sequence sequence = kNoSequence;  ///< last published
    std::uint64_t epoch = 0;  ///< +1 per producer
    std::uint64_t blocked_since_ns = 0;  ///< CLOCK_MONOTONIC; 0: not blocked now
    std::uint64_t blocked_total_ns = 0;
    std::optional<std::string> gated_by;
};

struct LivenessSnapshot {
    RequiredConsumerLivenessConfig config;  ///< without the hook
    std::optional<RequiredConsumerAlert> last_alert;
    std::optional<std::chrono::nanoseconds> fires_in;
};

/// Everything one reading of a ring says. Consumers were read first, the producer last, so no lag
/// is negative; `width_ns` is how long the two readings took.
struct RingSnapshot {
    std::uint64_t taken_ns = 0, width_ns = 0;  ///< CLOCK_MONOTONIC
    std::uint64_t capacity = 0, event_size = 0;
    std::uint64_t used_max = 0;  ///< most slots ever in use, as the producer saw it
    ProducerSnapshot producer;
    std::vector<ConsumerSnapshot> consumers;
    std::optional<LivenessSnapshot> liveness;
    std::optional<StreamEnd> stream_end;
    std::vector<CounterValue> counters;
};

/// What happened to a ring, as its blackbox tells; Unknown: a later version's word, or damage.
enum class RingHappening : std::uint8_t {
    Unknown,
    Created,
    TakenOver,
    Closed,
    Joined,
    Left,
    Reaped,
    Retained,
    Evicted,
    CorruptCursor,
    JoinRefused,
    Stalled,
    Failed
};
/// The enumerator as text: "TakenOver".
[[nodiscard]] std::string_view to_string(RingHappening what) noexcept;

/// One record of a ring's blackbox.
struct HappeningRecord {
    std::uint64_t time_ns = 0;  ///< CLOCK_MONOTONIC
    RingHappening what{};
    std::optional<std::uint32_t> slot;  ///< the consumer's; nothing where it is about none
    std::string consumer_id;  ///< of the slot as it is now, escaped; a successor's perhaps
    std::uint64_t value = 0;  ///< events published, or consumed by that consumer, until then
};

struct RingInfo {
    std::string name;  ///< shm name, or path
    std::filesystem::path path;
    Backend backend{};
    RingState state{};
    std::string reason;  ///< for every state but Live
    std::string label, event_name;
    std::array<std::uint8_t, 16> instance{};  ///< random, per creation
    std::uint64_t capacity = 0, event_size = 0;
    std::uint32_t layout_major = 0, layout_minor = 0;
};

}  // namespace ringlib

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

/// What a ring lies in.
enum class Backend : std::uint8_t {
    Shm,  ///< shared memory: a name in /dev/shm
    Mmap  ///< a file anywhere else, known by its path
};
/// What an observer finds at a name.
enum class RingState : std::uint8_t {
    Live,  ///< a process is its producer; or its lock file is not readable, so one may be
    Closed,  ///< its producer ended the stream; consumers may still read
    Failed,  ///< its producer ended the stream because a required consumer failed
    Orphan,  ///< nobody ended the stream, but nobody is its producer: dead, another boot, a copy
    Truncated,  ///< its file has not the length that its header says
    Incompatible,  ///< of another layout version, unfinished or damaged
    Forbidden,  ///< another user's, or its mode forbids to read it
    NotARing  ///< something else; list_rings leaves such files out
};
/// What a consumer's slot is used for. A slot that nobody uses is not shown.
enum class SlotState : std::uint8_t {
    Joining,  ///< its owner is finding its place; gates already
    Active,  ///< attached: gates, and reads or has died unnoticed
    Retained,  ///< a required consumer that died: gates until it is back, or is given up
    Evicted  ///< put out: gates nobody; to be used again when its owner has gone
};

/// Whether a process is there, as the kernel's lock says.
enum class Presence : std::uint8_t {
    Alive,  ///< it holds its lock byte
    Dead,  ///< nobody does: it has ended, or was killed
    Unknown  ///< the lock file is missing or not readable
};

/// One counter. A consumer's label begins with the consumer's id and a dot: `cp_0.events_consumed`.
struct CounterValue {
    std::uint32_t id = 0;  ///< from 0x100 on the application's
    std::string label;  ///< as another program wrote it: shown by printable() only
    std::uint64_t value = 0;  ///< a consumer's below 0x100 begin at 0 with each attachment
    std::size_t name_begins = 0;  ///< in `label`, behind the dot; 0: the producer's

    /// The label without the consumer's id.
    [[nodiscard]] std::string_view name() const
    {
        return std::string_view(label).substr(std::min(name_begins, label.size()));
    }
    /// The id of the consumer that counts; empty: the producer.
    [[nodiscard]] std::string_view consumer() const
    {
        return std::string_view(label).substr(0, name_begins == 0 ? 0 : name_begins - 1);
    }
};

/// One consumer, as its slot says.
struct ConsumerSnapshot {
    std::string id;  ///< as another program wrote it: shown by printable() only
    pid_t pid = 0;  ///< of its last owner, in the pid namespace of that
    std::uint64_t start_time = 0;  ///< field 22 of /proc/pid/stat, ticks
    SlotState slot_state{};  ///< as stored last, perhaps by a process that died since
    Presence presence{};  ///< of its owner
    bool required = false;  ///< named by the producer's liveness configuration
    Sequence sequence = kNoSequence;  ///< last consumed; never ahead of the producer's
    std::uint64_t generation = 0;  ///< +1 per attachment of the slot
    std::uint64_t joined_at_ns = 0;  ///< CLOCK_MONOTONIC: the present attachment
    std::uint64_t last_wait_ns = 0;  ///< CLOCK_MONOTONIC: it had no event; display only
};

/// The ring's producer, or its last one.
struct ProducerSnapshot {
    pid_t pid = 0;  ///< in its own pid namespace
    std::uint64_t start_time = 0;  ///< field 22 of /proc/pid/stat, ticks
    Presence presence{};  ///< Alive: some process is the producer of this name
    Sequence sequence = kNoSequence;  ///< last published
    std::uint64_t epoch = 0;  ///< +1 per producer
    std::uint64_t blocked_since_ns = 0;  ///< CLOCK_MONOTONIC; 0: not blocked now
    std::uint64_t blocked_total_ns = 0;  ///< in this ring's life, without the present block
    std::optional<std::string> gated_by;  ///< while blocked: id of the slowest, if a slot gates
};

/// How the producer's watch over its required consumers stands.
struct LivenessSnapshot {
    RequiredConsumerLivenessConfig config;  ///< without the hook
    std::optional<RequiredConsumerAlert> last_alert;  ///< under this configuration
    /// From `taken_ns` until the failure action, if nothing moves; 0: overdue. Nothing while no
    /// required consumer holds the ring, and with AlertOnly.
    std::optional<std::chrono::nanoseconds> fires_in;
};

/// Everything one reading of a ring says. Consumers were read first, the producer last, so no lag
/// is negative; `width_ns` is how long the two readings took.
struct RingSnapshot {
    std::uint64_t taken_ns = 0;  ///< CLOCK_MONOTONIC, when the first of the two readings began
    std::uint64_t width_ns = 0;  ///< how long both took
    std::uint64_t capacity = 0;  ///< events that the ring holds
    std::uint64_t event_size = 0;  ///< bytes
    std::uint64_t used_max = 0;  ///< most events unread at once, as its producers saw it
    ProducerSnapshot producer;  ///< read last
    std::vector<ConsumerSnapshot> consumers;  ///< in the order of their slots
    std::optional<LivenessSnapshot> liveness;  ///< nothing: no required consumers
    std::optional<StreamEnd> stream_end;  ///< Closed, RequiredConsumerFailed or ProducerDied
    std::vector<CounterValue> counters;  ///< the producer's, the consumers', the application's
};

/// What happened to a ring, as its blackbox tells; Unknown: a later version's word, or damage.
enum class RingHappening : std::uint8_t {
    Unknown,  ///< none of the following
    Created,  ///< its first producer made it
    TakenOver,  ///< a producer succeeded one that died
    Closed,  ///< its producer left in order, perhaps after Failed
    Joined,  ///< a consumer attached
    Left,  ///< a consumer detached
    Reaped,  ///< a consumer that died and held the producer up was given up
    Retained,  ///< a required consumer died and held the producer up: its place is kept
    Evicted,  ///< a consumer was put out
    CorruptCursor,  ///< a consumer was put out because its position was damaged
    JoinRefused,  ///< a consumer found no free slot
    Stalled,  ///< a required consumer made no progress: the alert
    Failed  ///< a required consumer failed: the stream ended
};
/// The enumerator as text: "TakenOver".
[[nodiscard]] std::string_view to_string(RingHappening what) noexcept;

/// One record of a ring's blackbox.
struct HappeningRecord {
    std::uint64_t time_ns = 0;  ///< CLOCK_MONOTONIC
    RingHappening what{};  ///< Unknown is kept in its place, with its time
    std::optional<std::uint32_t> slot;  ///< the consumer's; nothing where it is about none
    std::string consumer_id;  ///< of the slot as it is now, escaped; a successor's perhaps
    std::uint64_t value = 0;  ///< events published, or consumed by that consumer, until then
};

/// A ring, by its header: what stays the same while it lives, and the state it was found in.
struct RingInfo {
    std::string name;  ///< shm name, or path
    std::filesystem::path path;  ///< of its file; below /dev/shm for shared memory
    Backend backend{};  ///< by the name it was found under
    RingState state{};  ///< when it was attached to, or listed
    std::string reason;  ///< for every state but Live
    /// What portable_shm_segment_name was given, up to 64 bytes, or empty. As another program wrote
    /// it: shown by printable() only.
    std::string label;
    /// Of the event type, up to 64 bytes; empty: not declared. As another program wrote it, too.
    std::string event_name;
    std::array<std::uint8_t, 16> instance{};  ///< random, per creation
    /// Events that the ring holds; 0, as all that follows, where the header cannot be believed.
    std::uint64_t capacity = 0;
    std::uint64_t event_size = 0;  ///< bytes
    std::uint32_t layout_major = 0;  ///< always layout::kMajor: others are Incompatible
    std::uint32_t layout_minor = 0;  ///< any: a later one only adds
};

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"
#include "monitor/consumer_state.h"
#include "monitor/diagnosis.h"
#include "monitor/time_lag.h"

#include <ringlib/snapshot.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// How a ring is, in one word. Waiting: no ring of this name (yet, or any more),
/// or none that answers.
enum class RingWord : std::uint8_t {
    Waiting,
    Live,
    Idle,
    Orphan,
    Replaced,
    Truncated,
    Incompatible,
    Forbidden,
    Closed,
    Failed
};
enum class ProducerWord : std::uint8_t { Unknown, Running, Idle, Held, Stopped, Ended, Dead };

/// The rules about a ring count on where those about a consumer end.
inline constexpr int kLostNameRule = 16;

[[nodiscard]] std::string_view to_string(RingWord word) noexcept;  ///< "LIVE"
[[nodiscard]] std::string_view to_string(ProducerWord word) noexcept;  ///< "RUNNING"

/// A process as /proc shows it. States: R S D T t Z I as the kernel says, 'X' gone, '?' not known.
struct ProcessReading {
    pid_t pid = 0;
    char state = '?';
    std::string command;
};

/// A producer of a slow consumer is blocked for a moment at every event. Held is one that stays so.
inline constexpr Duration kHeldMin = std::chrono::milliseconds(100);

struct ProducerReading {
    ProcessReading process;
    ringlib::Presence presence = ringlib::Presence::Unknown;
    ProducerWord state = ProducerWord::Unknown;
    ringlib::Sequence sequence = ringlib::kNoSequence;  ///< last published
    std::uint64_t epoch = 0;
    double events_per_s = 0;
    std::optional<TimePoint> held_since;  ///< blocked by a consumer on a full ring since then
    std::optional<TimePoint> dead_since;  ///< nobody has been the producer since then
    bool death_unseen = false;  ///< since before anybody looked
    double blocked_s_total = 0;  ///< as the producer itself counted it
    Duration since_publish{};  ///< at least; since it was first looked at
    std::optional<ringlib::StreamEnd> stream_end;
};

struct ConsumerReading {
    std::string id;  ///< as in the segment: escape before showing
    ProcessReading process;
    ringlib::Presence presence = ringlib::Presence::Unknown;
    ringlib::SlotState slot_state = ringlib::SlotState::Active;
    bool required = false;

    ConsumerState state = ConsumerState::Unknown;
    Severity severity = Severity::Grey;
    std::string because;  ///< the numbers that satisfied the rule
    TimePoint since;  ///< the state holds since
    TimePoint evidence_since;  ///< the first sample that satisfied its rule
    bool evidence_unseen = false;  ///< it held before anybody looked
    std::optional<ConsumerState> pending;  ///< another state, not held for long enough yet
    TimePoint pending_since;

    ringlib::Sequence sequence = ringlib::kNoSequence;  ///< last consumed
    std::uint64_t lag_events = 0;  ///< 0 … capacity
    double lag_percent = 0;  ///< of the ring
    std::uint64_t lag_events_recent = 0;  ///< most within the last second, when it was judged
    TimeLag lag_time;
    double events_per_s = 0;
    Duration since_progress{};
    bool progress_unseen = false;  ///< `since_progress` is the least that it can be
    double gating_share = 0;  ///< part of the window in which it was the slowest on a full ring
    std::optional<Duration>
        time_to_full;  ///< at the present growth of its lag; nothing: it does not grow
};

/// Everything the window and the terminal show of one ring at one instant.
struct RingReading {
    std::string ring;  ///< shm name, or path, as asked for
    ringlib::Backend backend = ringlib::Backend::Shm;
    RingWord state = RingWord::Waiting;
    std::string reason;  ///< why, in words; empty for LIVE
    bool named = true;  ///< false: processes use it, and its name was removed
    bool attached = false;  ///< false: the numbers are the last ones read, or none were ever read
    std::string instance;  ///< 32 hex digits; empty before the first attach
    std::uint64_t instance_number = 0;  ///< how many rings of this name were seen, counted from 1
    std::string label;
    std::string event_name;
    std::uint64_t capacity = 0;
    std::uint64_t event_size = 0;
    TimePoint sampled_at;
    Duration width{};  ///< how long the reading took

    ProducerReading producer;
    std::vector<ConsumerReading> consumers;  ///< by slot: a consumer keeps its place while attached
    std::uint64_t used = 0;  ///< slots the slowest consumer has not consumed yet
    std::uint64_t free = 0;
    std::uint64_t used_max = 0;
    std::string gating;  ///< id of the slowest consumer while there is lag, the one that holds a
                         ///< held producer
    std::optional<Duration>
        time_to_full;  ///< of the slowest consumer; 0 while held; nothing: not filling
    std::optional<ringlib::LivenessSnapshot> liveness;
    std::vector<ringlib::CounterValue> counters;
    Severity severity
        = Severity::Grey;  ///< worst of the required consumers, and of others while they gate
    Diagnosis diagnosis;
};

}  // namespace monitor

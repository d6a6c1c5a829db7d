// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/faults/fault.h"
#include "rig/scenario/json_tree.h"
#include "rig/scenario/time_expression.h"
#include "rig/topology.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rig::scenario {

/// When an expectation counts.
enum class Scope : std::uint8_t {
    Baseline,  ///< before anything is broken, and again when all is healed
    During,  ///< from the proof of a fault to its heal
    After,  ///< from the proof of a fault on
    Always
};

/// From when its time is measured.
enum class Since : std::uint8_t {
    Fault,  ///< proven
    RingFull,  ///< the producer noted that it is blocked
    Heal  ///< proven
};

/// What is expected of whom.
enum class Subject : std::uint8_t {
    RingState,
    RingFull,
    RingEpoch,
    RingPublished,
    RingReplaced,
    ProducerAlert,
    ProducerExit,
    ProducerGoesOn,
    ConsumerState,
    ConsumerAttached,
    ConsumerGates,
    ConsumerGoesOn,
    ConsumerEnd,
    ConsumerFirst,
    ConsumerRedelivered,
    Integrity
};

/// Where a consumer was to begin.
enum class FirstEvent : std::uint8_t {
    Oldest,
    Next,
    Resumed  ///< the one after the last committed
};

struct TimeWindow {
    std::optional<TimeExpression> least;
    TimeExpression most;
};

struct Expectation {
    Place place;
    Scope scope = Scope::Always;
    std::string fault;  ///< of the method, for During and After
    Subject subject = Subject::Integrity;
    bool never = false;  ///< it must not come
    std::vector<std::string> consumers;  ///< "*": all that run
    std::vector<std::string> words;  ///< states, an end, a reason: one of them
    std::optional<std::uint64_t> number;  ///< an epoch, an exit code, a count
    FirstEvent first{};
    bool attached = true;
    bool drained = false;  ///< and has read all there was
    std::optional<TimeWindow> within;
    Since since = Since::Fault;
};

struct Step {
    Place place;
    std::string id;
    std::chrono::nanoseconds at{};  ///< since the steady state was seen
    Fault fault;
};

/// What is expected of a healthy rig, all of it at once.
struct SteadyState {
    std::chrono::nanoseconds lasting = std::chrono::seconds(1);
    std::chrono::nanoseconds within = std::chrono::seconds(10);
    std::vector<Expectation> expect;
    bool again = true;  ///< has to hold again when all is healed
};

/// Faults drawn by lot, the same for the same seed.
struct Soak {
    Place place;
    std::chrono::nanoseconds lasting{};
    DurationRange every{std::chrono::milliseconds(300), std::chrono::milliseconds(900)};
    DurationRange fault{std::chrono::milliseconds(50), std::chrono::milliseconds(400)};
    std::vector<FaultKind> kinds;
    std::vector<std::string> targets;
};

struct Scenario {
    std::string name;
    std::string why;
    Topology topology;
    bool names_backend = false;  ///< its topology says where the ring lies
    SteadyState steady;
    std::vector<Step> method;
    std::optional<Soak> soak;  ///< instead of a method
    std::vector<Expectation> expect;
    std::chrono::nanoseconds observe = std::chrono::seconds(1);  ///< at least, after the last step
    std::chrono::nanoseconds timeout = std::chrono::seconds(60);

    /// Something that is expected ends the stream: then no steady state comes back.
    [[nodiscard]] bool ends_the_stream() const;
    [[nodiscard]] const Step* find_step(std::string_view id) const;
    /// As far as they are known before the run.
    [[nodiscard]] NamedTimes named_times() const;
};

inline constexpr std::size_t kProcessesMax = 64;
inline constexpr std::size_t kStepsMax = 256;
inline constexpr std::size_t kExpectationsMax = 256;
inline constexpr std::size_t kFileBytesMax = std::size_t{1} << 20U;
inline constexpr std::uint64_t kRingBytesMax = std::uint64_t{1} << 30U;
inline constexpr std::uint64_t kRateMax = 100'000'000;
inline constexpr std::chrono::nanoseconds kSoakEveryMin = std::chrono::milliseconds(10);
inline constexpr std::chrono::nanoseconds kTimeoutMax = std::chrono::hours(1);

[[nodiscard]] std::string_view to_string(Subject subject) noexcept;

}  // namespace rig::scenario

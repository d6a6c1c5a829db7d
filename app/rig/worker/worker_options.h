// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/quantity.h"
#include "rig/worker/load.h"

#include <ringlib/coordination.h>
#include <ringlib/liveness.h>
#include <ringlib/options.h>
#include <ringlib/snapshot.h>
#include <ringlib/wait_strategy.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace rig {

/// The ring that was named on the command line.
struct RingTarget {
    ringlib::Backend backend{};
    std::string name;  ///< shm name, or path

    /// For calls that take both: a path is written so that it cannot be read as a name.
    [[nodiscard]] std::string name_or_path() const;
};

/// What both roles have.
struct WorkerOptions {
    RingTarget ring;
    std::optional<std::uint64_t> batch;
    std::optional<std::uint64_t> count;
    std::optional<std::chrono::nanoseconds> duration;
    ringlib::WaitStrategy wait = ringlib::WaitStrategy::block();
    std::optional<int> core;
    bool control = false;
    bool quiet = false;
};

struct ProduceOptions : WorkerOptions {
    std::uint64_t capacity = 0;
    std::uint64_t event_size = 0;
    Rate rate;
    Load load;
    std::uint64_t seed = 0;
    ringlib::CoordinationMode coordination = ringlib::CoordinationMode::immediate();
    std::optional<std::uint64_t> max_consumers;
    /// Without its hook; nothing: nobody is required.
    std::optional<ringlib::RequiredConsumerLivenessConfig> liveness;
    ringlib::OnExisting on_existing = ringlib::OnExisting::TakeOver;
};

struct ConsumeOptions : WorkerOptions {
    std::string id;
    ringlib::StartAt start = ringlib::StartAt::Default;
    DurationRange work;  ///< service time per event
    std::chrono::nanoseconds ready_timeout = std::chrono::seconds(10);
};

/// The text that was asked for, for stdout.
struct HelpText {
    std::string text;
};
struct UsageError {
    std::string what;  ///< one line
    std::string usage;
};

/// The command line of ringworker; `version` is what --version prints.
using WorkerCommandLine = std::variant<ProduceOptions, ConsumeOptions, HelpText, UsageError>;
[[nodiscard]] WorkerCommandLine parse_worker_command_line(
    int argc, const char* const* argv, const std::string& version);

}  // namespace rig

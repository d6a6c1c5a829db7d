// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/scenario/scenario.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace monitor::run {

/// A scenario, and how it was asked for: by the name of a built-in one, or of a file.
struct NamedScenario {
    rig::scenario::Scenario scenario;
    std::string named;
    bool built_in = false;
};

/// Why there is no such scenario.
struct NoScenario {
    enum class Why : std::uint8_t {
        Absent,  ///< neither built in nor a file
        Unreadable,
        Wrong  ///< what it says
    };
    Why why{};
    std::vector<std::string> lines;  ///< printable; "FILE:LINE:COL: …" for all that is wrong

    /// A program's that was told to run it.
    [[nodiscard]] int exit_code() const noexcept;
};

/// Reads it, and starts nothing. A built-in one comes before a file of its name.
[[nodiscard]] tl::expected<NamedScenario, NoScenario> find_scenario(const std::string& named);

/// The same run once more, as a command line for a shell.
[[nodiscard]] std::string reproduce_command(const NamedScenario& named, std::uint64_t seed);

/// For a run that nobody named a seed for: another one each time, and short enough to be typed.
[[nodiscard]] std::uint64_t some_seed();

}  // namespace monitor::run

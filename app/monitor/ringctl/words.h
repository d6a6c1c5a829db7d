// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"
#include "monitor/ringctl/output.h"
#include "rig/bad_value.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <sys/types.h>

/// Words of the command line that several commands share, and what they mean.
namespace ringctl {

using rig::BadValue;

void add_format(CLI::App& command, std::string& format);
/// The ring as the command's first word.
CLI::Option* add_ring(CLI::App& command, std::string& ring);
void add_owner(CLI::App& command, std::optional<std::string>& owner);

// Each throws BadValue for what is none.

[[nodiscard]] Format format_of(const std::string& word);
/// As it is shown: a shm name without the slash that may stand before it.
[[nodiscard]] std::string ring_of(const std::string& word);
[[nodiscard]] std::optional<uid_t> owner_of(const std::optional<std::string>& word);
/// @param option "--window"; @param advice "give a time up to 10m".
[[nodiscard]] monitor::Duration time_of(
    const std::string& option, const std::string& word, const std::string& advice);

}  // namespace ringctl

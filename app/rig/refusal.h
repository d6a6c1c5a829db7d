// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace rig {

/// What is wrong with the command line of a program with commands, and what to do, in one line:
/// "stat: '--windw' is no option (did you mean --window?)".
[[nodiscard]] std::string refusal(const CLI::App& program, const CLI::ParseError& error);

}  // namespace rig

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/scenario/reader.h"
#include "rig/scenario/scenario.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace rig::scenario {

/// Nothing is started, opened or looked up; what a file says is only read.
/// @errors everything that is wrong with it, in the order of its lines.
[[nodiscard]] tl::expected<Scenario, Complaints> parse_scenario(std::string_view text);

/// All keys, and what each may be, as a page of Markdown.
[[nodiscard]] std::string scenario_reference();

}  // namespace rig::scenario

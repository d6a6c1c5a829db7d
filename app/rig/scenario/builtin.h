// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace rig::scenario {

/// A scenario of resources/scenarios, as this program was built with it.
struct BuiltinScenario {
    std::string_view name;
    std::string_view text;
};

/// In the order of their names.
[[nodiscard]] std::span<const BuiltinScenario> builtin_scenarios();
[[nodiscard]] const BuiltinScenario* find_builtin_scenario(std::string_view name);

}  // namespace rig::scenario

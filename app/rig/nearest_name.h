// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rig {

/// The one of `names` that was probably meant; empty when none is like it. At most a third of the
/// characters differ.
[[nodiscard]] std::string nearest_name(std::string_view wanted, std::span<const std::string> names);

}  // namespace rig

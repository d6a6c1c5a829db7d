// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/error.h"

#include <optional>
#include <string_view>

namespace ringlib {

/// Binds the calling thread to a core, where one is asked for.
/// @errors InvalidConfig, naming the cores there are.
[[nodiscard]] Expected<void> pin_this_thread(std::string_view ring, std::optional<int> core);

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace ringlib {

/// The label that `portable_shm_segment_name` turned into this name in this process; else empty. It
/// goes into the header of a ring that is created under the name, so that people see what was
/// meant.
[[nodiscard]] std::string remembered_label(std::string_view name);

}  // namespace ringlib

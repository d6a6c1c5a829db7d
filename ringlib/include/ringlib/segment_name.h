// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace ringlib {

/// A shm name for any label: the same label gives the same name, in at most 30 characters (macOS
/// allows 31). Up to 13 sanitised characters of the label, '_', and 16 hex digits of its hash.
[[nodiscard]] std::string portable_shm_segment_name(std::string_view label);

}  // namespace ringlib

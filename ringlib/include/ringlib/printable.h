// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace ringlib {

/// Text that came from a segment, a file or an argument, fit for a terminal: what is not printable
/// ASCII stands there as \xNN, so that nothing in it can be obeyed.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace ringlib

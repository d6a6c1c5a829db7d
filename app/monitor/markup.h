// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace monitor {

/// Text as XML and HTML may hold it, between tags and in quotes: what neither allows (control
/// characters, what is no UTF-8) is left out, what has a meaning there is escaped.
[[nodiscard]] std::string in_markup(std::string_view text);

}  // namespace monitor

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace ringtest {

/// Two hundred texts that somebody may put where a name is shown: control bytes, sequences that
/// terminals obey, broken and overlong UTF-8, characters without width and those that turn the
/// direction, mark-up, formulas, formats, and long ones.
[[nodiscard]] std::vector<std::string> hostile_texts();

}  // namespace ringtest

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace rig {

/// "0.1.0 (4e8a6aa)": the version, and the revision it was built from where that is known. Only
/// the programs know it; else everything would be linked anew with every commit.
[[nodiscard]] std::string version();

/// "ringctl 0.1.0 (4e8a6aa)": what --version prints and recordings keep.
[[nodiscard]] std::string program_and_version(std::string_view program);

}  // namespace rig

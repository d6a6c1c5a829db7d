// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

namespace rig {

/// Takes those of 0, 1 and 2 that the caller has closed: else a ring or a recording would be opened
/// there, and what is written to stdout would land in it.
void reserve_standard_descriptors();

}  // namespace rig

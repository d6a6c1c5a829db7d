// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "hostile/outcome.h"

#include <cstdint>

namespace ringtest {

/// Four openers take the producer's lock of a name; each that has it removes the lock file, as the
/// last one out does, and lets go. Bad: two that have it at once.
[[nodiscard]] Outcome lock_while_lock_files_go(std::uint64_t locks);

}  // namespace ringtest

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/error.h"

#include <string_view>

namespace ringlib {

/// Removes a ring and its lock file when no process holds it: it takes all of its lock bytes first.
///
/// @param name_or_path as RingObserver::attach takes it.
/// @errors InvalidName, NotFound, NotARing (other files are never touched), NotOwner,
///         PermissionDenied; ProducerAlive and ConsumerIdInUse (naming who holds it); NotReady,
///         VersionMismatch, Corrupt, Truncated (it cannot be told who holds it).
[[nodiscard]] Expected<void> remove_ring(std::string_view name_or_path);

}  // namespace ringlib

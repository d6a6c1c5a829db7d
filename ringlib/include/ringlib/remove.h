// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/error.h"

#include <string_view>

namespace ringlib {

/// Removes a ring and its lock file when no process holds it:
/// all of its lock bytes are taken first.
///
/// @errors InvalidName, NotFound, NotARing (other files are never touched), NotOwner, ProducerAlive
/// and
///         ConsumerIdInUse (naming who holds it), PermissionDenied.
[[nodiscard]] Expected<void> remove_ring(std::string_view name_or_path);

}  // namespace ringlib

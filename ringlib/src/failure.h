// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/error.h"

#include <string>
#include <string_view>

namespace ringlib {

/// An error of the library, ready to be returned.
[[nodiscard]] Unexpected failure(Errc code, std::string_view ring, std::string detail);

/// What the kernel said, as the error it means: EACCES is PermissionDenied, ENOSPC is NoSpace and
/// so on.
[[nodiscard]] Unexpected os_failure(int os_errno, std::string_view ring, std::string_view what);

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/platform/rename_new.h"

#include <cstdio>
#include <fcntl.h>

namespace rig {

bool rename_new(const std::filesystem::path& from, const std::filesystem::path& to) noexcept
{
    return ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0;
}

}  // namespace rig

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/platform/file_lock.h"

#include <cstdio>
#include <fcntl.h>

namespace rig {

bool lock_whole(int descriptor) noexcept
{
    struct flock whole { };
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    return ::fcntl(descriptor, F_OFD_SETLK, &whole) == 0;
}

}  // namespace rig

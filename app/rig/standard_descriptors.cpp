// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/standard_descriptors.h"

#include <fcntl.h>
#include <unistd.h>

namespace rig {

// For reading only: what is written there fails, and is told.
void reserve_standard_descriptors()
{
    int descriptor = 0;
    while (descriptor >= 0 && descriptor <= STDERR_FILENO) {
        descriptor = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    }
    ::close(descriptor);
}

}  // namespace rig

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/platform/pipe.h"

#include <array>
#include <fcntl.h>

namespace rig {

bool lift(Descriptor& descriptor)
{
    if (descriptor && descriptor.get() < kFirstOtherDescriptor) {
        descriptor = Descriptor(::fcntl(descriptor.get(), F_DUPFD_CLOEXEC, kFirstOtherDescriptor));
    }
    return static_cast<bool>(descriptor);
}

bool open_pipe(Pipe& pipe, int flags)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | flags) != 0) {
        return false;
    }
    pipe.read = Descriptor(ends[0]);
    pipe.write = Descriptor(ends[1]);
    return lift(pipe.read) && lift(pipe.write);
}

}  // namespace rig

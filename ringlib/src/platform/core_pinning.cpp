// SPDX-License-Identifier: MIT OR Apache-2.0
#include "platform/core_pinning.h"

#include "failure.h"

#include <sched.h>
#include <unistd.h>

namespace ringlib {

Expected<void> pin_this_thread(std::string_view ring, std::optional<int> core)
{
    if (!core) {
        return {};
    }
    cpu_set_t set;
    CPU_ZERO(&set);
    const bool in_range = *core >= 0 && *core < CPU_SETSIZE;
    if (in_range) {
        CPU_SET(static_cast<std::size_t>(*core), &set);
    }
    if (!in_range || ::sched_setaffinity(0, sizeof(set), &set) != 0) {
        return failure(Errc::InvalidConfig, ring,
            "core " + std::to_string(*core) + ", this machine has 0 to "
                + std::to_string(::sysconf(_SC_NPROCESSORS_CONF) - 1));
    }
    return {};
}

}  // namespace ringlib

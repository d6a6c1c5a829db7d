// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/platform/own_process.h"

#include <csignal>
#include <sys/prctl.h>
#include <system_error>

namespace rig {

std::filesystem::path own_program()
{
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored);
}

void die_with_parent() noexcept
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

void sleep_without_slack() noexcept
{
    ::prctl(PR_SET_TIMERSLACK, 1000);
}

}  // namespace rig

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/version.h"

#include <revision.h>

namespace rig {

std::string version()
{
    const std::string revision = RINGSCOPE_REVISION;
    return RINGSCOPE_VERSION + (revision.empty() ? "" : " (" + revision + ")");
}

std::string program_and_version(std::string_view program)
{
    return std::string(program) + ' ' + version();
}

}  // namespace rig

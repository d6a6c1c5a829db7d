// SPDX-License-Identifier: MIT OR Apache-2.0
#include "platform/nameless_file.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace ringlib {

UniqueFd make_nameless_file(const std::string& directory, mode_t mode)
{
    return UniqueFd(::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, mode));
}

int name_file(int fd, const std::string& name)
{
    const std::string source = "/proc/self/fd/" + std::to_string(fd);
    return ::linkat(AT_FDCWD, source.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0
        ? 0
        : errno;
}

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "platform/range_lock.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>

namespace ringlib {
namespace {

struct flock write_lock(off_t start, off_t length) noexcept
{
    struct flock lock { };
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = start;
    lock.l_len = length;
    return lock;
}

}  // namespace

bool take_range(int fd, off_t start, off_t length) noexcept
{
    struct flock lock = write_lock(start, length);
    int result = 0;
    do {
        result = ::fcntl(fd, F_OFD_SETLK, &lock);
    } while (result != 0 && errno == EINTR);
    return result == 0;
}

bool is_range_taken(int fd, off_t start, off_t length) noexcept
{
    struct flock lock = write_lock(start, length);
    return ::fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

}  // namespace ringlib

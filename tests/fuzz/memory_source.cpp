// SPDX-License-Identifier: MIT OR Apache-2.0
#include "fuzz/memory_source.h"

#include <sys/syscall.h>
#include <unistd.h>

namespace {

fuzz::MemorySource& source()
{
    static fuzz::MemorySource the_source;
    return the_source;
}

ssize_t read_from_source(int fd, void* target, std::size_t size, off_t offset)
{
    if (!source()) {
        return ::syscall(SYS_pread64, fd, target, size, offset);
    }
    return source()({static_cast<std::byte*>(target), size}, static_cast<std::uint64_t>(offset));
}

}  // namespace

// In place of the C library's, also for ringlib. The second one is what a call becomes whose
// target's size the compiler knows.
extern "C" ssize_t pread(int fd, void* buf, std::size_t nbytes, off_t offset)
{
    return read_from_source(fd, buf, nbytes, offset);
}
// NOLINTBEGIN: the C library gave it its name and its parameters
extern "C" ssize_t __pread_chk(int fd, void* target, std::size_t size, off_t offset, std::size_t);
extern "C" ssize_t __pread_chk(
    int fd, void* target, std::size_t size, off_t offset, std::size_t /*room*/)
// NOLINTEND
{
    return read_from_source(fd, target, size, offset);
}

namespace fuzz {

ReadsFrom::ReadsFrom(MemorySource from)
{
    source() = std::move(from);
}

ReadsFrom::~ReadsFrom()
{
    source() = nullptr;
}

}  // namespace fuzz

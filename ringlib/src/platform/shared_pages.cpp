// SPDX-License-Identifier: MIT OR Apache-2.0
#include "platform/shared_pages.h"

#include <sys/mman.h>

namespace ringlib {

void* map_shared(int fd, int protection, std::uint64_t offset, std::uint64_t length) noexcept
{
    void* address = ::mmap(
        nullptr, length, protection, MAP_SHARED | MAP_POPULATE, fd, static_cast<off_t>(offset));
    return address == MAP_FAILED ? nullptr : address;
}

void keep_from_children(void* base, std::size_t length) noexcept
{
    ::madvise(base, length, MADV_DONTFORK);
}

void put_empty_pages(void* base, std::size_t length) noexcept
{
    // Without them a call there is a fault, as before: nobody to tell.
    (void)::mmap(base, length, PROT_READ | PROT_WRITE,
        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
}

}  // namespace ringlib

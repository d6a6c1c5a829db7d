// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstddef>
#include <cstdlib>
#include <fcntl.h>
#include <new>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace ringbench {

/// Memory that the measuring process and its children share; children inherit it.
template <typename Content>
class SharedPage {
public:
    SharedPage()
    {
        void* const page = ::mmap(nullptr, sizeof(Content), PROT_READ | PROT_WRITE,
            MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
        if (page == MAP_FAILED) {
            std::abort();
        }
        m_content = new (page) Content;
    }
    SharedPage(const SharedPage&) = delete;
    SharedPage& operator=(const SharedPage&) = delete;
    SharedPage(SharedPage&&) = delete;
    SharedPage& operator=(SharedPage&&) = delete;
    ~SharedPage() { ::munmap(m_content, sizeof(Content)); }

    Content* operator->() const noexcept { return m_content; }
    Content& operator*() const noexcept { return *m_content; }

private:
    Content* m_content;
};

/// A named piece of shared memory for the peers that need one.
class NamedMemory {
public:
    NamedMemory(const std::string& name, std::size_t size, bool create)
        : m_size(size)
    {
        const int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW;
        const int fd = create ? ::open(file_of(name).c_str(), flags | O_CREAT | O_EXCL, 0600)
                              : ::open(file_of(name).c_str(), flags);
        const bool sized = fd >= 0 && (!create || ::ftruncate(fd, static_cast<off_t>(size)) == 0);
        void* const memory = !sized
            ? MAP_FAILED
            : ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, 0);
        if (memory == MAP_FAILED) {
            std::abort();
        }
        ::close(fd);
        m_memory = static_cast<std::byte*>(memory);
    }
    NamedMemory(const NamedMemory&) = delete;
    NamedMemory& operator=(const NamedMemory&) = delete;
    NamedMemory(NamedMemory&&) = delete;
    NamedMemory& operator=(NamedMemory&&) = delete;
    ~NamedMemory() { ::munmap(m_memory, m_size); }

    static void remove(const std::string& name) { ::unlink(file_of(name).c_str()); }
    [[nodiscard]] std::byte* data() const noexcept { return m_memory; }

private:
    static std::string file_of(const std::string& name) { return "/dev/shm/" + name; }

    std::size_t m_size;
    std::byte* m_memory;
};

}  // namespace ringbench

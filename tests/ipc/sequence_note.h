// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/sequence.h"

#include <atomic>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace ringtest {

/// One sequence in a small file, which outlives whoever noted it.
class SequenceNote {
public:
    explicit SequenceNote(const std::string& file)
    {
        const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        const bool sized = fd >= 0 && ::ftruncate(fd, sizeof(*m_sequence)) == 0;
        void* const page
            = ::mmap(nullptr, sizeof(*m_sequence), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (!sized || page == MAP_FAILED) {
            std::abort();
        }
        ::close(fd);
        m_sequence = static_cast<std::atomic<ringlib::Sequence>*>(page);
    }
    SequenceNote(const SequenceNote&) = delete;
    SequenceNote& operator=(const SequenceNote&) = delete;
    SequenceNote(SequenceNote&&) = delete;
    SequenceNote& operator=(SequenceNote&&) = delete;
    ~SequenceNote() { ::munmap(m_sequence, sizeof(*m_sequence)); }

    void set(ringlib::Sequence sequence) { m_sequence->store(sequence); }
    [[nodiscard]] ringlib::Sequence get() const { return m_sequence->load(); }

private:
    std::atomic<ringlib::Sequence>* m_sequence = nullptr;
};

}  // namespace ringtest

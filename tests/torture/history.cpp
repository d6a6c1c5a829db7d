// SPDX-License-Identifier: MIT OR Apache-2.0
#include "history.h"

#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace torture {
namespace {

constexpr std::uint64_t kRecordsMax = 4'000'000;
// Sparse: only what is written takes memory.
constexpr std::size_t kFileBytes = 16 + kRecordsMax * 24;

std::string unused_name(const std::string& name)
{
    static std::atomic<int> number{0};
    return "/dev/shm/ringtest-history-" + std::to_string(::getpid()) + "-"
        + std::to_string(number.fetch_add(1)) + "-" + name;
}

}  // namespace

History::History(const std::string& file)
{
    static_assert(sizeof(Page) == 16 && sizeof(Record) == 24);
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    const bool sized = fd >= 0 && ::ftruncate(fd, kFileBytes) == 0;
    void* const page = ::mmap(nullptr, kFileBytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (!sized || page == MAP_FAILED) {
        std::abort();
    }
    ::close(fd);
    m_page = static_cast<Page*>(page);
}

History::~History()
{
    ::munmap(m_page, kFileBytes);
}

void History::begin_life()
{
    append(Mark::Life, intent(), ::getpid());
    m_page->intended.store(0);
    m_open = nullptr;
}

void History::mark(Mark mark, std::int64_t first, std::int64_t last)
{
    append(mark, first, last);
    m_open = nullptr;
}

// The record first, the size after it: a death between the two leaves nothing half said.
void History::append(Mark mark, std::int64_t first, std::int64_t last)
{
    const std::uint64_t index = m_page->size.load(std::memory_order_relaxed);
    if (index == kRecordsMax) {
        std::abort();  // a row that notes so much is to be divided
    }
    Record& record = records()[index];
    record.mark.store(static_cast<std::uint32_t>(mark), std::memory_order_relaxed);
    record.first.store(first, std::memory_order_relaxed);
    record.last.store(last, std::memory_order_relaxed);
    m_page->size.store(index + 1, std::memory_order_release);
    m_open = &record;
    m_open_mark = mark;
    m_open_last = last;
}

std::vector<Entry> History::entries() const
{
    std::vector<Entry> entries;
    const std::uint64_t size = m_page->size.load(std::memory_order_acquire);
    entries.reserve(size);
    for (std::uint64_t i = 0; i < size; ++i) {
        const Record& record = records()[i];
        entries.push_back({.mark = static_cast<Mark>(record.mark.load()),
            .first = record.first.load(),
            .last = record.last.load()});
    }
    return entries;
}

std::uint64_t History::count(Mark mark, std::uint64_t from) const
{
    std::uint64_t found = 0;
    const std::uint64_t size = m_page->size.load(std::memory_order_acquire);
    for (std::uint64_t i = from; i < size; ++i) {
        found += records()[i].mark.load() == static_cast<std::uint32_t>(mark) ? 1U : 0U;
    }
    return found;
}

HistoryFile::HistoryFile(std::string name)
    : m_name(std::move(name))
    , m_file(unused_name(m_name))
    , m_history(m_file)
{
}

HistoryFile::~HistoryFile()
{
    ::unlink(m_file.c_str());
}

}  // namespace torture

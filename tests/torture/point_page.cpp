// SPDX-License-Identifier: MIT OR Apache-2.0
#include "point_page.h"

#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace torture {
namespace {

constexpr std::size_t kPageBytes = kSteps * sizeof(Point);

std::string unused_name()
{
    static std::atomic<int> number{0};
    return "/dev/shm/ringtest-points-" + std::to_string(::getpid()) + "-"
        + std::to_string(number.fetch_add(1));
}

}  // namespace

PointPage::PointPage()
    : m_file(unused_name())
{
    const int fd = ::open(m_file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const bool sized = fd >= 0 && ::ftruncate(fd, kPageBytes) == 0;
    void* const page = ::mmap(nullptr, kPageBytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (!sized || page == MAP_FAILED) {
        std::abort();
    }
    ::close(fd);
    m_points = static_cast<Point*>(page);
}

PointPage::~PointPage()
{
    ::munmap(m_points, kPageBytes);
    ::unlink(m_file.c_str());
}

std::vector<std::string> PointPage::prefix() const
{
    return {"/usr/bin/env", std::string(kVariable) + "=" + m_file};
}

void PointPage::once(Step step, Act act, std::uint32_t argument, std::uint32_t passes)
{
    set(step, {act, argument, passes, 1});
}

void PointPage::always(Step step, Act act, std::uint32_t argument)
{
    set(step, {act, argument, 0, 0});
}

void PointPage::set(Step step, const Order& order) const
{
    Point& point = at(step);
    clear(step);
    point.argument = order.argument;
    point.passes = order.passes;
    point.rounds = order.rounds;
    point.act = static_cast<std::uint32_t>(order.act);  // last: who sees it sees the rest
}

void PointPage::clear(Step step) const
{
    at(step).act = static_cast<std::uint32_t>(Act::Pass);
}

}  // namespace torture

// SPDX-License-Identifier: MIT OR Apache-2.0
// The other side of a PointPage: what a process under test does at the steps of the protocol.
#include "point_page.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <unistd.h>

namespace torture {
namespace {

Point* open_page() noexcept
{
    const char* const file = std::getenv(PointPage::kVariable);
    if (file == nullptr) {
        return nullptr;
    }
    const int fd = ::open(file, O_RDWR | O_CLOEXEC);
    void* const page
        = ::mmap(nullptr, kSteps * sizeof(Point), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (page == MAP_FAILED) {
        std::abort();
    }
    ::close(fd);
    return static_cast<Point*>(page);
}

Point* point_at(Step step) noexcept
{
    static Point* const kPage = open_page();
    return kPage == nullptr ? nullptr : kPage + static_cast<std::size_t>(step);
}

void sleep_us(std::uint32_t us) noexcept
{
    timespec left{.tv_sec = us / 1'000'000, .tv_nsec = us % 1'000'000 * 1000};
    while (::nanosleep(&left, &left) != 0 && errno == EINTR) { }
}

// Takes one from the count, down to 0. False: there was none left.
bool take_one(std::atomic<std::uint32_t>& count) noexcept
{
    std::uint32_t left = count.load();
    while (left != 0 && !count.compare_exchange_weak(left, left - 1)) { }
    return left != 0;
}

// Whether it is this process's turn to do it.
bool is_due(Point& point) noexcept
{
    if (take_one(point.passes)) {
        return false;
    }
    const std::uint32_t rounds = point.rounds.load();
    if (rounds == 0) {
        return true;
    }
    if (!take_one(point.rounds)) {
        return false;
    }
    if (rounds == 1) {
        point.act = static_cast<std::uint32_t>(Act::Pass);
    }
    return true;
}

void hold(const Point& point) noexcept
{
    while (static_cast<Act>(point.act.load()) == Act::Hold) {
        sleep_us(100);
    }
}

void act(Act act, const Point& point) noexcept
{
    switch (act) {
    case Act::Yield:
        ::sched_yield();
        return;
    case Act::Sleep:
        return sleep_us(point.argument.load());
    case Act::Stop:
        ::raise(SIGSTOP);
        return;
    case Act::Kill:
        ::raise(SIGKILL);
        return;
    case Act::Exit:
        ::_exit(0);
    case Act::Hold:
        return hold(point);
    case Act::Pass:
    case Act::Fail:
        return;
    }
}

}  // namespace
}  // namespace torture

namespace ringlib::detail {

using torture::Act;

void reach(Step step) noexcept
{
    torture::Point* const point = torture::point_at(step);
    if (point == nullptr) {
        return;
    }
    point->reached.fetch_add(1);
    const auto act = static_cast<Act>(point->act.load());
    if (act != Act::Pass && act != Act::Fail && torture::is_due(*point)) {
        point->acted.fetch_add(1);
        torture::act(act, *point);
    }
}

int error_at(Step step) noexcept
{
    torture::Point* const point = torture::point_at(step);
    if (point == nullptr || static_cast<Act>(point->act.load()) != Act::Fail
        || !torture::is_due(*point)) {
        return 0;
    }
    point->acted.fetch_add(1);
    return static_cast<int>(point->argument.load());
}

}  // namespace ringlib::detail

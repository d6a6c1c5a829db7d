// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/platform/directory_changes.h"

#include "rig/platform/wait.h"

#include <array>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace rig {
namespace {

constexpr std::uint32_t kComingAndGoing = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO;

}  // namespace

DirectoryChanges::DirectoryChanges(const std::vector<std::filesystem::path>& directories)
    : m_changes(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
    , m_wake(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    for (const auto& directory : directories) {
        ::inotify_add_watch(m_changes, directory.c_str(), kComingAndGoing | IN_ONLYDIR);
    }
}

DirectoryChanges::~DirectoryChanges()
{
    ::close(m_changes);
    ::close(m_wake);
}

bool DirectoryChanges::take()  // NOLINT(readability-make-member-function-const): told once
{
    std::array<char, 4096> events{};
    bool any = false;
    while (::read(m_changes, events.data(), events.size()) > 0) {
        any = true;
    }
    return any;
}

bool DirectoryChanges::wait_until(std::chrono::steady_clock::time_point deadline)
{
    // A descriptor that could not be had is -1, which poll leaves out.
    std::array<pollfd, 2> sources{pollfd{m_changes, POLLIN, 0}, pollfd{m_wake, POLLIN, 0}};
    poll_until(sources, deadline);
    return take();
}

void DirectoryChanges::wake() const
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_wake, &one, sizeof(one));
}

}  // namespace rig

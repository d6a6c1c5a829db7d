// SPDX-License-Identifier: MIT OR Apache-2.0
#include "platform/file_space.h"

#include "failure.h"
#include "ringlib/detail/test_point.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/statvfs.h>

namespace ringlib {
namespace {

// Signals wait meanwhile: the tmpfs of older kernels gives up at each of them what it has done, so
// that beside a fast timer a large ring would never be born.
class SignalPause {
public:
    SignalPause() noexcept
    {
        sigset_t all;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &m_before);
    }
    SignalPause(const SignalPause&) = delete;
    SignalPause& operator=(const SignalPause&) = delete;
    SignalPause(SignalPause&&) = delete;
    SignalPause& operator=(SignalPause&&) = delete;
    ~SignalPause() { ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }

private:
    sigset_t m_before{};
};

}  // namespace

Expected<void> check_space(
    std::string_view ring, const std::string& directory, std::uint64_t needed)
{
    struct statvfs space { };
    if (::statvfs(directory.c_str(), &space) != 0) {
        return os_failure(errno, ring, "directory " + directory);
    }
    const std::uint64_t free = space.f_bavail * space.f_frsize;
    if (needed > free) {
        return failure(Errc::NoSpace, ring,
            "needs " + std::to_string(needed) + " bytes, " + directory + " has "
                + std::to_string(free) + " free");
    }
    return {};
}

int allocate_space(int fd, std::uint64_t size)
{
    const SignalPause pause;
    int result = 0;
    do {  // who is stopped and goes on is interrupted still
        result = detail::error_at(detail::Step::CreateFileMade);
        result = result != 0 ? result : ::posix_fallocate(fd, 0, static_cast<off_t>(size));
    } while (result == EINTR);
    return result;
}

}  // namespace ringlib

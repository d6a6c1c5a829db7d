// SPDX-License-Identifier: MIT OR Apache-2.0
#include "platform/this_process.h"

#include "failure.h"
#include "unique_fd.h"

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace ringlib {
namespace {

std::uint64_t namespace_inode(const char* path)
{
    struct stat status { };
    return ::stat(path, &status) == 0 ? status.st_ino : 0;
}

// Field 22; the command in field 2 may itself hold blanks and
// parentheses, so count from its last ')'.
std::uint64_t start_time_of_this_process()
{
    std::ifstream file("/proc/self/stat");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    const std::size_t command_end = text.rfind(')');
    if (command_end == std::string::npos) {
        return 0;
    }
    std::istringstream fields(text.substr(command_end + 1));
    std::string skipped;
    for (int field = 3; field < 22; ++field) {
        fields >> skipped;
    }
    std::uint64_t start_time = 0;
    fields >> start_time;
    return start_time;
}

}  // namespace

ProcessIdentity ProcessIdentity::of_this_process()
{
    return {.pid = ::getpid(),
        .start_time = start_time_of_this_process(),
        .pid_namespace = namespace_inode("/proc/self/ns/pid"),
        .time_namespace = namespace_inode("/proc/self/ns/time")};
}

Expected<std::array<std::uint8_t, 16>> boot_id(std::string_view ring)
{
    const UniqueFd fd(::open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC));
    if (!fd && errno != ENOENT && errno != EACCES) {
        return os_failure(errno, ring, "reading the kernel's boot id");
    }
    std::string text(64, '\0');
    const ssize_t got = fd ? ::read(fd.get(), text.data(), text.size()) : 0;
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    text.erase(std::remove(text.begin(), text.end(), '-'), text.end());
    std::array<std::uint8_t, 16> id{};
    if (text.size() < 2 * id.size()) {
        return id;
    }
    for (std::size_t i = 0; i < id.size(); ++i) {
        id.at(i) = static_cast<std::uint8_t>(std::stoul(text.substr(2 * i, 2), nullptr, 16));
    }
    return id;
}

std::uint64_t monotonic_ns() noexcept
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000
        + static_cast<std::uint64_t>(now.tv_nsec);
}

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "process_identity.h"

#include "failure.h"
#include "unique_fd.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace ringlib {
namespace {

constexpr int kIdentityReadAttempts
    = 100;  // a writer that died inside its lock must not hold a reader

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

void write_identity(
    layout::Identity& target, const ProcessIdentity& process, std::string_view id) noexcept
{
    const std::uint64_t even
        = target.sequence_lock.load(std::memory_order_relaxed) & ~std::uint64_t{1};
    target.sequence_lock.store(even + 1, std::memory_order_seq_cst);
    target.pid.store(static_cast<std::uint64_t>(process.pid), std::memory_order_release);
    target.start_time.store(process.start_time, std::memory_order_release);
    target.pid_namespace.store(process.pid_namespace, std::memory_order_release);
    target.time_namespace.store(process.time_namespace, std::memory_order_release);
    target.since_ns.store(monotonic_ns(), std::memory_order_release);
    std::array<std::uint64_t, layout::kIdBytes / sizeof(std::uint64_t)> words{};
    std::memcpy(words.data(), id.data(), std::min(id.size(), layout::kIdBytes - 1));
    for (std::size_t i = 0; i < words.size(); ++i) {
        target.id_text[i].store(words[i], std::memory_order_release);
    }
    target.sequence_lock.store(even + 2, std::memory_order_release);
}

std::string_view IdentityCopy::id() const noexcept
{
    return {id_text.data(),
        static_cast<std::size_t>(
            std::find(id_text.begin(), id_text.end(), '\0') - id_text.begin())};
}

IdentityCopy read_identity(const layout::Identity& source) noexcept
{
    IdentityCopy copy;
    for (int attempt = 0; attempt < kIdentityReadAttempts; ++attempt) {
        const std::uint64_t before = source.sequence_lock.load(std::memory_order_acquire);
        copy.pid = source.pid.load(std::memory_order_acquire);
        copy.start_time = source.start_time.load(std::memory_order_acquire);
        copy.since_ns = source.since_ns.load(std::memory_order_acquire);
        std::array<std::uint64_t, layout::kIdBytes / sizeof(std::uint64_t)> words{};
        for (std::size_t i = 0; i < words.size(); ++i) {
            words[i] = source.id_text[i].load(std::memory_order_acquire);
        }
        std::memcpy(copy.id_text.data(), words.data(), layout::kIdBytes);
        if ((before & 1U) == 0 && source.sequence_lock.load(std::memory_order_acquire) == before) {
            break;
        }
    }
    return copy;
}

}  // namespace ringlib

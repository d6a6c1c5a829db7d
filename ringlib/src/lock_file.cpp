// SPDX-License-Identifier: MIT OR Apache-2.0
#include "lock_file.h"

#include "failure.h"
#include "platform/range_lock.h"
#include "ringlib/detail/test_point.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>

namespace ringlib {
namespace {

constexpr std::uint64_t kHalf = std::uint64_t{1} << 62U;
constexpr int kOpenAttempts
    = 1000;  // only lost against others that create and remove the file meanwhile

std::uint64_t mix(std::uint64_t value) noexcept
{
    value = (value ^ (value >> 31U)) * 0x7fb5d329728ea185;
    value = (value ^ (value >> 27U)) * 0x81dadef4bc2dd44d;
    return value ^ (value >> 33U);
}

std::uint64_t instance_bits(const std::array<std::uint8_t, 16>& instance) noexcept
{
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    std::memcpy(&low, instance.data(), sizeof(low));
    std::memcpy(&high, instance.data() + sizeof(low), sizeof(high));
    return mix(low ^ mix(high));
}

// O_CREAT always with O_EXCL: a file planted by somebody else is never opened for creation.
UniqueFd open_lock_file(const std::string& file, const LockFileAccess& access)
{
    constexpr int kFlags = O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    for (int attempt = 0; attempt < kOpenAttempts; ++attempt) {
        UniqueFd fd(::open(file.c_str(), kFlags));
        if (fd || errno != ENOENT || !access.create) {
            return fd;
        }
        UniqueFd created(::open(file.c_str(), kFlags | O_CREAT | O_EXCL, access.mode));
        if (created) {
            ::fchmod(created.get(), access.mode);  // the umask must not decide
            return created;
        }
        if (errno != EEXIST) {
            return created;
        }
    }
    return {};
}

// A descriptor that holds nothing yet, and that a child forked from here on closes.
Expected<HeldLock> open_unlocked(
    const RingPath& path, const std::string& file, const LockFileAccess& access)
{
    const ForkPause pause;
    UniqueFd fd = open_lock_file(file, access);
    struct stat status { };
    if (!fd || ::fstat(fd.get(), &status) != 0) {
        return os_failure(errno, path.name, "lock file " + file);
    }
    if (!S_ISREG(status.st_mode)) {
        return failure(Errc::NotARing, path.name, "lock file " + file + " is not a regular file");
    }
    if (status.st_uid != ::geteuid() && status.st_uid != access.owner) {
        return failure(Errc::NotOwner, path.name,
            "lock file of uid " + std::to_string(status.st_uid) + ", own uid "
                + std::to_string(::geteuid()));
    }
    return HeldLock(pause, std::move(fd));
}

}  // namespace

LockRange LockRange::slots(
    const std::array<std::uint8_t, 16>& instance, std::uint32_t count) noexcept
{
    const std::uint64_t room = kHalf - 1 - layout::kConsumersMax;
    return {.start = static_cast<off_t>(1 + instance_bits(instance) % room), .length = count};
}

LockRange LockRange::slot(
    const std::array<std::uint8_t, 16>& instance, std::uint32_t index) noexcept
{
    return {.start = slots(instance, 1).start + index, .length = 1};
}

LockRange LockRange::consumer_id(
    const std::array<std::uint8_t, 16>& instance, std::string_view id) noexcept
{
    std::uint64_t hash = instance_bits(instance);
    for (const char c : id) {
        hash = mix(hash ^ static_cast<unsigned char>(c)) + 0x9e3779b97f4a7c15;
    }
    return {.start = static_cast<off_t>(kHalf | (hash & (kHalf - 1))), .length = 1};
}

bool HeldLock::is_at(const std::string& file) const noexcept
{
    struct stat held { };
    struct stat named { };
    return ::fstat(m_held->fd.get(), &held) == 0 && ::lstat(file.c_str(), &named) == 0
        && named.st_dev == held.st_dev && named.st_ino == held.st_ino;
}

bool HeldLock::also(LockRange range) const noexcept
{
    return take_range(m_held->fd.get(), range.start, range.length);
}

Expected<std::optional<HeldLock>> try_lock(
    const RingPath& path, LockRange range, const LockFileAccess& access)
{
    const std::string file = path.lock_file().string();
    for (int attempt = 0; attempt < kOpenAttempts; ++attempt) {
        auto lock = open_unlocked(path, file, access);
        if (!lock) {
            return Unexpected{std::move(lock.error())};
        }
        detail::reach(detail::Step::LockFileOpened);
        if (!lock->also(range)) {
            if (errno == EAGAIN || errno == EACCES) {
                return std::optional<HeldLock>{};
            }
            return os_failure(errno, path.name, "locking " + file);
        }
        detail::reach(detail::Step::LockTaken);
        if (lock->is_at(file)) {
            return std::optional<HeldLock>{std::move(*lock)};
        }
    }
    return failure(Errc::Timeout, path.name, "lock file " + file + " is replaced all the time");
}

LockQuery LockQuery::open(const RingPath& path)
{
    LockQuery query;
    query.m_fd = UniqueFd(::open(
        path.lock_file().c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    return query;
}

Expected<LockQuery> LockQuery::of_endpoint(const RingPath& path)
{
    LockQuery query = open(path);
    if (!query) {
        return os_failure(errno, path.name, "lock file " + path.lock_file().string());
    }
    return query;
}

bool LockQuery::is_held(LockRange range) const noexcept
{
    return is_range_taken(m_fd.get(), range.start, range.length);
}

}  // namespace ringlib

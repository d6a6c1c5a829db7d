// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ring_info.h"

#include "lock_file.h"
#include "process_identity.h"
#include "ringlib/observer.h"
#include "ringlib/shm_directory.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ringlib {
namespace {

constexpr std::size_t kRingsMax = 4096;

// Of a ring without a producer.
std::string who_is_left(const OpenRing& ring, const LockQuery& locks)
{
    const auto& instance = ring.header.instance;
    const std::uint32_t slots = ring.header.consumer_slots;
    if (!locks.is_held(LockRange::slots(instance, slots))) {
        return "no process holds it";
    }
    std::uint32_t held = 0;
    for (std::uint32_t slot = 0; slot < slots; ++slot) {
        held += locks.is_held(LockRange::slot(instance, slot)) ? 1U : 0U;
    }
    return "no producer; held by " + std::to_string(held)
        + (held == 1 ? " consumer" : " consumers");
}

void find_state(const OpenRing& ring, RingInfo& info)
{
    const LockQuery locks = LockQuery::open(ring.path);
    const bool alive = !locks || locks.is_held(LockRange::producer());
    std::uint32_t end = 0;  // after the lock: a closing producer stores the end first
    const auto offset = static_cast<off_t>(
        ring.header.producer_offset + offsetof(layout::ProducerBlock, stream_end));
    if (::pread(ring.fd.get(), &end, sizeof(end), offset) != static_cast<ssize_t>(sizeof(end))) {
        info.state = RingState::Truncated;
        info.reason = "its file ends before the producer's section";
    } else if (end == static_cast<std::uint32_t>(layout::End::Closed)) {
        info.state = RingState::Closed;
        info.reason = "its producer closed it";
    } else if (end == static_cast<std::uint32_t>(layout::End::RequiredConsumerFailed)) {
        info.state = RingState::Failed;
        info.reason = "a required consumer failed";
    } else if (ring.header.boot_id != boot_id(ring.path.name).value_or(ring.header.boot_id)) {
        info.state = RingState::Orphan;
        info.reason = "it is of an earlier boot";
    } else if (!alive) {
        info.state = RingState::Orphan;
        info.reason = who_is_left(ring, locks);
    } else if (!locks && ring.path.backend == Backend::Mmap
        && ::access(ring.path.lock_file().c_str(), F_OK) != 0) {
        info.state = RingState::Orphan;
        info.reason = "it has no lock file: a copy";
    } else {
        info.state = RingState::Live;
    }
}

// A ring that cannot be opened as one, shown with the reason; nothing for files that are no rings.
std::optional<RingInfo> describe_failure(const RingPath& path, const Error& error)
{
    RingInfo info;
    info.name = path.name;
    info.path = path.file;
    info.backend = path.backend;
    info.reason = error.detail;
    switch (error.code) {
    case Errc::VersionMismatch:
    case Errc::NotReady:
    case Errc::Corrupt:
        info.state = RingState::Incompatible;
        return info;
    case Errc::Truncated:
        info.state = RingState::Truncated;
        return info;
    case Errc::NotOwner:
    case Errc::PermissionDenied:
        info.state = RingState::Forbidden;
        return ::access(path.lock_file().c_str(), F_OK) == 0 ? std::optional(info) : std::nullopt;
    default:
        return std::nullopt;
    }
}

bool is_plain_file(const std::filesystem::path& file)
{
    struct stat status { };
    return ::lstat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

// Cheap, before the header is looked at: thousands of foreign files may lie beside the rings.
bool may_be_ring(const std::filesystem::path& file)
{
    const UniqueFd fd(
        ::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!fd) {
        return errno == EACCES || errno == EPERM;
    }
    std::array<char, layout::kMagic.size()> magic{};
    return ::pread(fd.get(), magic.data(), magic.size(), 0) == static_cast<ssize_t>(magic.size())
        && magic == layout::kMagic;
}

}  // namespace

RingInfo describe(const OpenRing& ring)
{
    RingInfo info;
    info.name = ring.path.name;
    info.path = ring.path.file;
    info.backend = ring.path.backend;
    info.label = text_field(ring.header.label);
    info.event_name = text_field(ring.header.event_name);
    info.instance = ring.header.instance;
    info.capacity = ring.header.capacity;
    info.event_size = ring.header.event_size;
    info.layout_major = ring.header.layout_major;
    info.layout_minor = ring.header.layout_minor;
    find_state(ring, info);
    return info;
}

std::vector<RingInfo> list_rings(const std::filesystem::path& directory)
{
    std::vector<RingInfo> rings;
    std::error_code error;
    const bool is_shm = directory / "" == std::filesystem::path(kShmDirectory) / "";
    for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::filesystem::path file = entry->path();
        const std::string name = file.filename().string();
        if (rings.size() == kRingsMax || name.front() == '.' || !is_plain_file(file)
            || !may_be_ring(file)) {
            continue;
        }
        auto path = is_shm ? shm_ring(name) : file_ring(file);
        if (!path) {
            continue;
        }
        auto ring = open_ring(*path, Access::Read, {});
        auto info = ring ? std::optional(describe(*ring)) : describe_failure(*path, ring.error());
        if (info) {
            rings.push_back(std::move(*info));
        }
    }
    std::sort(rings.begin(), rings.end(),
        [](const RingInfo& a, const RingInfo& b) { return a.name < b.name; });
    return rings;
}

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/leftovers.h"

#include "rig/descriptor.h"
#include "rig/owned_names.h"
#include "rig/platform/file_lock.h"
#include "rig/platform/process_stat.h"

#include <ringlib/observer.h>
#include <ringlib/remove.h>
#include <ringlib/shm_directory.h>

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace rig {
namespace {

namespace fs = std::filesystem;
using ringlib::Errc;

constexpr std::chrono::milliseconds kLookAgain{10};
constexpr std::string_view kLockEnding = ".lock";

/// When the ring's producer was started; nothing if the ring does not say.
std::optional<std::uint64_t> producer_start_time(const std::string& ring)
{
    auto observer = ringlib::RingObserver::attach(ring);
    ringlib::RingSnapshot snapshot;
    if (!observer || !observer->snapshot(snapshot) || snapshot.producer.pid == 0) {
        return std::nullopt;
    }
    return snapshot.producer.start_time;
}

// A program is older than its workers: whoever has its pid and is younger than the ring's producer
// is somebody else.
bool is_gone(const NamedOwner& owner, const std::string& ring)
{
    const auto process = read_process_stat(owner.pid);
    if (!process || process->is_dead()) {
        return true;
    }
    if (owner.start_time) {
        return process->start_time != *owner.start_time;
    }
    const auto producer = producer_start_time(ring);
    return producer && process->start_time > *producer;
}

bool is_ours(const fs::path& path, mode_t kind)
{
    struct stat status { };
    return ::lstat(path.c_str(), &status) == 0 && status.st_uid == ::geteuid()
        && (status.st_mode & S_IFMT) == kind;
}

/// A ring, or only its lock file where the ring lost its name.
std::string ring_of(std::string name)
{
    if (name.starts_with('.') && name.ends_with(kLockEnding)) {
        return name.substr(1, name.size() - 1 - kLockEnding.size());
    }
    return name;
}

/// What is to be removed: a ring in shared memory, or a directory with a ring in it.
struct Leftover {
    std::string ring;  ///< as ringlib takes it
    fs::path file;
    fs::path directory;  ///< empty: none

    friend bool operator==(const Leftover&, const Leftover&) = default;
};

std::vector<Leftover> leftovers_in_shared_memory()
{
    std::vector<Leftover> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(ringlib::kShmDirectory, ignored)) {
        const std::string name = ring_of(entry.path().filename().string());
        const auto owner = owner_in_name(name);
        const Leftover leftover{name, fs::path(ringlib::kShmDirectory) / name, {}};
        if (owner && is_ours(entry.path(), S_IFREG) && is_gone(*owner, name)
            && std::find(found.begin(), found.end(), leftover) == found.end()) {
            found.push_back(leftover);
        }
    }
    return found;
}

std::vector<Leftover> leftover_directories()
{
    std::vector<Leftover> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(directory_of_rigs(), ignored)) {
        const auto owner = owner_in_name(entry.path().filename().string());
        const fs::path ring = entry.path() / kRingFile;
        if (owner && owner->start_time && is_ours(entry.path(), S_IFDIR)
            && is_gone(*owner, ring.string())) {
            found.push_back({ring.string(), ring, entry.path()});
        }
    }
    return found;
}

enum class Removal { Removed, Held, Kept };

// One that cannot say who holds it: then its whole lock file does. Of ours, so that it may go.
Removal remove_damaged(const fs::path& ring)
{
    const fs::path lock = ring.parent_path() / ("." + ring.filename().string() + ".lock");
    const Descriptor file(::open(lock.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (file && !lock_whole(file.get())) {
        return Removal::Held;
    }
    const bool had_ring = ::unlink(ring.c_str()) == 0;
    const bool had_lock = ::unlink(lock.c_str()) == 0;
    return had_lock || had_ring ? Removal::Removed : Removal::Kept;
}

Removal remove(const Leftover& leftover)
{
    const auto removed = ringlib::remove_ring(leftover.ring);
    if (removed) {
        return Removal::Removed;
    }
    switch (removed.error().code) {
    case Errc::ProducerAlive:
    case Errc::ConsumerIdInUse:
        return Removal::Held;
    case Errc::NotFound:
    case Errc::Truncated:
    case Errc::Corrupt:
        return remove_damaged(leftover.file);
    default:
        return Removal::Kept;
    }
}

}  // namespace

void remove_ring_of_rig(const RingTarget& ring)
{
    static_cast<void>(remove({ring.name_or_path(), file_of(ring), {}}));
}

fs::path file_of(const RingTarget& ring)
{
    return ring.backend == ringlib::Backend::Shm ? fs::path(ringlib::kShmDirectory) / ring.name
                                                 : fs::path(ring.name);
}

std::vector<std::string> remove_leftovers(std::chrono::nanoseconds patience)
{
    const auto until = std::chrono::steady_clock::now() + patience;
    std::vector<Leftover> left = leftovers_in_shared_memory();
    const std::vector<Leftover> directories = leftover_directories();
    left.insert(left.end(), directories.begin(), directories.end());
    std::vector<std::string> removed;
    for (;;) {
        std::erase_if(left, [&removed](const Leftover& leftover) {
            const Removal result = remove(leftover);
            if (result == Removal::Held) {
                return false;
            }
            std::error_code failed;
            if (!leftover.directory.empty() && fs::remove_all(leftover.directory, failed) > 0) {
                removed.push_back(leftover.directory.string());
            } else if (result == Removal::Removed) {
                removed.push_back(leftover.ring);
            }
            return true;
        });
        if (left.empty() || std::chrono::steady_clock::now() >= until) {
            return removed;
        }
        std::this_thread::sleep_for(kLookAgain);
    }
}

}  // namespace rig

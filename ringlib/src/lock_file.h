// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "fork_hook.h"
#include "ring_path.h"
#include "ringlib/layout.h"
#include "unique_fd.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace ringlib {

/// A range of bytes of a ring's lock file. Byte 0 is the producer of the name; slots and ids lie
/// where the instance says, so that a recreated ring does not inherit the locks of the old one.
struct LockRange {
    off_t start = 0;
    off_t length = 1;

    [[nodiscard]] static LockRange producer() noexcept { return {}; }
    [[nodiscard]] static LockRange slots(
        const std::array<std::uint8_t, 16>& instance, std::uint32_t count) noexcept;
    [[nodiscard]] static LockRange slot(
        const std::array<std::uint8_t, 16>& instance, std::uint32_t index) noexcept;
    [[nodiscard]] static LockRange consumer_id(
        const std::array<std::uint8_t, 16>& instance, std::string_view id) noexcept;
};

/// A held range, freed by closing its descriptor and by nothing else: an unlock in a forked child
/// would free the parent's too. The kernel closes it when the owner dies, in whatever way. A forked
/// child closes its copy at once: the lock would live as long as that otherwise.
class HeldLock {
public:
    HeldLock() noexcept = default;
    /// With the pause from before the descriptor was opened, so that no child has it unseen.
    HeldLock(const ForkPause& pause, UniqueFd fd)
        : m_held(std::make_unique<Held>(pause, std::move(fd)))
    {
    }

    [[nodiscard]] explicit operator bool() const noexcept { return m_held && m_held->fd; }
    void release() noexcept { m_held.reset(); }
    /// Takes another range with the same descriptor.
    [[nodiscard]] bool also(LockRange range) const noexcept;
    /// Is the file that it locks the one with this name?
    [[nodiscard]] bool is_at(const std::string& file) const noexcept;

private:
    struct Held {
        Held(const ForkPause& pause, UniqueFd taken)
            : fd(std::move(taken))
            , in_child(
                  pause, this, [](void* held) noexcept { static_cast<Held*>(held)->fd.reset(); })
        {
        }
        Held(const Held&) = delete;
        Held& operator=(const Held&) = delete;
        Held(Held&&) = delete;
        Held& operator=(Held&&) = delete;
        ~Held()
        {
            const ForkPause pause;
            fd.reset();
        }
        UniqueFd fd;
        ForkHook in_child;
    };
    std::unique_ptr<Held> m_held;
};

struct LockFileAccess {
    bool create = false;
    mode_t mode = 0600;
    std::optional<uid_t> owner;  ///< accepted beside the own uid
};

/// Takes the range without waiting; nothing when somebody holds part of it.
///
/// After locking, descriptor and name are compared: a lock on a file that has been removed locks
/// nobody out.
/// @errors NotFound (no lock file and not asked to create it),
/// NotOwner, NotARing, PermissionDenied …
[[nodiscard]] Expected<std::optional<HeldLock>> try_lock(
    const RingPath& path, LockRange range, const LockFileAccess& access);

/// Asks the kernel who is alive, over a read-only descriptor.
class LockQuery {
public:
    /// Empty where the lock file is absent or not readable: then nothing is known.
    [[nodiscard]] static LockQuery open(const RingPath& path);
    /// Never empty: an endpoint that cannot ask would wait for the dead.
    /// @errors TooManyOpenFiles, NotFound, …
    [[nodiscard]] static Expected<LockQuery> of_endpoint(const RingPath& path);

    [[nodiscard]] explicit operator bool() const noexcept { return static_cast<bool>(m_fd); }
    [[nodiscard]] bool is_held(LockRange range) const noexcept;

private:
    UniqueFd m_fd;
};

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/liveness.h"

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace ringlib {

/// Why a call failed: the cause, and what helps. `Error::detail` says both for the very case.
enum class Errc {
    // the caller's arguments
    InvalidName,  ///< no name for a ring: see the builders for what one may be
    InvalidId,  ///< a consumer's id is not [A-Za-z0-9._-]{1,31}: choose another
    InvalidCapacity,  ///< not a power of two from 2 to 2^30: take the next one
    InvalidConfig,  ///< an option out of its range, or two that contradict: change what is named
    // what was found
    NotFound,  ///< nothing has that name: start the producer, or wait longer for it
    NotReady,  ///< being made: wait longer; delete its file if its creator died; or a hard link
    NotARing,  ///< a file of another kind has that name, or its lock file's: choose another name
    Corrupt,  ///< words that no ring can hold, so something wrote to it: delete its file
    Truncated,  ///< its file has not the length that its header says: delete it
    // found, but of another kind or life
    VersionMismatch,  ///< another layout, byte order or feature: use one version on both sides
    EventMismatch,  ///< the event's size, alignment or name differs: give both sides one definition
    CapacityMismatch,  ///< the ring has another capacity: ask for that, or recreate the ring
    StaleBoot,  ///< the ring is of an earlier boot: start its producer, which recreates it
    // the system's answer
    PermissionDenied,  ///< a file's mode or a read-only file system forbids it: change that
    NotOwner,  ///< the file is another user's: run as that user, or allow that owner where possible
    NoSpace,  ///< the directory is full, or all 64 counters of the application are taken: free some
    TooLarge,  ///< over the limit of file sizes: raise it. Or 2^62 events published: recreate
    TooManyOpenFiles,  ///< no descriptor left, here or in the system: close some or raise the limit
    NoMemory,  ///< no memory, or no address space for the mapping: a smaller ring, a higher limit
    UnsupportedFilesystem,  ///< NFS, SMB or FUSE, which share no memory: use a local directory
    Os,  ///< any other answer of the system: its text is in the message, its number in `os_errno`
    // who is there already, what is gone
    ProducerAlive,  ///< a live process is this ring's producer: end it, or choose another name
    AlreadyExists,  ///< the name is taken, under OnExisting::Refuse: take it over, or recreate it
    ConsumerIdInUse,  ///< a live consumer has the id, or the ring to be removed: end it
    NoFreeSlot,  ///< each consumer slot is taken or awaits an id: end one, or recreate with more
    ResumeLost,  ///< the id was never here, or its events are gone: start at Oldest or Next
    // time
    Timeout,  ///< the ring stayed full so long: wait longer, or evict the consumer that is named
    CoordinationTimeout,  ///< fewer consumers came than waited for: start those of `missing`
    StartupTimeout,  ///< required consumers did not come; final: start `missing`, then build anew
    // liveness; terminal
    GracefulShutdownTriggered,  ///< a required consumer stalled or died; final: see `alert`
    RequiredConsumerLeft,  ///< a required consumer detached; final: start it, then a new producer
    // the endpoint's own end
    Closed,  ///< this endpoint was closed or detached before: build another
    Evicted,  ///< the producer put this consumer out: throw away what it read, attach again
    Replaced,  ///< another ring has the name by now: attach again
    WrongProcess,  ///< the endpoint was built before a fork, by the parent: build one in the child
    // observers and handlers
    NotPublished,  ///< no such event yet, or a negative sequence: ask again later
    Overwritten,  ///< the event is gone: ask for the oldest that the message names, or a later one
    HandlerFailed  ///< an AutoConsumer's handler threw: attach again to go on at that event
};

/// The enumerator as text, for logs and tests: "NotFound".
[[nodiscard]] std::string_view to_string(Errc code) noexcept;

/// What went wrong, for the program to decide by and for a person to read.
struct Error {
    Errc code{};  ///< cause, for decisions; the texts may change
    int os_errno = 0;  ///< of the system call that failed; 0: none did
    std::string detail;  ///< both values, and what to do
    std::vector<std::string> missing;  ///< StartupTimeout, CoordinationTimeout: who was not there
    std::optional<RequiredConsumerAlert> alert;  ///< GracefulShutdownTriggered, from the producer
    std::string ring;  ///< name or path the call was about; may be empty

    /// "<ring>: <what>: <detail>"; no control characters.
    [[nodiscard]] std::string message() const;
};

/// The one name for tl::expected in this library, so that it can become std::expected.
template <typename T>
using Expected = tl::expected<T, Error>;
/// What a failing function returns: becomes an Expected of any type.
using Unexpected = tl::unexpected<Error>;

}  // namespace ringlib

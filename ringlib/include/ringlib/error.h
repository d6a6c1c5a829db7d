// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/liveness.h"

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace ringlib {

/// Why a call failed. Each names its cause; `Error::detail` carries both values and what to do.
enum class Errc {
    // the caller's arguments
    InvalidName,
    InvalidId,
    InvalidCapacity,
    InvalidConfig,
    // what was found
    NotFound,
    NotReady,
    NotARing,
    Corrupt,
    Truncated,
    // found, but of another kind or life
    VersionMismatch,
    EventMismatch,
    CapacityMismatch,
    StaleBoot,
    // the system's answer
    PermissionDenied,
    NotOwner,
    NoSpace,
    TooLarge,
    TooManyOpenFiles,
    NoMemory,
    UnsupportedFilesystem,
    Os,
    // who is there already, what is gone
    ProducerAlive,
    AlreadyExists,
    ConsumerIdInUse,
    NoFreeSlot,
    ResumeLost,
    // time
    Timeout,
    CoordinationTimeout,
    StartupTimeout,
    // liveness; terminal
    GracefulShutdownTriggered,
    RequiredConsumerLeft,
    // the endpoint's own end
    Closed,
    Evicted,
    Replaced,
    WrongProcess,
    // observers and handlers
    NotPublished,
    Overwritten,
    HandlerFailed
};

/// The enumerator as text, for logs and tests: "NotFound".
[[nodiscard]] std::string_view to_string(Errc code) noexcept;

struct Error {
    Errc code;
    int os_errno = 0;
    std::string detail;  ///< both values, and what to do
    std::vector<std::string> missing;  ///< StartupTimeout, CoordinationTimeout: who was not there
    std::optional<RequiredConsumerAlert> alert;  ///< GracefulShutdownTriggered
    std::string ring;  ///< name or path the call was about; may be empty

    /// "<ring>: <what>: <detail>"; no control characters.
    [[nodiscard]] std::string message() const;
};

/// The one name for tl::expected in this library, so that it can become std::expected.
template <typename T>
using Expected = tl::expected<T, Error>;
using Unexpected = tl::unexpected<Error>;

}  // namespace ringlib

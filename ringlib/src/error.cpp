// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/error.h"

#include "ringlib/printable.h"

#include <array>
#include <string_view>
#include <utility>

namespace ringlib {
namespace {

struct Words {
    Errc code;
    std::string_view name;
    std::string_view what;
};

constexpr std::array kWords = {
    Words{Errc::InvalidName, "InvalidName", "invalid ring name"},
    Words{Errc::InvalidId, "InvalidId", "invalid consumer id"},
    Words{Errc::InvalidCapacity, "InvalidCapacity", "invalid capacity"},
    Words{Errc::InvalidConfig, "InvalidConfig", "invalid configuration"},
    Words{Errc::NotFound, "NotFound", "no such ring"},
    Words{Errc::NotReady, "NotReady", "ring not ready"},
    Words{Errc::NotARing, "NotARing", "not a ring"},
    Words{Errc::Corrupt, "Corrupt", "ring damaged"},
    Words{Errc::Truncated, "Truncated", "ring truncated"},
    Words{Errc::VersionMismatch, "VersionMismatch", "another layout version"},
    Words{Errc::EventMismatch, "EventMismatch", "another event type"},
    Words{Errc::CapacityMismatch, "CapacityMismatch", "another capacity"},
    Words{Errc::StaleBoot, "StaleBoot", "ring of an earlier boot"},
    Words{Errc::PermissionDenied, "PermissionDenied", "permission denied"},
    Words{Errc::NotOwner, "NotOwner", "ring of another user"},
    Words{Errc::NoSpace, "NoSpace", "not enough space"},
    Words{Errc::TooLarge, "TooLarge", "ring too large"},
    Words{Errc::TooManyOpenFiles, "TooManyOpenFiles", "too many open files"},
    Words{Errc::NoMemory, "NoMemory", "not enough memory"},
    Words{Errc::UnsupportedFilesystem, "UnsupportedFilesystem", "file system cannot hold a ring"},
    Words{Errc::Os, "Os", "system error"},
    Words{Errc::ProducerAlive, "ProducerAlive", "ring has a producer"},
    Words{Errc::AlreadyExists, "AlreadyExists", "ring exists"},
    Words{Errc::ConsumerIdInUse, "ConsumerIdInUse", "consumer id in use"},
    Words{Errc::NoFreeSlot, "NoFreeSlot", "no free consumer slot"},
    Words{Errc::ResumeLost, "ResumeLost", "nothing to resume"},
    Words{Errc::Timeout, "Timeout", "timed out"},
    Words{Errc::CoordinationTimeout, "CoordinationTimeout", "consumers did not come"},
    Words{Errc::StartupTimeout, "StartupTimeout", "required consumers did not start"},
    Words{Errc::GracefulShutdownTriggered, "GracefulShutdownTriggered",
        "a required consumer stalled"},
    Words{Errc::RequiredConsumerLeft, "RequiredConsumerLeft", "a required consumer left"},
    Words{Errc::Closed, "Closed", "closed"},
    Words{Errc::Evicted, "Evicted", "consumer evicted"},
    Words{Errc::Replaced, "Replaced", "ring replaced"},
    Words{Errc::WrongProcess, "WrongProcess", "endpoint of another process"},
    Words{Errc::NotPublished, "NotPublished", "not published yet"},
    Words{Errc::Overwritten, "Overwritten", "overwritten"},
    Words{Errc::HandlerFailed, "HandlerFailed", "handler failed"},
};

const Words& words_of(Errc code)
{
    return kWords.at(static_cast<std::size_t>(code));
}

}  // namespace

std::string_view to_string(Errc code) noexcept
{
    return words_of(code).name;
}

std::string Error::message() const
{
    std::string text;
    if (!ring.empty()) {
        text += printable(ring) + ": ";
    }
    text += words_of(code).what;
    if (!detail.empty()) {
        text += ": " + printable(detail);
    }
    return text;
}

}  // namespace ringlib

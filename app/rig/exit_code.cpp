// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/exit_code.h"

namespace rig {

ExitCode exit_code_of(ringlib::Errc code) noexcept
{
    using ringlib::Errc;
    switch (code) {
    case Errc::InvalidName:
    case Errc::InvalidId:
    case Errc::InvalidCapacity:
    case Errc::InvalidConfig:
    case Errc::TooLarge:
        return ExitCode::Usage;
    case Errc::NotFound:
        return ExitCode::NotFound;
    case Errc::CoordinationTimeout:
    case Errc::StartupTimeout:
    case Errc::GracefulShutdownTriggered:
    case Errc::RequiredConsumerLeft:
        return ExitCode::Unattended;
    case Errc::Evicted:
    case Errc::Replaced:
        return ExitCode::EndedBadly;
    case Errc::NotReady:
    case Errc::NotARing:
    case Errc::Corrupt:
    case Errc::Truncated:
    case Errc::VersionMismatch:
    case Errc::EventMismatch:
    case Errc::CapacityMismatch:
    case Errc::StaleBoot:
    case Errc::PermissionDenied:
    case Errc::NotOwner:
    case Errc::NoSpace:
    case Errc::UnsupportedFilesystem:
    case Errc::ProducerAlive:
    case Errc::AlreadyExists:
    case Errc::ConsumerIdInUse:
    case Errc::NoFreeSlot:
    case Errc::ResumeLost:
        return ExitCode::Refused;
    case Errc::TooManyOpenFiles:
    case Errc::NoMemory:
    case Errc::Os:
    case Errc::Timeout:
    case Errc::Closed:
    case Errc::WrongProcess:
    case Errc::NotPublished:
    case Errc::Overwritten:
    case Errc::HandlerFailed:
        break;
    }
    return ExitCode::Internal;
}

std::string_view meaning_of_exit(int code) noexcept
{
    switch (static_cast<ExitCode>(code)) {
    case ExitCode::Done:
        return "done";
    case ExitCode::Violated:
        return "an event was lost, doubled, out of order or torn";
    case ExitCode::Unattended:
        return "a consumer that was waited for did not come";
    case ExitCode::EndedBadly:
        return "the stream ended abnormally";
    case ExitCode::Usage:
        return "bad argument";
    case ExitCode::NotFound:
        return "no such ring";
    case ExitCode::Refused:
        return "refused by the ring";
    case ExitCode::Internal:
        return "internal error";
    }
    return {};
}

}  // namespace rig

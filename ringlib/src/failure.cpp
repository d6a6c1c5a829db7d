// SPDX-License-Identifier: MIT OR Apache-2.0
#include "failure.h"

#include <cerrno>
#include <system_error>
#include <utility>

namespace ringlib {
namespace {

Errc code_of(int os_errno)
{
    switch (os_errno) {
    case EACCES:
    case EPERM:
    case EROFS:
        return Errc::PermissionDenied;
    case ENOENT:
    case ENOTDIR:
        return Errc::NotFound;
    case ENOSPC:
    case EDQUOT:
        return Errc::NoSpace;
    case EFBIG:
        return Errc::TooLarge;
    case EMFILE:
    case ENFILE:
        return Errc::TooManyOpenFiles;
    case ENOMEM:
        return Errc::NoMemory;
    case ELOOP:
    case EISDIR:
    case ENXIO:
        return Errc::NotARing;
    case ENAMETOOLONG:
        return Errc::InvalidName;
    default:
        return Errc::Os;
    }
}

}  // namespace

Unexpected failure(Errc code, std::string_view ring, std::string detail)
{
    Error error{.code = code,
        .os_errno = 0,
        .detail = std::move(detail),
        .missing = {},
        .alert = {},
        .ring = {}};
    error.ring = ring;
    return Unexpected{std::move(error)};
}

Unexpected os_failure(int os_errno, std::string_view ring, std::string_view what)
{
    Unexpected result = failure(code_of(os_errno), ring,
        std::string(what) + ": " + std::generic_category().message(os_errno));
    result.value().os_errno = os_errno;
    return result;
}

}  // namespace ringlib

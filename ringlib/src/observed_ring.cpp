// SPDX-License-Identifier: MIT OR Apache-2.0
#include "observed_ring.h"

#include "failure.h"

#include <cerrno>
#include <string>
#include <unistd.h>

namespace ringlib {

Expected<OpenRing> open_for_reading(
    std::string_view name_or_path, std::optional<uid_t> allowed_owner)
{
    auto path = any_ring(name_or_path);
    if (!path) {
        return Unexpected{std::move(path.error())};
    }
    return open_ring(*path, Access::Read, allowed_owner);
}

Expected<void> check_name(const OpenRing& ring)
{
    switch (look_at_name(ring.path, ring.identity, ring.header.total_size)) {
    case NameState::Another:
        return failure(Errc::Replaced, ring.path.name, "another ring has its name; attach again");
    case NameState::Truncated:
    case NameState::Gone:  // unlinked, still in use by those who hold it
    case NameState::Same:
        break;
    }
    return {};
}

bool read_fully(const OpenRing& ring, std::uint64_t offset, std::span<std::byte> target) noexcept
{
    while (!target.empty()) {
        const ssize_t got
            = ::pread(ring.fd.get(), target.data(), target.size(), static_cast<off_t>(offset));
        if (got > 0) {
            target = target.subspan(static_cast<std::size_t>(got));
            offset += static_cast<std::uint64_t>(got);
        } else if (got == 0 || errno != EINTR) {
            return false;
        }
    }
    return true;
}

Unexpected cut_inside(const OpenRing& ring, std::string_view what)
{
    return failure(Errc::Truncated, ring.path.name,
        "its file ends inside " + std::string(what) + "; the header says "
            + std::to_string(ring.header.total_size) + " bytes");
}

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "segment.h"

#include "failure.h"
#include "fork_hook.h"
#include "platform/file_space.h"
#include "platform/file_system.h"
#include "platform/nameless_file.h"
#include "platform/shared_pages.h"
#include "ringlib/detail/test_point.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <utility>

namespace ringlib {

struct Segment::Mapping {
    Mapping(void* address, std::size_t size)
        : base(static_cast<std::byte*>(address))
        , length(size)
    {
        keep_from_children(base, length);
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;
    Mapping(Mapping&&) = delete;
    Mapping& operator=(Mapping&&) = delete;
    ~Mapping() { ::munmap(base, length); }

    std::byte* base;
    std::size_t length;
    // A child does not inherit the pages. Empty ones of its own instead, so that a call there finds
    // a ring of nobody, and no fault.
    ForkHook in_child{this, [](void* mapping) noexcept {
                          const auto& pages = *static_cast<Mapping*>(mapping);
                          put_empty_pages(pages.base, pages.length);
                      }};
};

namespace {

constexpr int kOpenFlags = O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

struct Pages {
    int protection = PROT_READ;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

template <typename Mapping>
Expected<std::shared_ptr<Mapping>> map_pages(const std::string& ring, int fd, Pages pages)
{
    detail::reach(detail::Step::MapBefore);
    if (const int error = detail::error_at(detail::Step::MapBefore); error != 0) {
        return os_failure(error, ring, "mapping " + std::to_string(pages.length) + " bytes");
    }
    void* address = map_shared(fd, pages.protection, pages.offset, pages.length);
    if (address == nullptr) {
        return os_failure(errno, ring, "mapping " + std::to_string(pages.length) + " bytes");
    }
    return std::make_shared<Mapping>(address, pages.length);
}

Expected<void> check_file(
    const RingPath& path, const struct stat& status, std::optional<uid_t> owner)
{
    if (!S_ISREG(status.st_mode)) {
        return failure(Errc::NotARing, path.name, "not a regular file");
    }
    if (status.st_uid != ::geteuid() && status.st_uid != owner) {
        return failure(Errc::NotOwner, path.name,
            "owned by uid " + std::to_string(status.st_uid) + ", own uid "
                + std::to_string(::geteuid()) + "; allow that owner to use it");
    }
    if (static_cast<std::uint64_t>(status.st_size) < layout::kReadyOffset + sizeof(std::uint32_t)) {
        return failure(Errc::NotARing, path.name,
            "only " + std::to_string(status.st_size) + " bytes, a ring has more than 512");
    }
    return {};
}

Expected<layout::RingHeader> read_header(const RingPath& path, int fd, std::uint64_t file_size)
{
    std::array<std::byte, sizeof(layout::RingHeader) + sizeof(std::uint32_t)> bytes{};
    const ssize_t got = ::pread(fd, bytes.data(), bytes.size(), 0);
    if (got != static_cast<ssize_t>(bytes.size())) {
        return got < 0 ? os_failure(errno, path.name, "reading the header")
                       : failure(Errc::Truncated, path.name,
                           "the header is cut at " + std::to_string(got) + " bytes");
    }
    layout::RingHeader header{};
    std::memcpy(&header, bytes.data(), sizeof(header));
    std::uint32_t ready = 0;
    std::memcpy(&ready, bytes.data() + layout::kReadyOffset, sizeof(ready));
    if (header.magic == layout::kMagic && ready != layout::kReady) {
        return failure(Errc::NotReady, path.name,
            "its creator has not finished, or died; ready word " + std::to_string(ready));
    }
    if (auto checked = check_header(path.name, header, file_size); !checked) {
        return Unexpected{std::move(checked.error())};
    }
    return header;
}

// What may be read by everybody, and written by nobody.
Expected<void> check_writable(
    const RingPath& path, const struct stat& status, const layout::RingHeader& header)
{
    if (status.st_nlink > 1) {  // locks go by names: two of them would lead to two producers
        return failure(Errc::NotReady, path.name,
            "its file has " + std::to_string(status.st_nlink)
                + " names: it is being made, or is a hard link; remove the other name");
    }
    if (header.features_ro_compat != 0) {
        return failure(Errc::VersionMismatch, path.name,
            "it uses features " + std::to_string(header.features_ro_compat)
                + " that this program may read but not write to");
    }
    return {};
}

int link_file(const std::string& file, const std::string& name)
{
    return ::link(file.c_str(), name.c_str()) == 0 ? 0 : errno;
}

}  // namespace

Expected<OpenRing> open_ring(const RingPath& path, Access access, std::optional<uid_t> owner)
{
    OpenRing ring{.path = path, .header = {}, .identity = {}, .fd = {}};
    const int mode = access == Access::Read ? O_RDONLY : O_RDWR;
    ring.fd = UniqueFd(::open(path.file.c_str(), mode | kOpenFlags));
    struct stat status { };
    if (!ring.fd || ::fstat(ring.fd.get(), &status) != 0) {
        Unexpected refused = os_failure(errno, path.name, path.file.string());
        // Who may not read a file may still see whose it is: that is whom to ask.
        if (refused.value().code == Errc::PermissionDenied
            && ::lstat(path.file.c_str(), &status) == 0) {
            refused.value().detail += ", owned by uid " + std::to_string(status.st_uid);
        }
        return refused;
    }
    if (auto checked = check_file(path, status, owner); !checked) {
        return Unexpected{std::move(checked.error())};
    }
    detail::reach(detail::Step::OpenBeforeHeader);
    auto header = read_header(path, ring.fd.get(), static_cast<std::uint64_t>(status.st_size));
    if (!header) {
        return Unexpected{std::move(header.error())};
    }
    detail::reach(detail::Step::OpenHeaderRead);
    if (access == Access::ReadWrite) {
        if (auto checked = check_writable(path, status, *header); !checked) {
            return Unexpected{std::move(checked.error())};
        }
    }
    ring.header = *header;
    ring.identity = {status.st_dev, status.st_ino};
    return ring;
}

NameState look_at_name(const RingPath& path, FileIdentity identity, std::uint64_t total_size)
{
    struct stat status { };
    if (::lstat(path.file.c_str(), &status) != 0) {
        return NameState::Gone;
    }
    if (FileIdentity{status.st_dev, status.st_ino} != identity) {
        return NameState::Another;
    }
    return static_cast<std::uint64_t>(status.st_size) < total_size ? NameState::Truncated
                                                                   : NameState::Same;
}

Expected<Segment> Segment::allocate(
    const RingPath& path, const layout::RingHeader& header, mode_t mode, Nameless nameless)
{
    if (auto room = check_space(path.name, path.directory().string(), header.total_size); !room) {
        return Unexpected{std::move(room.error())};
    }
    ::unlink(path.spare_file().c_str());
    Segment segment;
    segment.m_path = path;
    segment.m_header = header;
    if (nameless == Nameless::Yes) {
        segment.m_unnamed = make_nameless_file(path.directory().string(), mode);
    } else {
        const std::string temporary = path.spare_file().string();
        segment.m_unnamed
            = UniqueFd(::open(temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | kOpenFlags, mode));
        if (segment.m_unnamed) {
            segment.m_temporary.set(temporary);
        }
    }
    const int fd = segment.m_unnamed.get();
    struct stat status { };
    if (!segment.m_unnamed || ::fchmod(fd, mode) != 0 || ::fstat(fd, &status) != 0) {
        return os_failure(errno, path.name, "creating a file in " + path.directory().string());
    }
    detail::reach(detail::Step::CreateFileMade);
    if (auto fit = check_file_system(path.name, fd, path.directory().string()); !fit) {
        return Unexpected{std::move(fit.error())};
    }
    const int result = allocate_space(fd, header.total_size);
    if (result != 0) {
        return os_failure(
            result, path.name, "allocating " + std::to_string(header.total_size) + " bytes");
    }
    detail::reach(detail::Step::CreateSpaceAllocated);
    segment.m_identity = {status.st_dev, status.st_ino};
    auto mapping
        = map_pages<Mapping>(path.name, fd, {PROT_READ | PROT_WRITE, 0, header.total_size});
    if (!mapping) {
        return Unexpected{std::move(mapping.error())};
    }
    segment.m_control = *mapping;
    segment.m_events = segment.m_control->base + header.events_offset;
    std::memcpy(segment.m_control->base, &header, sizeof(header));
    detail::reach(detail::Step::CreateMapped);
    return segment;
}

Expected<Segment> Segment::give_name(Birth birth) &&
{
    detail::reach(detail::Step::CreateFilled);
    auto* ready = reinterpret_cast<layout::Word32*>(m_control->base + layout::kReadyOffset);
    ready->store(layout::kReady, std::memory_order_release);
    const std::string name = m_path.file.string();
    const auto refused = [&](int error) -> Expected<Segment> {
        return error == EEXIST
            ? failure(Errc::AlreadyExists, m_path.name, "something has that name: " + name)
            : os_failure(error, m_path.name, "naming " + name);
    };
    const bool nameless = m_temporary.file().empty();
    const std::string target = nameless && birth.replace ? m_path.spare_file().string() : name;
    detail::reach(detail::Step::CreateBeforeName);
    if (const int error = detail::error_at(detail::Step::CreateBeforeName); error != 0) {
        return refused(error);
    }
    if (target == name && birth.replace) {
        if (::rename(m_temporary.file().c_str(), name.c_str()) != 0) {
            return refused(errno);
        }
        m_temporary.keep();
    } else if (const int error = nameless ? name_file(m_unnamed.get(), target)
                                          : link_file(m_temporary.file(), target);
               error != 0) {
        return refused(error);
    } else if (target != name) {
        m_temporary.set(target);
        detail::reach(detail::Step::CreateSpareName);
        if (::rename(target.c_str(), name.c_str()) != 0) {
            return refused(errno);
        }
        m_temporary.keep();
    }
    m_temporary.remove();
    m_unnamed.reset();
    detail::reach(detail::Step::CreateAfterName);
    return std::move(*this);
}

Expected<Segment> Segment::map_for_producer(OpenRing ring)
{
    Segment segment;
    auto mapping = map_pages<Mapping>(
        ring.path.name, ring.fd.get(), {PROT_READ | PROT_WRITE, 0, ring.header.total_size});
    if (!mapping) {
        return Unexpected{std::move(mapping.error())};
    }
    segment.m_control = std::move(*mapping);
    segment.m_events = segment.m_control->base + ring.header.events_offset;
    segment.m_path = std::move(ring.path);
    segment.m_header = ring.header;
    segment.m_identity = ring.identity;
    return segment;
}

Expected<Segment> Segment::map_for_consumer(OpenRing ring)
{
    // A descriptor of its own for the events: a read-only one cannot be made writable by mprotect.
    UniqueFd events(::open(ring.path.file.c_str(), O_RDONLY | kOpenFlags));
    struct stat status { };
    if (!events || ::fstat(events.get(), &status) != 0) {
        return os_failure(errno, ring.path.name, ring.path.file.string());
    }
    if (FileIdentity{status.st_dev, status.st_ino} != ring.identity) {
        return failure(Errc::NotReady, ring.path.name, "it is being replaced");
    }
    Segment segment;
    auto control = map_pages<Mapping>(
        ring.path.name, ring.fd.get(), {PROT_READ | PROT_WRITE, 0, ring.header.events_offset});
    auto pages = map_pages<Mapping>(ring.path.name, events.get(),
        {PROT_READ, ring.header.events_offset, ring.header.total_size - ring.header.events_offset});
    if (!control || !pages) {
        return Unexpected{std::move(control ? pages.error() : control.error())};
    }
    segment.m_control = std::move(*control);
    segment.m_event_pages = std::move(*pages);
    segment.m_events = segment.m_event_pages->base;
    segment.m_path = std::move(ring.path);
    segment.m_header = ring.header;
    segment.m_identity = ring.identity;
    return segment;
}

Segment Segment::share() const
{
    Segment shared;
    shared.m_path = m_path;
    shared.m_header = m_header;
    shared.m_identity = m_identity;
    shared.m_control = m_control;
    shared.m_event_pages = m_event_pages;
    shared.m_events = m_events;
    return shared;
}

layout::ProducerBlock& Segment::producer() const noexcept
{
    return *reinterpret_cast<layout::ProducerBlock*>(m_control->base + m_header.producer_offset);
}

layout::ConsumerSlot& Segment::slot(std::uint32_t index) const noexcept
{
    return *reinterpret_cast<layout::ConsumerSlot*>(
        m_control->base + m_header.slots_offset + index * m_header.slot_stride);
}

layout::CounterCell& Segment::counter(std::uint64_t index) const noexcept
{
    return *reinterpret_cast<layout::CounterCell*>(
        m_control->base + m_header.counters_offset + index * sizeof(layout::CounterCell));
}

layout::LatencyHistogram* Segment::histogram(std::optional<std::uint32_t> slot) const noexcept
{
    if (m_header.histograms_size == 0) {
        return nullptr;
    }
    return reinterpret_cast<layout::LatencyHistogram*>(m_control->base + m_header.histograms_offset)
        + (slot ? *slot + 1 : 0);
}

layout::Blackbox& Segment::blackbox() const noexcept
{
    return *reinterpret_cast<layout::Blackbox*>(m_control->base + m_header.blackbox_offset);
}

std::byte* Segment::schema() const noexcept
{
    return m_control->base + m_header.schema_offset;
}

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "header.h"
#include "ring_path.h"
#include "ringlib/layout.h"
#include "unique_fd.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <unistd.h>
#include <utility>

namespace ringlib {

/// Which file it is, whatever its name leads to later.
struct FileIdentity {
    dev_t device = 0;
    ino_t inode = 0;

    bool operator==(const FileIdentity&) const = default;
};

/// An opened and checked ring that is not mapped: what an observer needs.
struct OpenRing {
    RingPath path;
    layout::RingHeader header{};
    FileIdentity identity;
    UniqueFd fd;
};

enum class Access { Read, ReadWrite };

/// Opens with suspicion: never follows a link, never blocks on a FIFO, regular files only; the
/// header is read once into a private copy and checked against the file's size. `owner` is accepted
/// beside the own uid. For writing, only a file of one name and without features that forbid it.
/// @errors NotFound, NotARing, NotOwner, PermissionDenied,
/// NotReady, VersionMismatch, Corrupt, Truncated.
[[nodiscard]] Expected<OpenRing> open_ring(
    const RingPath& path, Access access, std::optional<uid_t> owner);

/// What a name leads to at this moment.
enum class NameState { Same, Gone, Another, Truncated };
[[nodiscard]] NameState look_at_name(
    const RingPath& path, FileIdentity identity, std::uint64_t total_size);

/// A mapped ring. The control pages are writable; the events are writable for its producer only.
/// Mappings are not inherited by forked children.
class Segment {
public:
    /// Fills a new file with a ring, whole before it has a name; `prepare`, Expected<void>(const
    /// Segment&), writes the sections.
    /// With `replace` the name may exist and is taken over at once (the caller holds byte 0).
    /// @errors NoSpace (needed and free), TooLarge, AlreadyExists,
    /// PermissionDenied, UnsupportedFilesystem.
    struct Birth {
        mode_t mode = 0600;
        bool replace = false;
    };
    template <typename Prepare>
    [[nodiscard]] static Expected<Segment> create(
        const RingPath& path, const layout::RingHeader& header, Birth birth, Prepare&& prepare)
    {
        auto segment = allocate(path, header, birth.mode, Nameless::Yes);
        if (segment) {
            if (Expected<void> prepared = prepare(*segment); !prepared) {
                return Unexpected{std::move(prepared.error())};
            }
            segment = std::move(*segment).give_name(birth);
        }
        if (segment || segment.error().code == Errc::AlreadyExists
            || segment.error().code == Errc::NoSpace) {
            return segment;
        }
        // Some file systems know no nameless files, others refuse
        // to name them: the spare name then.
        segment = allocate(path, header, birth.mode, Nameless::No);
        if (!segment) {
            return segment;
        }
        if (Expected<void> prepared = prepare(*segment); !prepared) {
            return Unexpected{std::move(prepared.error())};
        }
        return std::move(*segment).give_name(birth);
    }

    [[nodiscard]] static Expected<Segment> map_for_producer(OpenRing ring);
    [[nodiscard]] static Expected<Segment> map_for_consumer(OpenRing ring);

    /// The same mapping once more, for an endpoint of another thread.
    [[nodiscard]] Segment share() const;

    [[nodiscard]] const RingPath& path() const noexcept { return m_path; }
    [[nodiscard]] const layout::RingHeader& header() const noexcept { return m_header; }
    [[nodiscard]] FileIdentity identity() const noexcept { return m_identity; }
    [[nodiscard]] NameState name_state() const
    {
        return look_at_name(m_path, m_identity, m_header.total_size);
    }

    [[nodiscard]] layout::ProducerBlock& producer() const noexcept;
    [[nodiscard]] layout::ConsumerSlot& slot(std::uint32_t index) const noexcept;
    [[nodiscard]] std::uint32_t slot_count() const noexcept { return m_header.consumer_slots; }
    [[nodiscard]] layout::CounterCell& counter(std::uint64_t index) const noexcept;
    [[nodiscard]] layout::Blackbox& blackbox() const noexcept;
    [[nodiscard]] std::byte* schema() const noexcept;
    /// Null on a ring without; with `slot`, that consumer's, else the producer's.
    [[nodiscard]] layout::LatencyHistogram* histogram(
        std::optional<std::uint32_t> slot = std::nullopt) const noexcept;
    [[nodiscard]] std::byte* events() const noexcept { return m_events; }

private:
    struct Mapping;

    enum class Nameless { Yes, No };

    /// A name that is removed unless the file got its real one.
    class TemporaryName {
    public:
        TemporaryName() = default;
        TemporaryName(const TemporaryName&) = delete;
        TemporaryName& operator=(const TemporaryName&) = delete;
        TemporaryName(TemporaryName&& other) noexcept
            : m_file(std::exchange(other.m_file, {}))
        {
        }
        TemporaryName& operator=(TemporaryName&& other) noexcept
        {
            std::swap(m_file, other.m_file);
            return *this;
        }
        ~TemporaryName() { remove(); }

        void set(std::string file) { m_file = std::move(file); }
        void keep() noexcept { m_file.clear(); }
        void remove() noexcept
        {
            if (!m_file.empty()) {
                ::unlink(m_file.c_str());
                m_file.clear();
            }
        }
        [[nodiscard]] const std::string& file() const noexcept { return m_file; }

    private:
        std::string m_file;
    };

    Segment() = default;
    [[nodiscard]] static Expected<Segment> allocate(
        const RingPath& path, const layout::RingHeader& header, mode_t mode, Nameless nameless);
    [[nodiscard]] Expected<Segment> give_name(Birth birth) &&;

    RingPath m_path;
    layout::RingHeader m_header{};
    FileIdentity m_identity;
    std::shared_ptr<Mapping> m_control;
    std::shared_ptr<Mapping> m_event_pages;
    std::byte* m_events = nullptr;
    UniqueFd m_unnamed;  // open until the file has its name
    TemporaryName m_temporary;
};

}  // namespace ringlib

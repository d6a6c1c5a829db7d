// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_directory.h"

#include "monitor/ring_sample.h"

#include <ringlib/observer.h>
#include <ringlib/shm_directory.h>

#include <algorithm>
#include <utility>

namespace monitor {
namespace {

RingWord word_of(ringlib::RingState state)
{
    switch (state) {
    case ringlib::RingState::Live:
        return RingWord::Live;
    case ringlib::RingState::Closed:
        return RingWord::Closed;
    case ringlib::RingState::Failed:
        return RingWord::Failed;
    case ringlib::RingState::Orphan:
        return RingWord::Orphan;
    case ringlib::RingState::Truncated:
        return RingWord::Truncated;
    case ringlib::RingState::Forbidden:
        return RingWord::Forbidden;
    case ringlib::RingState::Incompatible:
    case ringlib::RingState::NotARing:
        return RingWord::Incompatible;
    }
    return RingWord::Incompatible;
}

/// A bare file name would be taken for a shm name.
std::string attach_name(const ringlib::RingInfo& info)
{
    return info.backend == ringlib::Backend::Shm ? info.name : info.path.string();
}

}  // namespace

RingDirectory::RingDirectory(std::vector<std::filesystem::path> extra)
    : m_directories{ringlib::kShmDirectory}
{
    for (auto& directory : extra) {
        add(std::move(directory));
    }
}

void RingDirectory::add(std::filesystem::path directory)
{
    const auto same = [&](const std::filesystem::path& known) {
        std::error_code ignored;
        return known == directory || std::filesystem::equivalent(known, directory, ignored);
    };
    if (std::none_of(m_directories.begin(), m_directories.end(), same)) {
        m_directories.push_back(std::move(directory));
    }
}

const std::vector<RingListing>& RingDirectory::refresh(TimePoint now)
{
    m_rings.clear();
    m_next_positions.clear();
    for (const auto& directory : m_directories) {
        for (const auto& info : ringlib::list_rings(directory)) {
            m_rings.push_back(look(info, now));
        }
    }
    std::sort(m_rings.begin(), m_rings.end(),
        [](const RingListing& a, const RingListing& b) { return a.ring < b.ring; });
    m_positions.swap(m_next_positions);
    return m_rings;
}

RingListing RingDirectory::look(const ringlib::RingInfo& info, TimePoint now)
{
    RingListing listing;
    listing.ring = attach_name(info);
    listing.path = info.path;
    listing.backend = info.backend;
    listing.state = word_of(info.state);
    listing.reason = info.reason;
    listing.label = info.label;
    listing.event_name = info.event_name;
    listing.capacity = info.capacity;
    listing.event_size = info.event_size;
    if (!listing.attachable()) {
        return listing;
    }
    auto observer = ringlib::RingObserver::attach(listing.ring);
    if (!observer || !observer->snapshot(m_snapshot)) {
        return listing;  // gone between the two looks, or going
    }
    RingSample sample;
    sample_positions(m_snapshot, sample);
    listing.producer_pid = m_snapshot.producer.pid;
    listing.producer_presence = m_snapshot.producer.presence;
    listing.consumers = m_snapshot.consumers.size();
    listing.sequence = m_snapshot.producer.sequence;
    listing.used = sample.used;
    const TimePoint taken = from_monotonic_ns(m_snapshot.taken_ns);
    follow_rate(listing, {observer->info().instance, listing.sequence, taken, taken}, now);
    return listing;
}

void RingDirectory::follow_rate(RingListing& listing, Position position, TimePoint now)
{
    const auto before = m_positions.find(listing.ring);
    if (before != m_positions.end() && before->second.instance == position.instance
        && position.time > before->second.time && position.sequence >= before->second.sequence) {
        listing.events_per_s = static_cast<double>(position.sequence - before->second.sequence)
            / to_seconds(position.time - before->second.time);
        if (position.sequence == before->second.sequence) {
            position.moved = before->second.moved;
        }
        if (listing.state == RingWord::Live && now - position.moved >= kIdleAfter) {
            listing.state = RingWord::Idle;
            listing.reason = "nothing published lately";
        }
    }
    m_next_positions.insert_or_assign(listing.ring, position);
}

}  // namespace monitor

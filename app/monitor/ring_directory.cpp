// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_directory.h"

#include "monitor/wording.h"

#include <ringlib/observer.h>
#include <ringlib/printable.h>
#include <ringlib/shm_directory.h>

#include <algorithm>
#include <array>
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

/// A producer that waits says so. Of one that only tries, two looks tell: the ring is full, and
/// neither it nor the slowest consumer has moved since `stands`.
std::optional<Duration> held_for(const ringlib::RingSnapshot& snapshot, bool full, TimePoint stands)
{
    const TimePoint now = from_monotonic_ns(snapshot.taken_ns);
    const auto blocked = snapshot.producer.blocked_since_ns;
    if (blocked != 0) {
        const Duration since = now - from_monotonic_ns(std::min(blocked, snapshot.taken_ns));
        return since >= kHeldMin ? std::optional(since) : std::nullopt;
    }
    return full && stands < now ? std::optional(now - stands) : std::nullopt;
}

const ringlib::ConsumerSnapshot& culprit_of(
    const ringlib::RingSnapshot& snapshot, std::size_t slowest)
{
    const auto& all = snapshot.consumers;
    const auto named = std::find_if(all.begin(), all.end(), [&](const auto& one) {
        return snapshot.producer.blocked_since_ns != 0 && one.id == snapshot.producer.gated_by;
    });
    return named == all.end() ? all[slowest] : *named;
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
    listing.consumers_alive = static_cast<std::size_t>(
        std::count_if(m_snapshot.consumers.begin(), m_snapshot.consumers.end(),
            [](const auto& one) { return one.presence == ringlib::Presence::Alive; }));
    const TimePoint taken = from_monotonic_ns(m_snapshot.taken_ns);
    Position position{observer->info().instance, listing.sequence, taken, taken, {}, taken};
    if (sample.slowest) {
        position.consumed = m_snapshot.consumers[*sample.slowest].sequence;
    }
    follow_rate(listing, position, now);
    find_hold(listing, sample, position);
    m_next_positions.insert_or_assign(listing.ring, position);
    return listing;
}

void RingDirectory::follow_rate(RingListing& listing, Position& position, TimePoint now) const
{
    const auto before = m_positions.find(listing.ring);
    if (before == m_positions.end() || before->second.instance != position.instance
        || position.time <= before->second.time || position.sequence < before->second.sequence) {
        return;
    }
    listing.events_per_s = static_cast<double>(position.sequence - before->second.sequence)
        / to_seconds(position.time - before->second.time);
    if (position.sequence == before->second.sequence) {
        position.moved = before->second.moved;
    }
    if (position.consumed == before->second.consumed) {
        position.consumed_moved = before->second.consumed_moved;
    }
    if (listing.state == RingWord::Live && now - position.moved >= kIdleAfter) {
        listing.state = RingWord::Idle;
        listing.reason = "nothing published lately";
    }
}

void RingDirectory::find_hold(
    RingListing& listing, const RingSample& sample, const Position& position)
{
    const auto& producer = m_snapshot.producer;
    const bool live = listing.state == RingWord::Live || listing.state == RingWord::Idle;
    if (!live || !sample.slowest || producer.presence == ringlib::Presence::Dead) {
        return;
    }
    const auto held = held_for(m_snapshot, sample.used == listing.capacity,
        std::max(position.moved, position.consumed_moved));
    if (!held) {
        return;
    }
    const auto& culprit = culprit_of(m_snapshot, *sample.slowest);
    const std::array processes{ProcessFacts::Process{producer.pid, producer.start_time},
        ProcessFacts::Process{culprit.pid, culprit.start_time}};
    m_facts.refresh(processes);
    if (is_stopped(m_facts.of(producer.pid, producer.start_time))) {
        return;  // that is why nothing is published
    }
    listing.state = RingWord::Live;
    listing.held_for = held;
    listing.gating = culprit.id;
    listing.reason = "held for " + in_words(*held) + " by " + ringlib::printable(culprit.id)
        + " (pid " + std::to_string(culprit.pid)
        + (culprit.presence == ringlib::Presence::Dead                    ? ", gone"
                : is_stopped(m_facts.of(culprit.pid, culprit.start_time)) ? ", stopped by a signal"
                                                                          : "")
        + ")";
}

}  // namespace monitor

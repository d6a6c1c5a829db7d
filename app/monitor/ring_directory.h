// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"
#include "monitor/process_facts.h"
#include "monitor/ring_reading.h"
#include "monitor/ring_sample.h"

#include <ringlib/snapshot.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace monitor {

/// One ring as a list shows it.
struct RingListing {
    std::string ring;  ///< name to attach by: the shm name, or the path
    std::filesystem::path path;
    ringlib::Backend backend = ringlib::Backend::Shm;
    RingWord state = RingWord::Waiting;
    std::string reason;  ///< empty for LIVE, unless its producer is held
    std::string label;
    std::string event_name;
    std::uint64_t capacity = 0;
    std::uint64_t event_size = 0;
    pid_t producer_pid = 0;  ///< 0: none
    ringlib::Presence producer_presence = ringlib::Presence::Unknown;
    std::size_t consumers = 0;  ///< that hold a slot
    ringlib::Sequence sequence = ringlib::kNoSequence;  ///< last published
    std::uint64_t used = 0;  ///< slots the slowest consumer has not consumed yet
    std::optional<double> events_per_s;  ///< nothing: not measured
    std::size_t consumers_alive = 0;
    /// Its producer is blocked by a full ring for that long, or longer; nothing: it is not.
    std::optional<Duration> held_for;
    std::string gating;  ///< id of the consumer that holds it; as in the segment

    [[nodiscard]] bool attachable() const noexcept
    {
        return state == RingWord::Live || state == RingWord::Idle || state == RingWord::Orphan
            || state == RingWord::Closed || state == RingWord::Failed;
    }
};

/// Which rings there are: /dev/shm and the directories added. Looks only when asked to.
///
/// Thread: one at a time. A look costs a few syscalls per ring and waits for nothing: rates are
/// between this look and the one before, and so is who stands.
class RingDirectory {
public:
    static constexpr Duration kIdleAfter = std::chrono::seconds(2);

    explicit RingDirectory(std::vector<std::filesystem::path> extra = {});

    void add(std::filesystem::path directory);
    /// Reads all directories and every ring once. Sorted by name. Rates are known from the second
    /// look on, and IDLE for what has rested for kIdleAfter by `now`.
    const std::vector<RingListing>& refresh(TimePoint now);
    [[nodiscard]] const std::vector<RingListing>& rings() const noexcept { return m_rings; }

private:
    struct Position {
        std::array<std::uint8_t, 16> instance{};
        ringlib::Sequence sequence = ringlib::kNoSequence;
        TimePoint time;
        TimePoint moved;  // first look at this sequence
        ringlib::Sequence consumed = ringlib::kNoSequence;  // by the slowest consumer
        TimePoint consumed_moved;
    };

    [[nodiscard]] RingListing look(const ringlib::RingInfo& info, TimePoint now);
    void follow_rate(RingListing& listing, Position& position, TimePoint now) const;
    void find_hold(RingListing& listing, const RingSample& sample, const Position& position);

    std::vector<std::filesystem::path> m_directories;
    std::vector<RingListing> m_rings;
    std::map<std::string, Position> m_positions;  // of the last look, by name
    std::map<std::string, Position> m_next_positions;  // of the look under way
    ringlib::RingSnapshot m_snapshot;
    ProcessFacts m_facts;
};

}  // namespace monitor

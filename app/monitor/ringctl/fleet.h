// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/ring_watch.h"
#include "rig/platform/directory_changes.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace monitor {

/// All rings of this machine, or those that are named, watched side by side: who comes is watched,
/// who goes is forgotten.
///
/// Thread: tick() from one; each() from any.
class Fleet {
public:
    struct Options {
        std::vector<std::string> rings;  ///< empty: whatever is in /dev/shm
        RingWatchOptions watch;
        Duration discovery_interval = std::chrono::seconds(1);
        std::size_t rings_max = 4096;  ///< more are counted only
    };

    explicit Fleet(Options options);

    /// Looks at every ring once; for new ones when a file came or went, and now and then.
    void tick(TimePoint now);

    /// `show(const RingReading&)` for each ring that is there, by name.
    template <typename Show>
    void each(Show&& show) const
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [name, watch] : m_watches) {
            if (is_there(*watch)) {
                show(watch->reading());
            }
        }
    }
    /// That were found and not watched: there are too many.
    [[nodiscard]] std::size_t left_out() const;

private:
    void discover();
    [[nodiscard]] static bool is_there(const RingWatch& watch);

    const Options m_options;
    rig::DirectoryChanges m_changes;
    mutable std::mutex m_mutex;
    std::map<std::string, std::unique_ptr<RingWatch>> m_watches;
    std::optional<TimePoint> m_discovery_due;
    std::size_t m_left_out = 0;
};

}  // namespace monitor

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/ring_directory.h"
#include "rig/platform/directory_changes.h"

#include <QObject>

#include <chrono>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace gui {

/// Which rings there are on this machine, looked for when one comes or goes and twice a second, on
/// a thread of its own: a directory with ten thousand files must not hold up the window.
class RingLookout : public QObject {
    Q_OBJECT
public:
    using Clock = std::chrono::steady_clock;

    /// @param extra directories beside /dev/shm
    explicit RingLookout(std::vector<std::filesystem::path> extra = {}, QObject* parent = nullptr);
    ~RingLookout() override;

    [[nodiscard]] const std::vector<monitor::RingListing>& rings() const { return m_rings; }
    /// Nothing before the first look.
    [[nodiscard]] std::optional<Clock::time_point> lookedAt() const { return m_lookedAt; }
    [[nodiscard]] const monitor::RingListing* find(const std::string& ring) const;

Q_SIGNALS:
    void looked();

private Q_SLOTS:
    void take();

private:
    void run(const std::stop_token& stop);

    std::vector<monitor::RingListing> m_rings;
    std::optional<Clock::time_point> m_lookedAt;

    const std::vector<std::filesystem::path> m_extra;

    std::mutex m_mutex;  // protects the two below
    std::vector<monitor::RingListing> m_found;
    Clock::time_point m_foundAt;

    rig::DirectoryChanges m_changes;
    std::jthread m_thread;  // last: it uses all of the above
};

}  // namespace gui

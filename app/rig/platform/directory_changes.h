// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <vector>

namespace rig {

/// Tells at once that files came or went in some directories, so that nobody need list them often.
/// Where the system does not say so (a directory that is not there, no watches left), nothing is
/// told: list them now and then all the same.
///
/// Thread: one, but for wake().
class DirectoryChanges {
public:
    explicit DirectoryChanges(const std::vector<std::filesystem::path>& directories);
    DirectoryChanges(const DirectoryChanges&) = delete;
    DirectoryChanges& operator=(const DirectoryChanges&) = delete;
    DirectoryChanges(DirectoryChanges&&) = delete;
    DirectoryChanges& operator=(DirectoryChanges&&) = delete;
    ~DirectoryChanges();

    /// Whether anything came or went since the last call.
    [[nodiscard]] bool take();
    /// Waits for that, until `deadline`, or until somebody calls wake(). @returns as take().
    bool wait_until(std::chrono::steady_clock::time_point deadline);
    /// Ends a wait, and every later one at once. From any thread.
    void wake() const;

private:
    int m_changes;
    int m_wake;
};

}  // namespace rig

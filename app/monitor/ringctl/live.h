// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/ringctl/output.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ringctl {

/// The commands about rings as they are now: watch, peek, wait, remove, export.
class LiveCommands {
public:
    /// Adds them to `app`, which must not outlive this.
    explicit LiveCommands(CLI::App& app);
    LiveCommands(const LiveCommands&) = delete;
    LiveCommands& operator=(const LiveCommands&) = delete;
    LiveCommands(LiveCommands&&) = delete;
    LiveCommands& operator=(LiveCommands&&) = delete;
    ~LiveCommands() = default;

    /// Runs the one that was given, if one of these was. Throws BadValue.
    [[nodiscard]] std::optional<Exit> run() const;

private:
    void add_watch(CLI::App& app);
    void add_peek(CLI::App& app);
    void add_wait(CLI::App& app);
    void add_remove(CLI::App& app);
    void add_export(CLI::App& app);
    [[nodiscard]] Exit run_watch() const;
    [[nodiscard]] Exit run_peek() const;
    [[nodiscard]] Exit run_wait() const;
    [[nodiscard]] Exit run_remove() const;
    [[nodiscard]] Exit run_export() const;

    CLI::App* m_watch = nullptr;
    CLI::App* m_peek = nullptr;
    CLI::App* m_wait = nullptr;
    CLI::App* m_remove = nullptr;
    CLI::App* m_export = nullptr;
    // The command line as words; what they mean is decided afterwards.
    std::string m_ring;
    std::string m_format = "text";
    std::optional<std::string> m_owner;
    std::string m_interval = "1s";
    std::optional<std::string> m_duration;
    std::optional<std::string> m_sequence;
    std::optional<std::string> m_count;
    std::string m_state;
    std::optional<std::string> m_consumer;
    std::optional<std::string> m_timeout;
    std::vector<std::string> m_rings;
    std::string m_address = "127.0.0.1:9464";
    bool m_orphans = false;
    bool m_dry_run = false;
};

}  // namespace ringctl

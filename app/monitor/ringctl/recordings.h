// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/format.h"
#include "monitor/ringctl/output.h"

#include <CLI/App.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ringctl {

/// The commands that make recordings and read them: record, report, compare.
class RecordingCommands {
public:
    /// Adds them to `app`, which must not outlive this.
    explicit RecordingCommands(CLI::App& app);
    RecordingCommands(const RecordingCommands&) = delete;
    RecordingCommands& operator=(const RecordingCommands&) = delete;
    RecordingCommands(RecordingCommands&&) = delete;
    RecordingCommands& operator=(RecordingCommands&&) = delete;
    ~RecordingCommands() = default;

    /// Runs the one that was given, if one of these was. Throws BadValue.
    [[nodiscard]] std::optional<Exit> run() const;

private:
    [[nodiscard]] Exit run_record() const;
    [[nodiscard]] Exit run_report() const;

    CLI::App* m_record = nullptr;
    CLI::App* m_report = nullptr;
    CLI::App* m_compare = nullptr;
    // The command line as words; what they mean is decided afterwards.
    std::vector<std::string> m_rings;
    std::string m_file;
    std::string m_second;
    std::string m_rate = "100";
    std::optional<std::string> m_duration;
    std::optional<std::string> m_owner;
    std::optional<std::string> m_html;
    std::optional<std::string> m_csv;
    std::string m_format = "text";
};

/// Says on stderr why a recording could not be made or read. @returns the exit code for it.
[[nodiscard]] Exit complain_about(const monitor::recording::RecordingError& error);

}  // namespace ringctl

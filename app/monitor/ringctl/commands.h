// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"
#include "monitor/ringctl/output.h"

#include <ringlib/sequence.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace ringctl {

struct ListOptions {
    std::vector<std::filesystem::path> directories;  ///< beside /dev/shm
    bool rate = true;  ///< two readings 50 ms apart instead of one
    Format format = Format::Text;
};

struct StatOptions {
    std::string ring;
    monitor::Duration window = std::chrono::seconds(2);
    bool memory = false;  ///< also what lies in its memory
    std::optional<uid_t> allowed_owner;
    Format format = Format::Text;
};

struct WatchOptions {
    std::string ring;
    monitor::Duration interval = std::chrono::seconds(1);
    std::optional<monitor::Duration> duration;  ///< nothing: until it is ended
    std::optional<uid_t> allowed_owner;
    Format format = Format::Text;
};

struct PeekOptions {
    std::string ring;
    std::optional<ringlib::Sequence> sequence;  ///< nothing: the newest
    std::uint64_t count = 1;
    std::optional<uid_t> allowed_owner;
    Format format = Format::Text;
};

struct WaitOptions {
    std::string ring;
    std::string state;  ///< as typed
    std::optional<std::string> consumer;  ///< nothing: the ring
    std::optional<monitor::Duration> timeout;  ///< nothing: for ever
    std::optional<uid_t> allowed_owner;
    Format format = Format::Text;
};

struct RemoveOptions {
    std::string ring;
    bool orphans = false;  ///< all of them instead of one ring
    bool dry_run = false;
    Format format = Format::Text;
};

struct RecordOptions {
    std::vector<std::string> rings;
    std::filesystem::path file;
    std::optional<monitor::Duration> duration;  ///< nothing: until it is ended
    double rate_hz = 100;
    std::optional<uid_t> allowed_owner;
    Format format = Format::Text;
};

struct ReportOptions {
    std::filesystem::path file;
    std::optional<std::filesystem::path> html;
    std::optional<std::filesystem::path> csv;
    Format format = Format::Text;
};

struct CompareOptions {
    std::filesystem::path first;
    std::filesystem::path second;
    Format format = Format::Text;
};

struct ExportOptions {
    std::vector<std::string> rings;  ///< empty: whatever is in /dev/shm
    std::string address = "127.0.0.1:9464";
    std::optional<uid_t> allowed_owner;
};

struct RunScenarioOptions {
    std::vector<std::string> scenarios;  ///< names of built-in ones, or files
    std::optional<std::string> backend;  ///< "shm", "mmap", "both"; nothing: as each has it
    std::uint64_t seed = 0;
    std::optional<std::filesystem::path> junit;
    std::optional<std::filesystem::path> html;
    std::filesystem::path runs;
    bool dry_run = false;
    Format format = Format::Text;
};

[[nodiscard]] Exit list(const ListOptions& options);
[[nodiscard]] Exit stat(const StatOptions& options);
[[nodiscard]] Exit watch(const WatchOptions& options);
[[nodiscard]] Exit peek(const PeekOptions& options);
/// Throws BadValue for a state that is none.
[[nodiscard]] Exit wait(const WaitOptions& options);
[[nodiscard]] Exit remove(const RemoveOptions& options);
[[nodiscard]] Exit record(const RecordOptions& options);
[[nodiscard]] Exit report(const ReportOptions& options);
[[nodiscard]] Exit compare(const CompareOptions& options);
[[nodiscard]] Exit run_scenarios(const RunScenarioOptions& options);
/// Until it is ended. (`export` is a word of the language.)
[[nodiscard]] Exit serve_metrics(const ExportOptions& options);

}  // namespace ringctl

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>

namespace monitor::run {

/// What the monitor saw of a run, in its folder.
inline constexpr const char* kRecordingFile = "run.ringrec";

/// What is kept of a run: runs/<scenario>/<UTC stamp>-<seed>/, and `latest` beside it. Written as
/// it goes, so that a run that was cut can be read as far as it came.
class RunFolder {
public:
    /// @errors in words: why there can be none.
    [[nodiscard]] static tl::expected<RunFolder, std::string> create(
        const std::filesystem::path& runs, const std::string& scenario, const std::string& name);

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    /// A line of journal.jsonl.
    void note(const nlohmann::ordered_json& entry);
    /// What was noted is on the disk when this returns.
    void flush();
    /// A line that a process wrote: stdout/<worker>.<pid>.jsonl. Of each the first 16 MiB are kept.
    void keep_line(const std::string& worker, int pid, bool error, std::string_view line);
    /// A whole file; replaces one of that name.
    /// @errors in words.
    [[nodiscard]] tl::expected<void, std::string> write(
        const std::string& name, std::string_view text) const;
    /// `latest` leads here from now on.
    void point_latest() const;

private:
    explicit RunFolder(std::filesystem::path path);

    std::filesystem::path m_path;
    std::ofstream m_journal;
    struct Output {
        std::ofstream file;
        std::size_t bytes = 0;
    };
    std::map<std::string, Output> m_outputs;
};

}  // namespace monitor::run

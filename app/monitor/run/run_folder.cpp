// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/run/run_folder.h"

#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace monitor::run {
namespace {

constexpr int kSameNameMax = 100;
constexpr std::size_t kOutputMax = std::size_t{16} << 20U;

}  // namespace

RunFolder::RunFolder(std::filesystem::path path)
    : m_path(std::move(path))
    , m_journal(m_path / "journal.jsonl", std::ios::app)
{
}

tl::expected<RunFolder, std::string> RunFolder::create(
    const std::filesystem::path& runs, const std::string& scenario, const std::string& name)
{
    std::error_code error;
    std::filesystem::create_directories(runs / scenario, error);
    for (int i = 1; !error && i <= kSameNameMax; ++i) {
        auto path = runs / scenario / (i == 1 ? name : name + '.' + std::to_string(i));
        // Two runs may begin in the same second, in this program or in another.
        if (!std::filesystem::create_directory(path, error)) {
            continue;
        }
        std::filesystem::create_directory(path / "stdout", error);
        RunFolder folder(std::move(path));
        if (!error && folder.m_journal) {
            return folder;
        }
    }
    return tl::unexpected((runs / scenario / name).string() + ": no run can be kept there: "
        + (error ? error.message() : "not writable") + " (see --runs)");
}

void RunFolder::note(const nlohmann::ordered_json& entry)
{
    m_journal << entry.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) << '\n';
}

void RunFolder::flush()
{
    m_journal.flush();
    const int descriptor = ::open((m_path / "journal.jsonl").c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fdatasync(descriptor);
        ::close(descriptor);
    }
}

void RunFolder::keep_line(const std::string& worker, int pid, bool error, std::string_view line)
{
    const std::string name = worker + '.' + std::to_string(pid) + (error ? ".stderr" : ".jsonl");
    auto& output = m_outputs[name];
    if (!output.file.is_open()) {
        output.file.open(m_path / "stdout" / name, std::ios::app);
    }
    if (output.bytes > kOutputMax) {
        return;
    }
    output.bytes += line.size() + 1;
    output.file << (output.bytes > kOutputMax ? "(the rest is left out)" : line) << '\n';
    output.file.flush();  // few lines, and wanted most where this program dies
}

tl::expected<void, std::string> RunFolder::write(
    const std::string& name, std::string_view text) const
{
    const auto path = m_path / name;
    std::ofstream file(path, std::ios::trunc);
    file << text;
    file.close();
    return file ? tl::expected<void, std::string>()
                : tl::unexpected(path.string() + ": cannot be written (is the disk full?)");
}

void RunFolder::point_latest() const
{
    std::error_code ignored;  // a convenience
    const auto link = m_path.parent_path() / ("latest." + std::to_string(::getpid()));
    std::filesystem::create_directory_symlink(m_path.filename(), link, ignored);
    std::filesystem::rename(link, m_path.parent_path() / "latest", ignored);
}

}  // namespace monitor::run

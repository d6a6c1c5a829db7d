// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/run/kept_runs.h"

#include "monitor/new_file.h"

#include "rig/descriptor.h"

#include <ringlib/printable.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace monitor::run {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSummaryBytesMax = std::size_t{4} << 20U;
constexpr std::size_t kBuffer = 65'536;
constexpr std::array kExported = {"report.html", "junit.xml", kRecordingFile};

std::string in_words(int error)
{
    return std::generic_category().message(error);
}

/// A file and nothing else: what lies in a folder may be a pipe that nobody writes to.
tl::expected<rig::Descriptor, std::string> open_file(const fs::path& path)
{
    rig::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!file) {
        return tl::unexpected(in_words(errno));
    }
    struct stat status { };
    if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return tl::unexpected(std::string("is no file"));
    }
    return file;
}

/// Gives what is read to `take`, until that wants no more.
/// @errors in words.
tl::expected<void, std::string> read_all(
    const rig::Descriptor& file, const std::function<bool(std::string_view)>& take)
{
    std::array<char, kBuffer> buffer{};
    for (;;) {
        const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
        if (got < 0 && errno != EINTR) {
            return tl::unexpected(in_words(errno));
        }
        if (got == 0 || (got > 0 && !take({buffer.data(), static_cast<std::size_t>(got)}))) {
            return {};
        }
    }
}

tl::expected<std::string, std::string> text_of(const fs::path& path)
{
    const auto file = open_file(path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    std::string text;
    const auto read = read_all(*file, [&text](std::string_view part) {
        text += part;
        return text.size() <= kSummaryBytesMax;
    });
    if (!read) {
        return tl::unexpected(read.error());
    }
    if (text.size() > kSummaryBytesMax) {
        return tl::unexpected(std::string("is longer than any summary"));
    }
    return text;
}

bool is_there(const fs::path& path)
{
    std::error_code error;
    return fs::exists(fs::symlink_status(path, error));
}

/// Directories in `place`, links left out.
std::vector<fs::path> directories_in(const fs::path& place)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator each(place, error), end; !error && each != end;
         each.increment(error)) {
        std::error_code ignored;  // then it is no directory
        if (fs::is_directory(each->symlink_status(ignored))) {
            found.push_back(each->path());
        }
    }
    return found;
}

}  // namespace

KeptRun read_run(const fs::path& folder)
{
    KeptRun run{folder, KeptRun::Kind::Damaged, {}, {}};
    const fs::path path = folder / "summary.json";
    if (!is_there(path)) {
        const bool begun = is_there(folder / "journal.jsonl");
        run.kind = begun ? KeptRun::Kind::Unfinished : KeptRun::Kind::Foreign;
        run.trouble = begun ? "has no verdict: it was cut short, or it runs" : "is no run";
        return run;
    }
    const auto text = text_of(path);
    auto summary = text ? read_summary(*text) : tl::unexpected(text.error());
    if (!summary) {
        run.trouble = "summary.json: " + summary.error();
        return run;
    }
    std::error_code none;  // then it is no file
    if (fs::is_regular_file(fs::symlink_status(folder / kRecordingFile, none))) {
        run.recording = folder / kRecordingFile;
    }
    run.kind = KeptRun::Kind::Whole;
    run.summary = std::move(*summary);
    return run;
}

KeptRuns list_runs(const fs::path& runs)
{
    std::vector<fs::path> folders;
    for (const fs::path& scenario : directories_in(runs)) {
        for (fs::path& folder : directories_in(scenario)) {
            folders.push_back(std::move(folder));
        }
    }
    std::sort(folders.begin(), folders.end(), [](const fs::path& a, const fs::path& b) {
        return std::pair(b.filename(), a) < std::pair(a.filename(), b);
    });
    KeptRuns kept;
    if (folders.size() > kRunsListedMax) {
        kept.left_out = folders.size() - kRunsListedMax;
        folders.resize(kRunsListedMax);
    }
    for (const fs::path& folder : folders) {
        kept.runs.push_back(read_run(folder));
        if (auto& summary = kept.runs.back().summary) {
            summary->lines = {};
        }
    }
    return kept;
}

tl::expected<std::vector<fs::path>, std::string> export_run(
    const fs::path& folder, const fs::path& place)
{
    std::vector<NewFile> files;
    std::vector<fs::path> written;
    const std::string begin
        = folder.parent_path().filename().string() + '-' + folder.filename().string() + '-';
    for (const char* const name : kExported) {
        const auto fail = [&](const std::string& why) {
            return tl::unexpected(ringlib::printable((folder / name).string()) + ": " + why);
        };
        const auto source = open_file(folder / name);
        if (!source) {
            return fail(source.error());
        }
        written.push_back(place / (begin + name));
        auto file = NewFile::create(written.back(), NewFile::IfThere::Replace);
        if (!file) {
            return tl::unexpected(file.error());
        }
        const auto copied = read_all(*source, [&file](std::string_view part) {
            file->write(part);
            return true;
        });
        if (!copied) {
            return fail(copied.error());
        }
        files.push_back(std::move(*file));
    }
    for (NewFile& file : files) {
        if (const auto done = file.commit(); !done) {
            return tl::unexpected(done.error());
        }
    }
    return written;
}

}  // namespace monitor::run

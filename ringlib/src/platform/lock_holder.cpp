// SPDX-License-Identifier: MIT OR Apache-2.0
#include "lock_holder.h"

#include <charconv>
#include <filesystem>
#include <fstream>

namespace ringlib {
namespace {

namespace fs = std::filesystem;

/// "lock:  1: OFDLCK ADVISORY  WRITE 4118 00:19:123 0 0" of an open file that holds byte 0 alone.
bool holds_byte_0(const fs::path& fdinfo)
{
    std::ifstream lines(fdinfo);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("lock:") && line.ends_with(" 0 0")) {
            return true;
        }
    }
    return false;
}

// By what the link says: a look at the file itself may wait for a server that is gone.
bool process_holds_byte_0(const fs::path& process, const fs::path& file)
{
    std::error_code error;
    for (fs::directory_iterator open(process / "fd", error), end; !error && open != end;
         open.increment(error)) {
        std::error_code unread;
        if (fs::read_symlink(open->path(), unread) == file
            && holds_byte_0(process / "fdinfo" / open->path().filename())) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::optional<pid_t> holder_of_byte_0(const std::string& file)
{
    std::error_code error;
    const fs::path real = fs::canonical(file, error);
    if (error) {
        return std::nullopt;
    }
    for (fs::directory_iterator entry("/proc", error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        pid_t pid = 0;
        const auto read = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (read.ptr == name.data() + name.size() && process_holds_byte_0(entry->path(), real)) {
            return pid;
        }
    }
    return std::nullopt;
}

}  // namespace ringlib

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/platform/open_files.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <system_error>

namespace rig {

std::vector<int> descriptors_on(const std::filesystem::path& file)
{
    std::vector<int> found;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", error)) {
        std::error_code unreadable;
        const std::string target = std::filesystem::read_symlink(entry.path(), unreadable).string();
        if (!unreadable && (target == file.string() || target == file.string() + " (deleted)")) {
            found.push_back(std::atoi(entry.path().filename().c_str()));
        }
    }
    return found;
}

std::string flags_of(int descriptor)
{
    std::ifstream file("/proc/self/fdinfo/" + std::to_string(descriptor));
    for (std::string key, value; file >> key >> value;) {
        if (key == "flags:") {
            return value;
        }
    }
    return {};
}

bool is_mapped(int descriptor)
{
    struct stat status { };
    std::ifstream maps("/proc/self/maps");
    if (::fstat(descriptor, &status) != 0 || !maps) {
        return true;  // not proven
    }
    // "address perms offset major:minor inode path", the device in hexadecimal.
    std::array<char, 64> device{};
    std::snprintf(device.data(), device.size(), " %02x:%02x %llu ", major(status.st_dev),
        minor(status.st_dev), static_cast<unsigned long long>(status.st_ino));
    for (std::string line; std::getline(maps, line);) {
        if (line.find(device.data()) != std::string::npos) {
            return true;
        }
    }
    return false;
}

}  // namespace rig

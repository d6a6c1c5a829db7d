// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/owned_names.h"

#include "rig_support.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <sys/types.h>
#include <system_error>
#include <vector>

namespace ringtest {

/// What begins every name that a rig of the program with that pid makes.
inline std::string mark_of(pid_t owner)
{
    return std::string(rig::kRigPrefix) + std::to_string(owner) + '.';
}

/// Living workers whose command line names something of that owner.
inline std::vector<pid_t> workers_of(pid_t owner)
{
    std::vector<pid_t> found;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) {
            continue;
        }
        std::ifstream file(entry.path() / "cmdline", std::ios::binary);
        std::string command;
        std::getline(file, command);  // one that ends meanwhile gives none
        const auto pid = static_cast<pid_t>(std::stol(name));
        if (command.find(mark_of(owner)) != std::string::npos && !is_dead(pid)) {
            found.push_back(pid);
        }
    }
    return found;
}

/// Files and directories that have that owner's mark in their name.
inline std::vector<std::string> files_of(pid_t owner)
{
    std::vector<std::string> found;
    std::error_code ignored;
    for (const std::filesystem::path& place :
        {std::filesystem::path("/dev/shm"), std::filesystem::temp_directory_path()}) {
        for (const auto& entry : std::filesystem::directory_iterator(place, ignored)) {
            if (entry.path().filename().string().find(mark_of(owner)) != std::string::npos) {
                found.push_back(entry.path().string());
            }
        }
    }
    return found;
}

}  // namespace ringtest

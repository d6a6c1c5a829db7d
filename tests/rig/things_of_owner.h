// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/owned_names.h"

#include "rig_support.h"

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
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

/// Has the worker come as far as to die with its owner? It asks for that before it catches SIGTERM.
/// Stopped before, it stands for good, and nobody but who stopped it can know.
inline bool is_bound_to_owner(pid_t worker)
{
    std::ifstream file("/proc/" + std::to_string(worker) + "/status");
    for (std::string line; std::getline(file, line);) {
        constexpr std::string_view kCaught = "SigCgt:";
        if (line.compare(0, kCaught.size(), kCaught) == 0) {
            const std::uint64_t caught = std::stoull(line.substr(kCaught.size()), nullptr, 16);
            return (caught >> (SIGTERM - 1) & 1U) != 0;
        }
    }
    return false;
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

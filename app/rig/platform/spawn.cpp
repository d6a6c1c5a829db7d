// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/platform/spawn.h"

#include <csignal>

namespace rig {

SpawnSettings::SpawnSettings(const Pipe& input, const Pipe& output, const Pipe& errors)
{
    ::posix_spawn_file_actions_init(&m_actions);
    ::posix_spawnattr_init(&m_attributes);
    add(::posix_spawn_file_actions_adddup2(&m_actions, input.read.get(), STDIN_FILENO));
    add(::posix_spawn_file_actions_adddup2(&m_actions, output.write.get(), STDOUT_FILENO));
    add(::posix_spawn_file_actions_adddup2(&m_actions, errors.write.get(), STDERR_FILENO));
    add(::posix_spawn_file_actions_addclosefrom_np(&m_actions, kFirstOtherDescriptor));
    sigset_t signals;
    ::sigemptyset(&signals);
    add(::posix_spawnattr_setsigmask(&m_attributes, &signals));
    ::sigfillset(&signals);
    add(::posix_spawnattr_setsigdefault(&m_attributes, &signals));
    add(::posix_spawnattr_setpgroup(&m_attributes, 0));
    add(::posix_spawnattr_setflags(
        &m_attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP));
}

SpawnSettings::~SpawnSettings()
{
    ::posix_spawn_file_actions_destroy(&m_actions);
    ::posix_spawnattr_destroy(&m_attributes);
}

int SpawnSettings::spawn(pid_t& pid, const std::filesystem::path& program,
    const std::vector<std::string>& arguments) const
{
    if (m_error != 0) {
        return m_error;
    }
    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    return ::posix_spawn(&pid, program.c_str(), &m_actions, &m_attributes, argv.data(), ::environ);
}

}  // namespace rig

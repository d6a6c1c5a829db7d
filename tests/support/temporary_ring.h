// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <unistd.h>

namespace ringtest {

/// A ring name of this process alone; whatever is left of it goes with the object.
class TemporaryRing {
public:
    TemporaryRing()
        : m_name("ringtest-" + std::to_string(::getpid()) + "-" + std::to_string(next_number()))
    {
    }
    TemporaryRing(const TemporaryRing&) = delete;
    TemporaryRing& operator=(const TemporaryRing&) = delete;
    TemporaryRing(TemporaryRing&&) = delete;
    TemporaryRing& operator=(TemporaryRing&&) = delete;
    ~TemporaryRing()
    {
        ::unlink(file().c_str());
        ::unlink(lock_file().c_str());
    }

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] std::string file() const { return "/dev/shm/" + m_name; }
    [[nodiscard]] std::string lock_file() const { return "/dev/shm/." + m_name + ".lock"; }
    [[nodiscard]] bool exists() const { return ::access(file().c_str(), F_OK) == 0; }
    [[nodiscard]] bool lock_file_exists() const { return ::access(lock_file().c_str(), F_OK) == 0; }

private:
    static int next_number()
    {
        static std::atomic<int> number{0};
        return number.fetch_add(1);
    }
    std::string m_name;
};

/// A directory for rings in files, removed with everything in it.
class TemporaryDirectory {
public:
    explicit TemporaryDirectory(
        const std::filesystem::path& below = std::filesystem::temp_directory_path())
        : m_path(below
            / ("ringtest-" + std::to_string(::getpid()) + "-" + std::to_string(next_number())))
    {
        std::filesystem::create_directories(m_path);
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    TemporaryDirectory(TemporaryDirectory&&) = delete;
    TemporaryDirectory& operator=(TemporaryDirectory&&) = delete;
    ~TemporaryDirectory()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    static int next_number()
    {
        static std::atomic<int> number{0};
        return number.fetch_add(1);
    }
    std::filesystem::path m_path;
};

}  // namespace ringtest

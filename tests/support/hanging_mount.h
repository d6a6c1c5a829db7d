// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "support/temporary_ring.h"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/mount.h>
#include <system_error>
#include <unistd.h>

namespace ringtest {

/// A directory in which whatever is asked waits for an answer that does not come: a FUSE file
/// system that nobody serves. All that waits in it fails when the object goes.
class HangingMount {
public:
    HangingMount()
        : m_server(::open("/dev/fuse", O_RDWR | O_CLOEXEC))
    {
        const std::string options
            = "fd=" + std::to_string(m_server) + ",rootmode=40000,user_id=0,group_id=0";
        if (m_server < 0 || ::mount("hanging", path().c_str(), "fuse", 0, options.c_str()) != 0) {
            m_why_not = "no FUSE mount here: " + std::generic_category().message(errno);
        }
    }
    HangingMount(const HangingMount&) = delete;
    HangingMount& operator=(const HangingMount&) = delete;
    HangingMount(HangingMount&&) = delete;
    HangingMount& operator=(HangingMount&&) = delete;
    ~HangingMount()
    {
        if (m_server >= 0) {
            ::close(m_server);  // first: to unmount waits for an answer, too
        }
        if (m_why_not.empty()) {
            ::umount2(path().c_str(), MNT_DETACH);
        }
    }

    /// Why there is none; empty when there is.
    [[nodiscard]] const std::string& why_not() const { return m_why_not; }
    [[nodiscard]] std::string file() const { return (path() / "ring").string(); }

private:
    [[nodiscard]] const std::filesystem::path& path() const { return m_directory.path(); }

    TemporaryDirectory m_directory;
    int m_server;
    std::string m_why_not;
};

}  // namespace ringtest

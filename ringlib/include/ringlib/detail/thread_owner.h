// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>
#include <thread>

#if !defined(NDEBUG) || defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define RINGLIB_CHECK_THREADS 1
#endif

namespace ringlib::detail {

/// The one thread that uses an endpoint: the first to call after it was built or moved; and whether
/// this is still the process that built it. Checked in debug and sanitizer builds, free otherwise;
/// the layout is the same in both.
class ThreadOwner {
public:
    void check() noexcept
    {
#if defined(RINGLIB_CHECK_THREADS)
        if (m_thread == std::thread::id{}) {
            m_thread = std::this_thread::get_id();
        } else if (m_thread != std::this_thread::get_id()) {
            std::fputs("ringlib: an endpoint is used by two threads; give each its own\n", stderr);
            std::abort();
        }
#endif
    }
    /// For calls that cannot return WrongProcess.
    void check_process() const noexcept
    {
#if defined(RINGLIB_CHECK_THREADS)
        if (m_forked) {
            std::fputs("ringlib: an endpoint is used in a forked child; build one there\n", stderr);
            std::abort();
        }
#endif
    }
    void forget() noexcept
    {
        m_thread = {};
    }
    void set_forked() noexcept
    {
        m_forked = true;
    }

private:
    std::thread::id m_thread;
    bool m_forked = false;
};

}  // namespace ringlib::detail

// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>
#include <thread>

#if !defined(NDEBUG) || defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define RINGLIB_CHECK_THREADS 1
#endif

namespace ringlib::detail {

/// How an endpoint may be used: by one thread, the first to call after it was built or moved; in
/// the process that built it; and one thing at a time. Checked in debug and sanitizer builds, free
/// otherwise; the layout is the same in both.
class EndpointCheck {
public:
    void check() noexcept
    {
#if defined(RINGLIB_CHECK_THREADS)
        if (m_thread == std::thread::id{}) {
            m_thread = std::this_thread::get_id();
        } else if (m_thread != std::this_thread::get_id()) {
            give_up("an endpoint is used by two threads; give each its own");
        }
        if (m_busy) {
            give_up("an endpoint is used inside its own update, claim, handler or lease");
        }
#endif
    }
    /// An update, a claim, a handler or a lease begins …
    void begin() noexcept
    {
#if defined(RINGLIB_CHECK_THREADS)
        m_busy = true;
#endif
    }
    /// … and ends.
    void end() noexcept
    {
#if defined(RINGLIB_CHECK_THREADS)
        m_busy = false;
#endif
    }
    /// For calls that cannot return WrongProcess.
    void check_process() const noexcept
    {
#if defined(RINGLIB_CHECK_THREADS)
        if (m_forked) {
            give_up("an endpoint is used in a forked child; build one there");
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
    [[noreturn]] static void give_up(const char* why) noexcept
    {
        std::fprintf(stderr, "ringlib: %s\n", why);
        std::abort();
    }

    std::thread::id m_thread;
    bool m_busy = false;
    bool m_forked = false;
};

}  // namespace ringlib::detail

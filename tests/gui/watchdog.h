// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace gui_test {

/// Ends the program, with the last words that it was given, when it has not heard any for long:
/// nothing else comes back from an event loop that stands.
class Watchdog {
public:
    static constexpr std::chrono::seconds kPatience{30};

    Watchdog()
        : m_thread([this] { watch(); })
    {
    }
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;
    Watchdog(Watchdog&&) = delete;
    Watchdog& operator=(Watchdog&&) = delete;
    ~Watchdog()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_ends = true;
        }
        m_heard.notify_one();
        m_thread.join();
    }

    void hear(const QString& words)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_words = words;
            ++m_times;
        }
        m_heard.notify_one();
    }

private:
    void watch()
    {
        std::unique_lock lock(m_mutex);
        while (!m_ends) {
            const std::uint64_t before = m_times;
            if (!m_heard.wait_for(lock, kPatience, [&] { return m_ends || m_times != before; })) {
                std::fprintf(
                    stderr, "the window does not come back from: %s\n", qUtf8Printable(m_words));
                std::abort();
            }
        }
    }

    std::mutex m_mutex;  // protects the next three
    bool m_ends = false;
    std::uint64_t m_times = 0;
    QString m_words;
    std::condition_variable m_heard;
    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace gui_test

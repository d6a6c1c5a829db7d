// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <string>

namespace ringlib::simulation {

/// The last things that happened in a run. Costs nothing while it is off.
class Trace {
public:
    explicit Trace(bool on)
        : m_on(on)
    {
    }

    template <typename... Parts>
    void note(std::chrono::nanoseconds now, const Parts&... parts)
    {
        if (!m_on) {
            return;
        }
        std::string line(32, '\0');
        line.resize(static_cast<std::size_t>(std::snprintf(
            line.data(), line.size(), "%13.3f ms  ", static_cast<double>(now.count()) / 1e6)));
        (line.append(text(parts)), ...);
        m_lines.push_back(std::move(line));
        if (m_lines.size() > kKept) {
            m_lines.pop_front();
        }
    }
    [[nodiscard]] std::string text() const
    {
        std::string all;
        for (const std::string& line : m_lines) {
            all += line + '\n';
        }
        return all;
    }

private:
    static constexpr std::size_t kKept = 200;

    static std::string text(const char* words) { return words; }
    static std::string text(const std::string& words) { return words; }
    static std::string text(std::uint64_t number) { return std::to_string(number); }
    static std::string text(std::chrono::nanoseconds time)
    {
        return std::to_string(time.count() / 1000) + " us";
    }

    bool m_on;
    std::deque<std::string> m_lines;
};

}  // namespace ringlib::simulation

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/start_limit.h"

namespace rig {

std::optional<std::string> StartLimit::take(TimePoint now, std::size_t running)
{
    while (!m_starts.empty() && now - m_starts.front() >= std::chrono::seconds(1)) {
        m_starts.pop_front();
    }
    if (running >= m_processes) {
        return std::to_string(running) + " processes run, the limit is "
            + std::to_string(m_processes);
    }
    if (m_starts.size() >= m_starts_per_second) {
        return std::to_string(m_starts.size()) + " processes were started within a second, the "
            + "limit is " + std::to_string(m_starts_per_second);
    }
    m_starts.push_back(now);
    return std::nullopt;
}

}  // namespace rig

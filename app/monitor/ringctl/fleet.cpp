// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/fleet.h"

#include <ringlib/observer.h>
#include <ringlib/shm_directory.h>

#include <utility>

namespace monitor {

Fleet::Fleet(Options options)
    : m_options(std::move(options))
    , m_changes({ringlib::kShmDirectory})
{
    for (const std::string& ring : m_options.rings) {
        m_watches.emplace(ring, std::make_unique<RingWatch>(ring, m_options.watch));
    }
}

bool Fleet::is_there(const RingWatch& watch)
{
    const auto& error = watch.error();
    return !error || error->code != ringlib::Errc::NotFound;
}

void Fleet::tick(TimePoint now)
{
    const std::lock_guard lock(m_mutex);
    const bool due = !m_discovery_due || now >= *m_discovery_due || m_changes.take();
    if (m_options.rings.empty() && due) {
        m_discovery_due = now + m_options.discovery_interval;
        discover();
    }
    for (const auto& [name, watch] : m_watches) {
        watch->tick(now + RingWatch::kPatience);  // together, however many files hang
    }
}

void Fleet::discover()
{
    std::erase_if(m_watches, [](const auto& entry) { return !is_there(*entry.second); });
    m_left_out = 0;
    for (const ringlib::RingInfo& info : ringlib::list_rings()) {
        if (m_watches.contains(info.name)) {
            continue;
        }
        if (m_watches.size() == m_options.rings_max) {
            ++m_left_out;
            continue;
        }
        m_watches.emplace(info.name, std::make_unique<RingWatch>(info.name, m_options.watch));
    }
}

std::size_t Fleet::left_out() const
{
    const std::lock_guard lock(m_mutex);
    return m_left_out;
}

}  // namespace monitor

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_lookout.h"

#include <ringlib/shm_directory.h>

#include <QMetaObject>

#include <algorithm>
#include <utility>

namespace gui {

namespace {

constexpr auto kInterval = std::chrono::milliseconds(500);
// However often files come and go: each look costs something.
constexpr auto kIntervalMin = std::chrono::milliseconds(50);

}  // namespace

RingLookout::RingLookout(std::vector<std::filesystem::path> extra, QObject* parent)
    : QObject(parent)
    , m_extra(std::move(extra))
    , m_changes({ringlib::kShmDirectory})
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

RingLookout::~RingLookout()
{
    m_thread.request_stop();
    m_changes.wake();
    m_thread.join();
}

const monitor::RingListing* RingLookout::find(const std::string& ring) const
{
    const auto found = std::find_if(m_rings.begin(), m_rings.end(),
        [&](const monitor::RingListing& listing) { return listing.ring == ring; });
    return found == m_rings.end() ? nullptr : &*found;
}

void RingLookout::take()
{
    {
        const std::lock_guard lock(m_mutex);
        m_rings = m_found;
        m_lookedAt = m_foundAt;
    }
    Q_EMIT looked();
}

void RingLookout::run(const std::stop_token& stop)
{
    monitor::RingDirectory directory(m_extra);
    while (!stop.stop_requested()) {
        const std::vector<monitor::RingListing>& rings = directory.refresh(monitor::Clock::now());
        {
            const std::lock_guard lock(m_mutex);
            m_found = rings;
            m_foundAt = Clock::now();
        }
        QMetaObject::invokeMethod(this, &RingLookout::take, Qt::QueuedConnection);
        const auto lookedAt = monitor::Clock::now();
        if (m_changes.wait_until(lookedAt + kInterval)) {
            std::this_thread::sleep_until(lookedAt + kIntervalMin);
        }
    }
}

}  // namespace gui

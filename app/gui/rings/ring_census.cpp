// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_census.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace gui {

void RingCensus::dismiss(const std::string& ring)
{
    const auto found = m_rings.find(ring);
    if (found != m_rings.end() && found->second.goneSince) {
        m_rings.erase(found);
    }
}

void RingCensus::take(const std::vector<monitor::RingListing>& listings, monitor::TimePoint now)
{
    std::set<std::string_view> there;
    for (const monitor::RingListing& listing : listings) {
        there.insert(listing.ring);
        add(listing, now);
    }
    for (auto& [ring, entry] : m_rings) {
        if (!entry.goneSince && !there.contains(ring)) {
            entry.goneSince = now;
            Q_EMIT vanished(ring);
        }
    }
    forgetOldest();
    m_looked = true;
}

void RingCensus::add(const monitor::RingListing& listing, monitor::TimePoint now)
{
    const auto [at, unknown] = m_rings.try_emplace(listing.ring);
    Entry& entry = at->second;
    const bool back = !unknown && entry.goneSince.has_value();
    entry.listing = listing;
    entry.goneSince.reset();
    if (m_looked && (unknown || back)) {
        entry.newSince = now;
        Q_EMIT appeared(listing.ring);
    }
}

void RingCensus::forgetOldest()
{
    const auto isGone = [](const auto& known) { return known.second.goneSince.has_value(); };
    auto gone = std::count_if(m_rings.begin(), m_rings.end(), isGone);
    for (; gone > static_cast<std::ptrdiff_t>(kGoneMax); --gone) {
        m_rings.erase(
            std::min_element(m_rings.begin(), m_rings.end(), [&](const auto& a, const auto& b) {
                return isGone(a) != isGone(b) ? isGone(a) : a.second.goneSince < b.second.goneSince;
            }));
    }
}

}  // namespace gui

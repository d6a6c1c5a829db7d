// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_source.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <utility>

namespace monitor {
namespace {

class ObservedRing : public RingSource {
public:
    ObservedRing(std::string ring, std::optional<uid_t> allowed_owner)
        : m_ring(std::move(ring))
        , m_allowed_owner(allowed_owner)
    {
    }

    void look(Depth depth, RingFound& found) override
    {
        found.attached.reset();
        found.error.reset();
        found.abandoned = false;
        if (!m_observer && !attach(found)) {
            return;
        }
        const bool whole = depth == Depth::Whole || found.attached;
        auto read
            = whole ? m_observer->snapshot(found.snapshot) : m_observer->refresh(found.snapshot);
        if (!read) {
            found.error = std::move(read.error());
        } else {
            found.abandoned = whole && is_abandoned(found.snapshot);
        }
        if (found.error || found.abandoned) {
            m_observer.reset();
        }
    }

    bool read_details(RingDetails& details) override
    {
        if (!m_observer) {
            return false;
        }
        monitor::read_details(*m_observer, details);
        return true;
    }

private:
    bool attach(RingFound& found)
    {
        auto observer = ringlib::RingObserver::attach(m_ring, m_allowed_owner);
        if (!observer) {
            found.error = std::move(observer.error());
            return false;
        }
        m_observer = std::move(*observer);
        found.attached = m_observer->info();
        return true;
    }

    [[nodiscard]] bool is_abandoned(const ringlib::RingSnapshot& snapshot) const
    {
        struct stat status { };
        if (::stat(m_observer->info().path.c_str(), &status) == 0 || errno != ENOENT) {
            return false;
        }
        return snapshot.producer.presence != ringlib::Presence::Alive
            && std::none_of(snapshot.consumers.begin(), snapshot.consumers.end(),
                [](const auto& consumer) { return consumer.presence == ringlib::Presence::Alive; });
    }

    std::string m_ring;
    std::optional<uid_t> m_allowed_owner;
    std::optional<ringlib::RingObserver> m_observer;
};

}  // namespace

std::unique_ptr<RingSource> open_observer(
    const std::string& ring, std::optional<uid_t> allowed_owner)
{
    return std::make_unique<ObservedRing>(ring, allowed_owner);
}

}  // namespace monitor

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
        } else if (whole) {
            look_at_name(found);
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
        m_told_named = true;
        m_looks_without_name = 0;
        found.attached = m_observer->info();
        return true;
    }

    /// A ring without a name is abandoned once nobody uses it. While somebody does, the name has
    /// to be missed twice: who removes a ring, or replaces it, is done by then.
    void look_at_name(RingFound& found)
    {
        struct stat status { };
        const bool gone = ::stat(m_observer->info().path.c_str(), &status) != 0 && errno == ENOENT;
        m_looks_without_name = gone ? m_looks_without_name + 1 : 0;
        found.abandoned = gone && !is_used(found.snapshot);
        const bool named = m_looks_without_name < kLooksWithoutName;
        if (!found.abandoned && named != m_told_named) {
            m_told_named = named;
            found.attached = m_observer->info();
            if (!named) {
                found.attached->state = ringlib::RingState::Live;
                found.attached->reason = "its name was removed";
            }
        }
    }

    [[nodiscard]] static bool is_used(const ringlib::RingSnapshot& snapshot)
    {
        return snapshot.producer.presence == ringlib::Presence::Alive
            || std::any_of(snapshot.consumers.begin(), snapshot.consumers.end(),
                [](const auto& consumer) { return consumer.presence == ringlib::Presence::Alive; });
    }

    static constexpr int kLooksWithoutName = 2;

    std::string m_ring;
    std::optional<uid_t> m_allowed_owner;
    std::optional<ringlib::RingObserver> m_observer;
    int m_looks_without_name = 0;  // in a row
    bool m_told_named = true;
};

}  // namespace

std::unique_ptr<RingSource> open_observer(
    const std::string& ring, std::optional<uid_t> allowed_owner)
{
    return std::make_unique<ObservedRing>(ring, allowed_owner);
}

}  // namespace monitor

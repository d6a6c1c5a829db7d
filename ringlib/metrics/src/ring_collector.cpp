// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ringlib/metrics/ring_collector.h"

#include "ring_metrics.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <ringlib/observer.h>
#include <system_error>
#include <utility>

namespace ringlib::metrics {

/// The rings that are watched, and the observers on those that are there.
class RingCollector::Watch {
public:
    Watch(std::vector<std::string> names, std::optional<std::filesystem::path> directory,
        std::optional<uid_t> owner)
        : m_names(std::move(names))
        , m_directory(std::move(directory))
        , m_owner(owner)
    {
    }

    [[nodiscard]] std::vector<prometheus::MetricFamily> collect()
    {
        const std::lock_guard lock(m_mutex);
        if (m_directory) {
            look_up_names();
        }
        MetricFamilies families;
        for (const std::string& name : m_names) {
            const Watched* const watched = read(name);
            if (watched != nullptr) {
                add_up(families, name, true);
                add_snapshot(families, name, watched->snapshot);
                add_latencies(families, name, watched->latencies);
            } else if (!m_directory) {
                add_up(families, name, false);
            }
        }
        return families.take();
    }

private:
    struct Watched {
        RingObserver observer;
        RingSnapshot snapshot;
        std::vector<LatencySnapshot> latencies;

        [[nodiscard]] bool refresh()
        {
            // An observer reads on from a ring that was unlinked; here it is gone with its name.
            std::error_code unknown;
            return std::filesystem::exists(observer.info().path, unknown)
                && observer.snapshot(snapshot) && observer.latencies(latencies);
        }
    };

    void look_up_names()
    {
        m_names.clear();
        for (RingInfo& info : list_rings(*m_directory)) {
            m_names.push_back(std::move(info.name));
        }
        std::erase_if(m_watched, [this](const auto& entry) {
            return std::find(m_names.begin(), m_names.end(), entry.first) == m_names.end();
        });
    }

    // Nothing when there is no ring of that name, or none that can be read.
    [[nodiscard]] const Watched* read(const std::string& name)
    {
        const auto known = m_watched.find(name);
        if (known != m_watched.end()) {
            if (known->second.refresh()) {
                return &known->second;
            }
            m_watched.erase(known);  // gone or replaced: begin again
        }
        auto observer = RingObserver::attach(name, m_owner);
        if (!observer) {
            return nullptr;
        }
        Watched& watched
            = m_watched.emplace(name, Watched{std::move(*observer), {}, {}}).first->second;
        if (watched.refresh()) {
            return &watched;
        }
        m_watched.erase(name);
        return nullptr;
    }

    std::mutex m_mutex;
    std::vector<std::string> m_names;
    std::optional<std::filesystem::path> m_directory;
    std::optional<uid_t> m_owner;
    std::map<std::string, Watched, std::less<>> m_watched;
};

RingCollector::RingCollector(
    std::vector<std::string> names_or_paths, std::optional<uid_t> allowed_owner)
    : m_watch(std::make_unique<Watch>(std::move(names_or_paths), std::nullopt, allowed_owner))
{
}

RingCollector::RingCollector(
    EveryRingIn, std::filesystem::path directory, std::optional<uid_t> allowed_owner)
    : m_watch(
        std::make_unique<Watch>(std::vector<std::string>{}, std::move(directory), allowed_owner))
{
}

RingCollector::~RingCollector() = default;

std::vector<prometheus::MetricFamily> RingCollector::Collect() const noexcept
{
    try {
        return m_watch->collect();
    } catch (...) {  // no memory: an empty answer, and the next one may have some again
        return {};
    }
}

}  // namespace ringlib::metrics

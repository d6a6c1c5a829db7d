// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>
#include <string>
#include <sys/types.h>
#include <vector>

namespace ringlib::metrics {

/// Says that every ring of a directory is meant.
struct EveryRingIn {
    explicit EveryRingIn() = default;  ///< so that `{}` is none
};
/// The one value of it.
inline constexpr EveryRingIn kEveryRingIn{};

/// Rings as Prometheus metrics: register it with an exposer or a registry. It watches through
/// observers, so the rings do not notice.
///
/// - Attaches at the first collection that finds the ring, again when another ring has its name,
///   and drops a ring whose name is gone at the next collection. `ringlib_up` tells it of the rings
///   that were named: 1, or 0 while there is none or it cannot be read.
/// - Names begin with `ringlib_`, units are events, bytes and seconds, counters end in `_total`;
///   label `ring` is the ring's name or path as it was given, `consumer` a consumer's id, `counter`
///   the label of an application's counter. Text from a ring is escaped to printable ASCII.
/// - Latencies are Prometheus histograms, where the ring has them: buckets from 100 ns to 10 s.
///
/// Thread: any, also several at once; one collection at a time. Never throws: what cannot be read,
/// or finds no memory, is left out.
class RingCollector : public prometheus::Collectable {
public:
    /// Opens nothing yet.
    /// @param names_or_paths as RingObserver::attach takes them; they need not exist yet.
    /// @param allowed_owner a uid whose rings are read beside the own.
    explicit RingCollector(
        std::vector<std::string> names_or_paths, std::optional<uid_t> allowed_owner = std::nullopt);
    /// Opens nothing yet.
    /// @param every kEveryRingIn.
    /// @param directory looked through anew with each collection; `/dev/shm` for shared memory.
    /// @param allowed_owner a uid whose rings are read beside the own.
    RingCollector(EveryRingIn every, std::filesystem::path directory,
        std::optional<uid_t> allowed_owner = std::nullopt);

    RingCollector(const RingCollector&) = delete;
    RingCollector& operator=(const RingCollector&) = delete;
    RingCollector(RingCollector&&) = delete;
    RingCollector& operator=(RingCollector&&) = delete;
    ~RingCollector() override;  ///< leaves the rings as they are; unregister it before

    /// Cost: one snapshot for each ring, about 10 µs, and a pread of 10 KiB for each histogram.
    [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const noexcept override;

private:
    class Watch;
    std::unique_ptr<Watch> m_watch;
};

}  // namespace ringlib::metrics

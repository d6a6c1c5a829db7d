// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/ring_reading.h"

#include <prometheus/metric_family.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// What a fleet's monitoring wants of the rings on this machine, by Prometheus' conventions: base
/// units, counters that end `_total`, one label for what a series is about.
///
/// A state is a series with the value 1 and the state as a label; it goes when the state does.
class RingMetrics {
public:
    /// At most so many consumers of a ring, and rings; what is beyond is counted. A fleet's
    /// monitoring suffers from names without end.
    static constexpr std::size_t kConsumersMax = 64;
    static constexpr std::size_t kRingsMax = 1024;

    /// @returns false when it was left out.
    bool add(const RingReading& reading);
    void add_own(
        std::string_view name, std::string_view help, prometheus::MetricType type, double value);

    /// All that was added, ordered by name. It begins anew afterwards.
    [[nodiscard]] std::vector<prometheus::MetricFamily> take();

private:
    struct Label {
        const char* name;
        std::string_view value;
    };
    using Labels = std::vector<Label>;

    void counter(std::string_view name, std::string_view help, const Labels& labels, double value);
    void gauge(std::string_view name, std::string_view help, const Labels& labels, double value);
    prometheus::ClientMetric& place(std::string_view name, std::string_view help,
        prometheus::MetricType type, const Labels& labels);
    void add_producer(const RingReading& reading);
    void add_consumer(const RingReading& reading, const ConsumerReading& consumer);

    std::map<std::string, prometheus::MetricFamily, std::less<>> m_families;
    std::size_t m_rings = 0;
};

}  // namespace monitor

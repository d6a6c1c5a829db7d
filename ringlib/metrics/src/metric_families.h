// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <map>
#include <prometheus/client_metric.h>
#include <prometheus/metric_family.h>
#include <prometheus/metric_type.h>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ringlib::metrics {

/// What one metric is called, and what it says.
struct Family {
    std::string_view name;
    std::string_view help;
    prometheus::MetricType type = prometheus::MetricType::Gauge;
};

/// Where a value belongs; empty ones are left out.
struct Labels {
    std::string_view ring;
    std::string_view consumer = {};
    std::string_view counter = {};
};

/// Families as they are filled. A second value for the same labels is dropped: two of them make an
/// exposition that Prometheus refuses as a whole, and a damaged ring may claim an id twice.
class MetricFamilies {
public:
    void add(const Family& family, const Labels& labels, double value);
    void add(
        const Family& family, const Labels& labels, prometheus::ClientMetric::Histogram histogram);
    /// Sorted by name.
    [[nodiscard]] std::vector<prometheus::MetricFamily> take();

private:
    [[nodiscard]] prometheus::ClientMetric* place(const Family& family, const Labels& labels);

    std::map<std::string_view, prometheus::MetricFamily> m_families;
    std::set<std::vector<std::string>> m_taken;
};

}  // namespace ringlib::metrics

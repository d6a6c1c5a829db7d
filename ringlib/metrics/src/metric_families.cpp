// SPDX-License-Identifier: MIT OR Apache-2.0
#include "metric_families.h"

#include <array>
#include <ringlib/printable.h>
#include <utility>

namespace ringlib::metrics {

prometheus::ClientMetric* MetricFamilies::place(const Family& family, const Labels& labels)
{
    std::vector<std::string> key = {std::string(family.name)};
    prometheus::ClientMetric metric;
    const std::array all = {std::pair("ring", labels.ring), std::pair("consumer", labels.consumer),
        std::pair("counter", labels.counter)};
    for (const auto& [name, value] : all) {
        if (!value.empty()) {
            metric.label.push_back({name, printable(value)});
        }
        key.push_back(printable(value));
    }
    if (!m_taken.insert(std::move(key)).second) {
        return nullptr;
    }
    prometheus::MetricFamily& filled = m_families[family.name];
    if (filled.name.empty()) {
        filled.name = family.name;
        filled.help = family.help;
        filled.type = family.type;
    }
    return &filled.metric.emplace_back(std::move(metric));
}

void MetricFamilies::add(const Family& family, const Labels& labels, double value)
{
    if (prometheus::ClientMetric* metric = place(family, labels)) {
        if (family.type == prometheus::MetricType::Counter) {
            metric->counter.value = value;
        } else {
            metric->gauge.value = value;
        }
    }
}

void MetricFamilies::add(
    const Family& family, const Labels& labels, prometheus::ClientMetric::Histogram histogram)
{
    if (prometheus::ClientMetric* metric = place(family, labels)) {
        metric->histogram = std::move(histogram);
    }
}

std::vector<prometheus::MetricFamily> MetricFamilies::take()
{
    std::vector<prometheus::MetricFamily> all;
    for (auto& [name, family] : m_families) {
        all.push_back(std::move(family));
    }
    m_families.clear();
    m_taken.clear();
    return all;
}

}  // namespace ringlib::metrics

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "table/results.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <istream>

namespace ringbench {
namespace {

const std::vector<std::string> kFloors = {"floor", "floor, prefetching"};

bool is_floor(const std::string& peer)
{
    return std::find(kFloors.begin(), kFloors.end(), peer) != kFloors.end();
}

}  // namespace

double median(std::vector<double> values)
{
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::size_t Results::read(std::istream& lines)
{
    std::size_t left_out = 0;
    for (std::string line; std::getline(lines, line);) {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        if (json.is_discarded() || !json.value("ok", false)) {
            ++left_out;
            continue;
        }
        Measured sample;
        const CellKey cell{
            json.at("what"), json.at("bytes"), json.at("batch"), json.at("consumers")};
        sample.peer = json.at("peer");
        sample.round = json.at("round");
        sample.regime = json.at("regime");
        sample.value = cell.what == "throughput" ? json.at("events_per_s") : json.at("p50_ns");
        sample.p99_ns = json.at("p99_ns");
        sample.probe_ns
            = (json.at("probe_before_ns").get<double>() + json.at("probe_after_ns").get<double>())
            / 2;
        m_samples[cell].push_back(std::move(sample));
    }
    return left_out;
}

std::vector<CellKey> Results::cells() const
{
    std::vector<CellKey> keys;
    for (const auto& [key, samples] : m_samples) {
        keys.push_back(key);
    }
    return keys;
}

std::vector<std::string> Results::regimes() const
{
    std::vector<std::string> found;
    for (const char* const regime : {"near", "far", "between", "loaded"}) {
        const bool any = std::any_of(m_samples.begin(), m_samples.end(), [&](const auto& cell) {
            return std::any_of(cell.second.begin(), cell.second.end(),
                [&](const Measured& sample) { return sample.regime == regime; });
        });
        if (any) {
            found.emplace_back(regime);
        }
    }
    return found;
}

std::vector<PeerResult> Results::of(const CellKey& cell, const std::string& regime) const
{
    struct Values {
        std::vector<double> values;
        std::vector<double> p99;
        std::vector<double> ratios;
    };
    const auto found = m_samples.find(cell);
    if (found == m_samples.end()) {
        return {};
    }
    std::map<std::size_t, double> best_floor;  // of each round
    for (const Measured& sample : found->second) {
        if (sample.regime == regime && is_floor(sample.peer)) {
            double& best = best_floor[sample.round];
            best = std::max(best, sample.value);
        }
    }
    std::map<std::string, Values> peers;
    for (const Measured& sample : found->second) {
        if (sample.regime != regime) {
            continue;
        }
        Values& values = peers[sample.peer];
        values.values.push_back(sample.value);
        values.p99.push_back(sample.p99_ns);
        if (cell.what != "throughput") {
            values.ratios.push_back(sample.value / sample.probe_ns);
        } else if (const auto floor = best_floor.find(sample.round); floor != best_floor.end()) {
            values.ratios.push_back(sample.value / floor->second);
        }
    }
    std::vector<PeerResult> results;
    for (const auto& [peer, values] : peers) {
        const auto [least, most] = std::minmax_element(values.values.begin(), values.values.end());
        results.push_back(
            {peer, values.values.size(), median(values.values), *least, *most, median(values.p99),
                values.ratios.empty() ? std::nullopt : std::optional(median(values.ratios))});
    }
    const bool more_is_better = cell.what == "throughput";
    std::sort(results.begin(), results.end(), [&](const PeerResult& a, const PeerResult& b) {
        return more_is_better ? a.median > b.median : a.median < b.median;
    });
    return results;
}

}  // namespace ringbench

// SPDX-License-Identifier: MIT OR Apache-2.0
#include "table/results.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <istream>
#include <iterator>
#include <utility>

namespace ringbench {
namespace {

constexpr const char* kRoundTrip = "round trip";

// What the others of a cell are compared with: the best of these, where it has one.
bool is_reference(const std::string& peer)
{
    static const std::vector<std::string> kReferences
        = {"floor", "floor, prefetching", "without", "bare futex"};
    return std::find(kReferences.begin(), kReferences.end(), peer) != kReferences.end();
}

Unit unit_of(const nlohmann::json& line)
{
    if (line.at("events_per_s").get<double>() != 0) {
        return Unit::EventsPerSecond;
    }
    return line.at("p50_ns").get<double>() != 0 ? Unit::Nanoseconds : Unit::PercentOfCore;
}

double value_of(const nlohmann::json& line, Unit unit)
{
    switch (unit) {
    case Unit::EventsPerSecond:
        return line.at("events_per_s");
    case Unit::Nanoseconds:
        return line.at("p50_ns");
    case Unit::PercentOfCore:
        break;
    }
    return line.at("cpu_percent");
}

Measured measured_of(const nlohmann::json& line, Unit unit)
{
    Measured sample;
    sample.peer = line.at("peer");
    sample.round = line.at("round");
    sample.regime = line.at("regime");
    sample.value = value_of(line, unit);
    sample.p99_ns = line.at("p99_ns");
    sample.p999_ns = line.at("p999_ns");
    sample.max_ns = line.at("max_ns");
    sample.probe_ns
        = (line.at("probe_before_ns").get<double>() + line.at("probe_after_ns").get<double>()) / 2;
    return sample;
}

bool is_better(double value, double than, Unit unit)
{
    return unit == Unit::EventsPerSecond ? value > than : value < than;
}

/// The values of one peer in one cell and regime.
struct Values {
    std::vector<double> values;
    std::vector<double> p99;
    std::vector<double> p999;
    double max_ns = 0;
    std::vector<double> ratios;

    void add(const Measured& sample)
    {
        values.push_back(sample.value);
        p99.push_back(sample.p99_ns);
        p999.push_back(sample.p999_ns);
        max_ns = std::max(max_ns, sample.max_ns);
    }
};

PeerResult result_of(const std::string& peer, const Values& values)
{
    const auto [least, most] = std::minmax_element(values.values.begin(), values.values.end());
    return {peer, values.values.size(), median(values.values), *least, *most, median(values.p99),
        median(values.p999), values.max_ns,
        values.ratios.empty() ? std::nullopt : std::optional(median(values.ratios))};
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
        try {
            const auto json = nlohmann::json::parse(line);
            if (!json.at("ok").get<bool>()) {
                ++left_out;
                continue;
            }
            const Unit unit = ringbench::unit_of(json);
            Measured sample = measured_of(json, unit);
            Cell& cell = m_cells[{
                json.at("what"), json.at("bytes"), json.at("batch"), json.at("consumers")}];
            cell.unit = unit;
            cell.samples.push_back(std::move(sample));
        } catch (const nlohmann::json::exception&) {
            ++left_out;
        }
    }
    return left_out;
}

std::vector<CellKey> Results::cells() const
{
    std::vector<CellKey> keys;
    for (const auto& [key, cell] : m_cells) {
        keys.push_back(key);
    }
    return keys;
}

std::vector<RegimeShare> Results::regimes() const
{
    std::vector<RegimeShare> found;
    for (const char* const regime : {"near", "far", "between", "loaded"}) {
        std::size_t samples = 0;
        for (const auto& [key, cell] : m_cells) {
            samples += static_cast<std::size_t>(std::count_if(cell.samples.begin(),
                cell.samples.end(), [&](const Measured& one) { return one.regime == regime; }));
        }
        if (samples != 0) {
            found.push_back({regime, samples});
        }
    }
    return found;
}

Unit Results::unit_of(const CellKey& cell) const
{
    return m_cells.at(cell).unit;
}

std::vector<PeerResult> Results::of(const CellKey& key, const std::string& regime) const
{
    const auto found = m_cells.find(key);
    if (found == m_cells.end()) {
        return {};
    }
    const auto& [unit, all] = found->second;
    std::vector<Measured> samples;
    std::copy_if(all.begin(), all.end(), std::back_inserter(samples),
        [&](const Measured& sample) { return sample.regime == regime; });
    std::map<std::size_t, double> references;  // of each round
    for (const Measured& sample : samples) {
        if (is_reference(sample.peer)) {
            double& best = references.try_emplace(sample.round, sample.value).first->second;
            best = is_better(sample.value, best, unit) ? sample.value : best;
        }
    }
    std::map<std::string, Values> peers;
    for (const Measured& sample : samples) {
        Values& values = peers[sample.peer];
        values.add(sample);
        if (key.what == kRoundTrip) {
            values.ratios.push_back(sample.value / sample.probe_ns);
        } else if (const auto one = references.find(sample.round); one != references.end()) {
            values.ratios.push_back(sample.value / one->second);
        }
    }
    std::vector<PeerResult> results;
    results.reserve(peers.size());
    for (const auto& [peer, values] : peers) {
        results.push_back(result_of(peer, values));
    }
    std::sort(results.begin(), results.end(), [unit = unit](const auto& a, const auto& b) {
        return is_better(a.median, b.median, unit);
    });
    return results;
}

}  // namespace ringbench

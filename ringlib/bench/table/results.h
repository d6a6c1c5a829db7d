// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstddef>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace ringbench {

/// What is measured of every peer: one table of the result.
struct CellKey {
    std::string what;  ///< "throughput" or "round trip"
    std::size_t bytes = 0;
    std::size_t batch = 0;
    std::size_t consumers = 0;

    [[nodiscard]] bool operator<(const CellKey& other) const
    {
        return std::tie(what, consumers, bytes, batch)
            < std::tie(other.what, other.consumers, other.bytes, other.batch);
    }
};

struct Measured {
    std::string peer;
    std::size_t round = 0;
    std::string regime;
    double value = 0;  ///< events/s, or ns of a median round trip
    double p99_ns = 0;
    double probe_ns = 0;  ///< mean of the two around it
};

/// One peer in one cell and regime.
struct PeerResult {
    std::string peer;
    std::size_t samples = 0;
    double median = 0;
    double least = 0;
    double most = 0;
    double p99_ns = 0;  ///< median of the rounds
    /// Median over the rounds of the ratio to the best floor of the same round and regime; of a
    /// round trip, to the bare probes around it.
    std::optional<double> ratio;
};

/// Everything that ring_compare wrote.
class Results {
public:
    /// @returns the number of lines that are no samples, or failed ones.
    std::size_t read(std::istream& lines);

    [[nodiscard]] std::vector<CellKey> cells() const;
    [[nodiscard]] std::vector<std::string> regimes() const;  ///< with samples, near first
    /// The fastest first.
    [[nodiscard]] std::vector<PeerResult> of(const CellKey& cell, const std::string& regime) const;

private:
    std::map<CellKey, std::vector<Measured>> m_samples;
};

[[nodiscard]] double median(std::vector<double> values);

}  // namespace ringbench

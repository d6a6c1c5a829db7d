// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace ringbench {

/// What is measured of every peer: one table of the result.
struct CellKey {
    std::string what;  ///< "throughput", "round trip", what a pair differs in, …
    std::size_t bytes = 0;
    std::size_t batch = 0;
    std::size_t consumers = 0;

    [[nodiscard]] bool operator<(const CellKey& other) const
    {
        return std::tie(what, consumers, bytes, batch)
            < std::tie(other.what, other.consumers, other.bytes, other.batch);
    }
};

/// What a sample says of whoever was measured.
enum class Unit : std::uint8_t { EventsPerSecond, Nanoseconds, PercentOfCore };

struct Measured {
    std::string peer;
    std::size_t round = 0;
    std::string regime;
    double value = 0;  ///< in the unit of its cell; of times, the median
    double p99_ns = 0;
    double p999_ns = 0;
    double max_ns = 0;
    double probe_ns = 0;  ///< mean of the two around it
};

/// One peer in one cell and regime.
struct PeerResult {
    std::string peer;
    std::size_t samples = 0;
    double median = 0;
    double least = 0;
    double most = 0;
    double p99_ns = 0;  ///< median of the rounds, and so is the next
    double p999_ns = 0;
    double max_ns = 0;  ///< of all rounds
    /// Median over the rounds of the ratio to the reference of the same cell, round and regime; of
    /// a round trip, to the bare probes around it.
    std::optional<double> ratio;
};

struct RegimeShare {
    std::string regime;
    std::size_t samples = 0;
};

/// Everything that ring_compare and ring_perf wrote.
class Results {
public:
    /// @returns the number of lines that are no samples, or failed ones.
    std::size_t read(std::istream& lines);

    [[nodiscard]] std::vector<CellKey> cells() const;
    [[nodiscard]] std::vector<RegimeShare> regimes() const;  ///< with samples, near first
    [[nodiscard]] Unit unit_of(const CellKey& cell) const;
    /// The best first.
    [[nodiscard]] std::vector<PeerResult> of(const CellKey& key, const std::string& regime) const;

private:
    struct Cell {
        Unit unit = Unit::Nanoseconds;
        std::vector<Measured> samples;
    };
    std::map<CellKey, Cell> m_cells;
};

[[nodiscard]] double median(std::vector<double> values);

}  // namespace ringbench

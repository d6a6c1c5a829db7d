// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "measure/regime.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

namespace ringbench {

struct Percentiles {
    double p50_ns = 0;
    double p99_ns = 0;
    double p999_ns = 0;
    double max_ns = 0;
};
/// Of those times; sorts them.
[[nodiscard]] Percentiles percentiles_of(std::uint32_t* begin, std::uint32_t* end);

/// Of one core.
struct CoreShare {
    double percent = 0;
};

/// What one measurement came to: what was measured, of whom, and one of a rate, times, or a share
/// of a core.
struct Sample {
    std::string what;
    std::string peer;
    std::size_t bytes = 64;
    std::size_t batch = 0;  ///< 0: it is no rate
    std::size_t consumers = 1;
    std::size_t capacity = 0;  ///< events in the ring; 0: as the benchmark has it
    std::uint64_t events = 0;
    double events_per_s = 0;
    Percentiles times{};
    double cpu_percent = 0;
    bool ok = false;  ///< no event was wrong, and no process failed

    /// Nothing: an event was wrong, or a process failed.
    void set(const std::optional<double>& rate)
    {
        events_per_s = rate.value_or(0);
        ok = rate.has_value();
    }
    void set(const std::optional<CoreShare>& share)
    {
        cpu_percent = share.value_or(CoreShare{}).percent;
        ok = share.has_value();
    }
    void set(const std::optional<Percentiles>& measured)
    {
        times = measured.value_or(Percentiles{});
        ok = measured.has_value();
    }
};

/// A measurement between two bare probes of the machine: from its making to write().
class Bracket {
public:
    /// Waits, where asked to, for cores that are near each other; not for ever.
    explicit Bracket(bool prefers_near);
    /// Probes again, and writes the sample as a line of JSON.
    void write(std::FILE* out, const Sample& sample, std::size_t round) const;

private:
    double m_before_ns;
    ForeignLoad m_load;
};

}  // namespace ringbench

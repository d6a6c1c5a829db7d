// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace ringbench {

/// How the machine was while a sample was taken. Only samples of the same regime can be compared.
enum class Regime : std::uint8_t {
    Near,  ///< a cache line goes there and back in 60 to 250 ns
    Far,  ///< in over 330 ns: the cores are of different clusters, or of different hosts' cores
    Between,  ///< neither, or it changed meanwhile
    Loaded,  ///< other programs had more than a third of a core
};
[[nodiscard]] std::string_view to_string(Regime regime) noexcept;

/// The time for one cache line there and back between two processes on core 0 and core 1, ns: the
/// median of some thousands. Bare: nothing but the line.
[[nodiscard]] double bare_round_trip_ns();

/// Runs this process on one core of those it may run on: the first or the second, ….
void run_on_core(std::size_t index);
[[nodiscard]] std::size_t cores();

/// What other programs take of the processors between its making and a look.
class ForeignLoad {
public:
    ForeignLoad();
    [[nodiscard]] double cores_taken() const;

private:
    double m_busy_s;
    double m_own_s;
    std::uint64_t m_begun_ns;
};

[[nodiscard]] Regime regime_of(double probe_before_ns, double probe_after_ns, double foreign_cores);

}  // namespace ringbench

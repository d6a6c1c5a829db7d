// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace torture {

/// How much of a row is wanted. The short form belongs to every test run; the long one is as many
/// times as much.
struct Effort {
    double times = 1;
    std::uint64_t seed = 1;

    [[nodiscard]] std::uint64_t of(std::uint64_t short_form) const
    {
        return static_cast<std::uint64_t>(static_cast<double>(short_form) * times);
    }
};

/// What a row has found out.
struct Outcome {
    std::uint64_t tried = 0;
    std::uint64_t bad = 0;
    std::string figures;  ///< what was measured, in words: "longest stall 31 ms, p99 9 ms"
    std::vector<std::string> findings;  ///< of the bad ones, the first few; enough to reproduce
    std::optional<std::string> skipped;  ///< why the machine does not allow it; never passed then
};

/// One fault or threat, and what holds in spite of it.
struct Row {
    std::string id;  ///< as in docs/reliability.md: F01
    std::string rule;  ///< as a test is named: AKilledConsumerHoldsTheRingNoLonger
    std::string unit;  ///< what is counted as tried: kills
    double long_share = 1;  ///< its part of the time of a long run, beside the others'
    std::function<Outcome(const Effort&)> run;
};

/// All of them, in the order of the document.
[[nodiscard]] std::vector<Row> all_rows();

}  // namespace torture

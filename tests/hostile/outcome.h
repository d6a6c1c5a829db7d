// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace ringtest {

/// What became of a rule that was tried many times.
struct Outcome {
    std::uint64_t tried = 0;
    std::uint64_t bad = 0;  ///< how often the rule did not hold
    std::string figures;  ///< what was counted and measured, and the first thing that was bad

    /// Counts one that was bad; the first one is told.
    void complain(const std::string& what)
    {
        if (bad++ == 0) {
            figures += "first bad: " + what + "; ";
        }
    }
};

/// Rounds of a stress test: `RINGTEST_ROUNDS` times as many as the short form has.
[[nodiscard]] std::uint64_t rounds(std::uint64_t in_short_form);

}  // namespace ringtest

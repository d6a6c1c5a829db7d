// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "row.h"

#include <chrono>
#include <iosfwd>
#include <vector>

namespace torture {

struct Result {
    Row row;
    Outcome outcome;
    std::chrono::seconds took{};
};

/// One page: a line a row, then what was found and how to see it again, then what was skipped.
void write_page(std::ostream& out, const std::vector<Result>& results, const Effort& effort,
    std::chrono::seconds took);

/// Nothing bad in any row.
[[nodiscard]] bool all_good(const std::vector<Result>& results);

}  // namespace torture

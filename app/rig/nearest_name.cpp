// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/nearest_name.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace rig {
namespace {

/// How many characters must be put in, left out or changed (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (const char c : a) {
        std::size_t diagonal = std::exchange(row[0], row[0] + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (c == b[j] ? 0U : 1U);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string nearest_name(std::string_view wanted, std::span<const std::string> names)
{
    std::string nearest;
    std::size_t least = wanted.size() / 3 + 1;
    for (const auto& name : names) {
        if (const auto differing = distance(wanted, name); differing < least) {
            least = differing;
            nearest = name;
        }
    }
    return nearest;
}

}  // namespace rig

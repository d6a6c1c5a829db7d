// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace ringtest {

/// Calls `act` with each of `all`, so many at once: for what mostly waits.
template <typename T, typename F>
void side_by_side(const std::vector<T>& all, std::size_t at_once, F act)
{
    std::atomic<std::size_t> next{0};
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < std::min(at_once, all.size()); ++i) {
        threads.emplace_back([&] {
            for (std::size_t mine = next++; mine < all.size(); mine = next++) {
                act(all[mine]);
            }
        });
    }
}

}  // namespace ringtest

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>

namespace gui_test {

/// Decides by a seed: the same seed decides the same again.
class Dice {
public:
    explicit Dice(std::uint64_t seed)
        : m_engine(seed)
    {
    }

    /// @param end at least 1.
    [[nodiscard]] int below(int end)
    {
        return static_cast<int>(m_engine() % static_cast<std::uint64_t>(end));
    }
    [[nodiscard]] int between(int least, int most) { return least + below(most - least + 1); }
    [[nodiscard]] bool chance(int percent) { return below(100) < percent; }
    /// @param choices not empty; has size() and [].
    template <typename List>
    [[nodiscard]] decltype(auto) oneOf(List&& choices)
    {
        using Index = decltype(choices.size());
        return choices[static_cast<Index>(below(static_cast<int>(choices.size())))];
    }

private:
    std::mt19937_64 m_engine;  // the same numbers everywhere
};

}  // namespace gui_test

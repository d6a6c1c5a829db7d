// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/detail/test_point.h"
#include "ringlib/sequence.h"

#include <array>
#include <cstdint>

namespace ringtest {

/// Every word follows from the sequence, so a tear, a stale slot or a wrong lap shows.
struct CheckedEvent {
    std::array<std::uint64_t, 8> words;

    void fill(ringlib::Sequence sequence)
    {
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (i == words.size() / 2) {
                reach(ringlib::detail::Step::WriteHalf);
            }
            words[i] = word(sequence, i);
        }
    }
    [[nodiscard]] bool is(ringlib::Sequence sequence) const
    {
        bool same = true;
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (i == words.size() / 2) {
                reach(ringlib::detail::Step::ReadHalf);
            }
            same = same && words[i] == word(sequence, i);
        }
        return same;
    }

private:
    static std::uint64_t word(ringlib::Sequence sequence, std::size_t i)
    {
        return (static_cast<std::uint64_t>(sequence) + i) * 0x9e3779b97f4a7c15ULL;
    }
};

}  // namespace ringtest

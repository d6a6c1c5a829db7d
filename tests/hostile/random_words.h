// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdint>

namespace ringtest {

/// The same words for the same seed.
class RandomWords {
public:
    explicit RandomWords(std::uint64_t seed)
        : m_state(seed)
    {
    }
    std::uint64_t next()  // SplitMix64
    {
        m_state += 0x9e3779b97f4a7c15;
        std::uint64_t word = m_state;
        word = (word ^ (word >> 30U)) * 0xbf58476d1ce4e5b9;
        word = (word ^ (word >> 27U)) * 0x94d049bb133111eb;
        return word ^ (word >> 31U);
    }
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }

private:
    std::uint64_t m_state;
};

}  // namespace ringtest

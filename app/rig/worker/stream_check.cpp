// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/stream_check.h"

#include <iterator>

namespace rig {
namespace {

// A stream that is broken all over must not eat the memory: later gaps still count, but what comes
// late out of them counts as a duplicate.
constexpr std::size_t kMissingRunsMax = 4096;

}  // namespace

void StreamCheck::take_unexpected(const SeenEvent& seen)
{
    if (!seen.intact) {
        ++m_totals.torn;
        ++m_expected;  // its sequence cannot be believed: it stands where the expected one would
        return;
    }
    if (seen.sequence > m_expected) {
        m_totals.gaps += seen.sequence - m_expected;
        if (m_missing.size() < kMissingRunsMax) {
            m_missing.emplace(m_expected, seen.sequence);
        }
        note_sequence(seen.sequence);
        m_expected = seen.sequence + 1;
        m_epoch = seen.epoch;
    } else if (seen.sequence == m_expected) {
        ++m_totals.out_of_order;  // of a producer before the last one
        note_sequence(seen.sequence);
        ++m_expected;
    } else if (take_missing(seen.sequence)) {
        --m_totals.gaps;
        ++m_totals.out_of_order;
    } else if (!seen.redelivered) {
        ++m_totals.duplicates;
    }
}

bool StreamCheck::take_missing(std::uint64_t sequence)
{
    auto run = m_missing.upper_bound(sequence);
    if (run == m_missing.begin()) {
        return false;
    }
    run = std::prev(run);
    const auto [from, to] = *run;
    if (sequence >= to) {
        return false;
    }
    m_missing.erase(run);
    if (from < sequence) {
        m_missing.emplace(from, sequence);
    }
    if (sequence + 1 < to) {
        m_missing.emplace(sequence + 1, to);
    }
    return true;
}

}  // namespace rig

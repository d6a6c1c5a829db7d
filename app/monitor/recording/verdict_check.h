// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/format.h"
#include "monitor/ring_reading.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace monitor::recording {

/// Whether the rules of today say of one ring's consumers what was said while it was recorded.
/// A recording that began when its ring was watched already lacks what the first verdicts were
/// given by: these are not compared.
class VerdictCheck {
public:
    struct Result {
        std::uint64_t compared = 0;
        std::uint64_t changed = 0;
    };

    /// What is said today. In the order of their times.
    void judged(const RingReading& reading);
    /// What was said then.
    void said(const Verdict& verdict, Duration longest_look_back);
    /// At the end: what judges from another moment on does so earlier or later.
    [[nodiscard]] Result result() const;

private:
    [[nodiscard]] bool is_given(const Verdict& said) const;

    std::optional<TimePoint> m_begin;  // the first sample
    std::set<std::string> m_followed;  // consumers of which all is here that was ever judged
    std::vector<Verdict> m_given;
    std::vector<Verdict> m_said;
};

}  // namespace monitor::recording

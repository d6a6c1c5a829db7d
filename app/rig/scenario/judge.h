// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/scenario/finding.h"
#include "rig/scenario/result.h"

namespace rig::scenario {

/// Follows one expectation through a run.
class Judge {
public:
    explicit Judge(const Expectation& expectation);

    void look(const RunHistory& history);
    /// The run is to end now, and what comes of that was not meant to be forbidden.
    void close(const RunHistory& history);
    /// The run is cut: what was not seen by now is not known.
    void cut(const RunHistory& history);
    /// Everybody has ended: what has not come never comes.
    void finish(const RunHistory& history);

    [[nodiscard]] const ResultLine& line() const { return m_line; }
    [[nodiscard]] const Expectation& expectation() const { return m_expectation; }
    /// Nothing more is to be seen of it before the processes end.
    [[nodiscard]] bool is_settled() const;

private:
    [[nodiscard]] bool is_open(const RunHistory& history) const;
    void look_for_coming(const RunHistory& history);
    void judge_time(const Finding& finding, const RunHistory& history);
    [[nodiscard]] std::optional<Time> reference(const RunHistory& history, Time until) const;
    void settle(LineStatus status, const Finding& finding);

    Expectation m_expectation;
    ResultLine m_line;
    bool m_was_open = false;
    std::optional<Time> m_opened;
};

}  // namespace rig::scenario

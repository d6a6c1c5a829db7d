// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "torture/row.h"

#include <cstdint>
#include <string>
#include <utility>

namespace torture {

/// What a row gathers while it runs.
class Evidence {
public:
    void tried(std::uint64_t times = 1) { m_outcome.tried += times; }
    /// @returns `good`; otherwise it is one bad more.
    bool expect(bool good, const std::string& finding)
    {
        if (!good) {
            ++m_outcome.bad;
            if (m_outcome.findings.size() < kFindings) {
                m_outcome.findings.push_back(finding);
            }
        }
        return good;
    }
    [[nodiscard]] Outcome outcome(std::string figures)
    {
        m_outcome.figures = std::move(figures);
        return std::move(m_outcome);
    }
    /// The machine does not allow it.
    [[nodiscard]] static Outcome skipped(std::string reason)
    {
        Outcome outcome;
        outcome.skipped = std::move(reason);
        return outcome;
    }

private:
    static constexpr std::size_t kFindings = 5;
    Outcome m_outcome;
};

}  // namespace torture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace widgets {

/// Top of an axis that starts at 0. It grows at once and shrinks only when much less was needed for
/// some seconds, so that it does not jump with every sample.
class AutoRange {
public:
    static constexpr double kShrinkAfter = 3;  ///< seconds

    explicit AutoRange(double top = 10)
        : m_top(top)
    {
    }

    /// @param largest value in view
    /// @param now seconds
    void fit(double largest, double now);
    [[nodiscard]] double top() const { return m_top; }

private:
    double m_top;
    std::optional<double> m_smallSince;
};

}  // namespace widgets

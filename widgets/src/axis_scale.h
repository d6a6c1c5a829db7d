// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace widgets {

/// Values to shares of the height of a strip, 0 at its lower edge.
struct AxisScale {
    double bottom = 0;
    double top = 1;
    bool log = false;
    double band = 0;  ///< share below `bottom` of a logarithmic axis, where everything less lies

    /// Between 0 and 1; what is no finite number is at 0.
    [[nodiscard]] double share(double value) const;
};

/// Round values for the marks of an axis, at most so many, none at the very top.
[[nodiscard]] std::vector<double> axisTicks(const AxisScale& scale, int most);

}  // namespace widgets

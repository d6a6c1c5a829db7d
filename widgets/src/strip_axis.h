// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auto_range.h"
#include "axis_scale.h"

#include <optional>

namespace widgets {

struct Strip;

struct AxisLimits {
    double bottom = 0;
    double top = 1;

    [[nodiscard]] bool operator==(const AxisLimits&) const = default;
};

/// The value axis of one strip: linear or logarithmic, following its data or as the user set it.
class StripAxis {
public:
    explicit StripAxis(const Strip& strip);

    /// The strip as it is now; what the user set stays.
    void adopt(const Strip& strip);
    /// @param largest value in view
    /// @param now seconds
    void fit(double largest, double now);
    /// @param band share of the height that is kept for what is less than the floor
    [[nodiscard]] AxisScale scale(double band) const;

    [[nodiscard]] bool isLog() const { return m_log; }
    void setLog(bool log) { m_log = log; }
    /// As the strip is made.
    [[nodiscard]] bool isLogByNature() const { return m_logByNature; }
    /// What the user set; nothing: the axis follows its data.
    [[nodiscard]] const std::optional<AxisLimits>& limits() const { return m_limits; }
    /// Limits that are not in order are refused.
    bool setLimits(const std::optional<AxisLimits>& limits);

private:
    double m_floor = 1;
    std::optional<double> m_fixedTop;
    AutoRange m_linear;
    AutoRange m_decades;  ///< above the floor
    std::optional<AxisLimits> m_limits;
    bool m_logByNature = false;
    bool m_log = false;
};

}  // namespace widgets

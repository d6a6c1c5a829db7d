// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace widgets {

/// Which time is in view: the last `window` seconds before a right edge that follows now or stays,
/// and some room after it for what is due.
class TimeView {
public:
    static constexpr double kRoom = 0.08;  ///< of the window
    static constexpr double kShortest = 0.2;  ///< seconds
    static constexpr double kLongest = 7200;

    void advance(double now);
    void setFollow(bool follow);
    void setWindow(double seconds);
    /// Moves the view by `seconds`, at most to now. Leaves Follow.
    void pan(double seconds);
    /// Following, only the window changes; else `time` keeps its place.
    void zoom(double factor, double time);
    /// Leaves Follow.
    void show(double from, double to);

    [[nodiscard]] bool follows() const { return m_follows; }
    [[nodiscard]] double window() const { return m_window; }
    [[nodiscard]] double now() const { return m_now; }
    /// Right edge of the past in view.
    [[nodiscard]] double edge() const { return m_follows ? m_now : m_edge; }
    /// What times are told relative to: now, or the moment at which Follow was left.
    [[nodiscard]] double reference() const { return m_follows ? m_now : m_reference; }
    [[nodiscard]] double from() const { return edge() - m_window; }
    [[nodiscard]] double to() const { return edge() + m_window * kRoom; }

private:
    void freeze();

    double m_now = 0;
    double m_window = 30;
    double m_edge = 0;
    double m_reference = 0;
    bool m_follows = true;
};

/// Distance of the marks on a time axis: round, and at least `pixels` apart.
[[nodiscard]] double timeStep(double secondsPerPixel, double pixels);

}  // namespace widgets

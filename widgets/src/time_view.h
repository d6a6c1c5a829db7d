// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace widgets {

/// Which time is in view: the last `window` seconds before a right edge that follows now or stays,
/// and some room after it for what is due.
class TimeView {
public:
    static constexpr double kRoom = 0.08;  ///< of the window
    static constexpr double kShortest = 0.2;  ///< seconds
    static constexpr double kLongest = 7200;

    /// Where the view was, to come back to.
    struct Place {
        double window = 0;
        double edge = 0;
        double reference = 0;
        bool follows = true;

        /// Following, only the window is of its own.
        [[nodiscard]] bool operator==(const Place& other) const
        {
            return follows == other.follows && window == other.window
                && (follows || (edge == other.edge && reference == other.reference));
        }
    };

    /// What is over begins and ends somewhere: the view stays within, and now may go back.
    struct Bounds {
        double first = 0;
        double last = 0;
    };
    /// @param bounds nothing: now is the last there is, and only grows
    void setBounds(const std::optional<Bounds>& bounds, double now);
    [[nodiscard]] bool isBounded() const { return m_bounds.has_value(); }

    void advance(double now);
    void setFollow(bool follow);
    void setWindow(double seconds);
    /// Moves the view by `seconds`, at most to now. Leaves Follow.
    void pan(double seconds);
    /// `time` keeps its place. Leaves Follow.
    void zoom(double factor, double time);
    /// Leaves Follow.
    void show(double from, double to);

    [[nodiscard]] Place place() const { return {m_window, m_edge, m_reference, m_follows}; }
    void restore(const Place& place);

    [[nodiscard]] bool follows() const { return m_follows; }
    [[nodiscard]] double window() const { return m_window; }
    [[nodiscard]] double now() const { return m_now; }
    /// The last there is to see.
    [[nodiscard]] double latest() const { return m_bounds ? m_bounds->last : m_now; }
    /// Right edge of the past in view.
    [[nodiscard]] double edge() const { return m_follows ? followedEdge() : m_edge; }
    /// What times are told relative to: now, or the moment at which Follow was left.
    [[nodiscard]] double reference() const { return m_follows || m_bounds ? m_now : m_reference; }
    [[nodiscard]] double from() const { return edge() - m_window; }
    [[nodiscard]] double to() const { return edge() + m_window * kRoom; }

private:
    void freeze();
    [[nodiscard]] double followedEdge() const;

    double m_now = 0;
    double m_window = 30;
    double m_edge = 0;
    double m_reference = 0;
    bool m_follows = true;
    std::optional<Bounds> m_bounds;
};

/// Distance of the marks on a time axis: round, and at least `pixels` apart.
[[nodiscard]] double timeStep(double secondsPerPixel, double pixels);

}  // namespace widgets

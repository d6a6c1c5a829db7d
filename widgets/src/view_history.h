// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "time_view.h"

#include <deque>
#include <optional>

namespace widgets {

/// The places where the view was, to go back to and forth again.
class ViewHistory {
public:
    static constexpr std::size_t kDeepest = 100;
    static constexpr double kOneTurn = 0.7;  ///< seconds

    enum class Step {
        Jump,  ///< undone by itself
        Notch  ///< of the wheel or by a key: those that follow each other quickly are undone
               ///< together
    };

    /// The view left `before`.
    /// @param time seconds, on any clock that does not jump
    void left(const TimeView::Place& before, Step step, double time);
    [[nodiscard]] std::optional<TimeView::Place> undo(const TimeView::Place& current);
    [[nodiscard]] std::optional<TimeView::Place> redo(const TimeView::Place& current);

private:
    std::deque<TimeView::Place> m_past;  // newest last
    std::deque<TimeView::Place> m_future;  // next one last
    std::optional<double> m_lastNotch;
};

}  // namespace widgets

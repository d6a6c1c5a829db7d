// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_session.h"

#include "monitor/history.h"

#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace widgets {
class StripPlot;
}

namespace gui {

/// One line below the plots: what happened between the markers A and B. There while there is a
/// marker.
class MeasureLine : public QWidget {
    Q_OBJECT
public:
    /// @param plot outlives it.
    MeasureLine(widgets::StripPlot& plot, QWidget* parent);

    /// Another ring, or none.
    /// @param history of it; outlives it, or the session changes first
    void setSession(const RingSession* session, const monitor::History& history);
    /// Looks again while the newest marker is younger than the newest sample.
    void refresh(monitor::TimePoint now);
    [[nodiscard]] QString text() const;

private Q_SLOTS:
    void measureAgain();
    void copy() const;

private:
    widgets::StripPlot& m_plot;
    const monitor::History* m_history = nullptr;
    const RingSession* m_session = nullptr;
    QLabel* m_text;
    QToolButton* m_copy;
    bool m_isFresh = false;  ///< samples up to the marker may still come
};

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/plots/history_source.h"
#include "gui/plots/ring_strips.h"
#include "gui/rings/ring_session.h"

#include <QWidget>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace widgets {
class DiagnosisBar;
class StripPlot;
}  // namespace widgets

namespace gui {

class MeasureLine;

/// The centre of the window: one sentence about a ring, and its past.
class RingPage : public QWidget {
    Q_OBJECT
public:
    /// @param history of what is live; outlives it.
    explicit RingPage(const monitor::History& history, QWidget* parent = nullptr);

    /// Another ring, or none; the view follows again.
    void setSession(RingSession* session);
    /// One frame of the plots.
    void refresh(monitor::TimePoint now);
    /// Words, names and the event lane.
    void showReading(monitor::TimePoint now);
    void setReadOnly(bool proven, const QString& proof);
    /// Where a box about the chips of the sentence belongs: its upper right corner on the screen.
    [[nodiscard]] QPoint belowSentence() const;

    [[nodiscard]] bool follows() const;
    void setFollow(bool follow);
    [[nodiscard]] double windowSeconds() const;
    void setWindowSeconds(double seconds);
    void showOldest();
    /// Leaves Follow; the moment is where the crosshair stands.
    void showMoment(monitor::TimePoint at);
    void resetView(double windowSeconds);

    /// The time that is pointed at.
    [[nodiscard]] std::optional<monitor::TimePoint> crosshair() const;
    /// How long ago the right edge of the view was, in seconds; 0 while it follows.
    [[nodiscard]] double frozenSeconds() const;
    [[nodiscard]] widgets::StripPlot& plot() { return *m_plot; }
    [[nodiscard]] double replotMilliseconds() const;
    [[nodiscard]] quint64 frames() const;

Q_SIGNALS:
    void followChanged(bool follows);
    void windowChanged(double seconds);
    void evidenceRequested();
    void proofRequested();

private:
    /// Whatever makes other strips of the same consumers.
    struct StripFacts {
        std::string strong;
        std::uint64_t capacity = 0;
        std::optional<monitor::TimePoint> firstSample;
        bool latency = false;

        [[nodiscard]] bool operator==(const StripFacts&) const = default;
    };

    void takeHistory();
    void updateStrips();
    [[nodiscard]] StripFacts stripFacts() const;
    void chooseCurves(monitor::TimePoint now);
    void clearMarks();
    void keepNote(double time, const QString& text);
    void updateEvents();

    const monitor::History& m_live;
    const monitor::History* m_history;  ///< of the session
    std::shared_ptr<HistorySource> m_source;
    RingSession* m_session = nullptr;
    widgets::DiagnosisBar* m_bar;
    widgets::StripPlot* m_plot;
    MeasureLine* m_measure;
    ShownConsumers m_shown;
    std::optional<monitor::TimePoint> m_chosenAt;
    StripFacts m_facts;
    monitor::TimePoint m_now;
};

}  // namespace gui

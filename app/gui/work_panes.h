// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/consumer_rows.h"
#include "gui/ring_row.h"
#include "gui/ring_session.h"

#include <QByteArray>
#include <QList>
#include <QObject>

#include <array>
#include <vector>

class QAction;
class QDockWidget;
class QMainWindow;

namespace gui {

class ConsumersPane;
class DockTitle;
class RingsPane;
class RingViewPane;

/// The panes around the plots: the rings, the ring view, the consumers.
class WorkPanes : public QObject {
    Q_OBJECT
public:
    explicit WorkPanes(QMainWindow& window);

    /// They have nothing to show while no ring is attached; then they keep their layout.
    void setShown(bool shown);
    /// Of the panes at work, whether they are shown or not.
    [[nodiscard]] QByteArray layout() const;
    /// Does nothing for what is no layout of these panes.
    void setLayout(const QByteArray& layout);
    /// Every pane in its place.
    void arrange();
    [[nodiscard]] QList<QAction*> toggleActions() const;

    void showRings(std::vector<RingRow> rows, const std::string& current, bool demo);
    void showPicture(const RingSession& session);
    /// @param pointed time in the plots, if there is one
    void showConsumers(const RingSession& session, const monitor::History& history,
        std::optional<monitor::TimePoint> pointed);
    void showEvidence(const RingSession& session);
    void focusRingName();
    void raiseConsumers();

Q_SIGNALS:
    void attachRequested(const QString& ring);
    void consumerSelected(const QString& id);

private:
    void giveSizes();

    enum Pane { Rings, RingViewing, Consumers };
    static constexpr std::size_t kPanes = Consumers + 1;

    QMainWindow& m_window;
    RingsPane* m_rings;
    RingViewPane* m_ringView;
    ConsumersPane* m_consumers;
    std::array<QDockWidget*, kPanes> m_docks{};
    std::array<DockTitle*, kPanes> m_titles{};
    bool m_shown = true;
    QByteArray m_layout;  ///< while they are not shown; empty: each in its place
    LagSparklines m_sparklines;
};

}  // namespace gui

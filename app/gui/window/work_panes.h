// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_row.h"
#include "gui/rings/ring_session.h"
#include "gui/tables/consumer_rows.h"
#include "gui/tables/journal.h"

#include <QByteArray>
#include <QList>
#include <QObject>

#include <array>
#include <vector>

class QAction;
class QDockWidget;
class QMainWindow;
class QStackedWidget;

namespace widgets {
class ConsumerTableView;
}

namespace gui {

class ConsumersPane;
class DockTitle;
class EventsPane;
class MemoryPane;
class OutputPane;
class ProblemsPane;
class TabStrip;
class RingsPane;
class RingViewPane;

/// The panes around the plots: the rings and the ring view at the left; below, as tabs, the
/// consumers, what happened, what went wrong, what workers wrote, what lies in the memory.
class WorkPanes : public QObject {
    Q_OBJECT
public:
    enum class Tab { Consumers, Events, Problems, Output, Memory };

    /// @param journal outlives it.
    WorkPanes(QMainWindow& window, Journal& journal);

    /// A pane at the right that has something to show without a ring, too.
    void adopt(QDockWidget& dock);
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
    [[nodiscard]] widgets::ConsumerTableView& table() const;
    void focusRingName();
    void raise(Tab tab);

public Q_SLOTS:
    /// Of the events while they are looked at, else of the rings.
    void focusFilter();
    void showNextProblem();
    void showPreviousProblem();

Q_SIGNALS:
    void attachRequested(const QString& ring);
    void dismissRequested(const std::string& ring);
    void consumerSelected(const QString& id);
    void momentSelected(const gui::Moment& moment);
    void resetRequested();

private Q_SLOTS:
    void showCounts();

private:
    void makeTabs(Journal& journal);
    void addTab(const QString& title, const QString& key, QWidget* pane);
    void giveSizes();
    void placeAdopted();

    enum Pane { Rings, RingViewing, Details };
    static constexpr std::size_t kPanes = Details + 1;

    QMainWindow& m_window;
    RingsPane* m_rings;
    RingViewPane* m_ringView;
    ConsumersPane* m_consumers;
    EventsPane* m_events;
    ProblemsPane* m_problems;
    OutputPane* m_output;
    MemoryPane* m_memory;
    Journal& m_journal;
    QStackedWidget* m_tabPages;
    TabStrip* m_tabs = nullptr;
    QList<QAction*> m_tabActions;
    std::array<QDockWidget*, kPanes> m_docks{};
    std::array<DockTitle*, kPanes> m_titles{};
    QDockWidget* m_adopted = nullptr;
    bool m_shown = true;
    QByteArray m_layout;  ///< while they are not shown; empty: each in its place
    LagSparklines m_sparklines;
};

}  // namespace gui

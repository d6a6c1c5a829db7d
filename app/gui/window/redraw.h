// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_census.h"
#include "gui/rings/workbench.h"

#include <QObject>

#include <optional>

namespace gui {

class RingListModel;
class RingPage;
class Selection;
class StartPage;
class StatusLine;
class StatusReader;
class WorkPanes;

/// The parts of the window that show readings; they outlive who draws them.
struct ShownParts {
    const RingCensus& census;
    RingPage& ringPage;
    StartPage& startPage;
    RingListModel& found;
    WorkPanes& panes;
    Selection& selection;
    StatusLine& status;
    StatusReader& statusReader;
};

/// Draws what was sampled: the curves with each tick, words less often, lists still less. Nothing
/// while the window cannot be seen.
class Redraw : public QObject {
    Q_OBJECT
public:
    Redraw(QWidget& window, Workbench& workbench, ShownParts parts);

public Q_SLOTS:
    void showFrame();
    /// Everything at once: the user did something.
    void showAll();
    /// The same, as often as it may be: status and lists come in their turn.
    void showMoment();
    void showStatus();
    /// What the lookout found.
    void showFound();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showWords(monitor::TimePoint now);
    [[nodiscard]] bool canBeSeen() const;

    QWidget& m_window;
    Workbench& m_workbench;
    ShownParts m_parts;
    unsigned m_frame = 0;
    std::optional<monitor::TimePoint> m_pointed;  ///< what the table of consumers shows
};

}  // namespace gui

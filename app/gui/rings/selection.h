// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/workbench.h"

#include <QObject>

#include <optional>
#include <string>

namespace widgets {
class StripPlot;
}

namespace gui {

class Actions;

/// A point in the past of a ring that can be gone to, and who it is about.
struct Moment {
    std::string ring;
    std::string consumer;  ///< empty: nobody in particular
    monitor::TimePoint at;
};

/// What every pane follows: one ring, one of its consumers, one moment. Which ring, the workbench
/// knows; which consumer, its session.
class Selection : public QObject {
    Q_OBJECT
public:
    /// All of them outlive it.
    Selection(
        Workbench& workbench, const Actions& actions, widgets::StripPlot& plot, QObject* parent);

    /// Null while nothing is attached.
    [[nodiscard]] RingSession* ring() const { return m_workbench.current(); }
    /// Of that ring; empty when it has none.
    [[nodiscard]] std::string consumer() const;
    /// Nothing until one was chosen, and once it was let go.
    [[nodiscard]] const std::optional<Moment>& moment() const { return m_moment; }

    /// The number keys go to the consumers of `session`.
    void showKeys(const RingSession& session);

public Q_SLOTS:
    /// @param shownId as it is shown.
    void selectConsumer(const QString& shownId);
    /// The ring too, if it is watched, and the consumer.
    void selectMoment(const gui::Moment& moment);
    void clear();

Q_SIGNALS:
    void changed();
    /// The user wants to see it.
    void momentSelected(const gui::Moment& moment);

private Q_SLOTS:
    void selectNumber();
    /// @param series number of its colour.
    void selectSeries(int series);
    void soloNumber();
    void forgetMoment();

private:
    Workbench& m_workbench;
    const Actions& m_actions;
    widgets::StripPlot& m_plot;
    std::optional<Moment> m_moment;
};

}  // namespace gui

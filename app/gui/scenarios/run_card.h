// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/selection.h"
#include "gui/scenarios/shown_run.h"

#include "widgets/card.h"

class QLabel;
class QLineEdit;
class QToolButton;

namespace gui {

class Actions;
class ExpectationList;
class LineLabel;

/// One run: its verdict with what was expected and what came of it, how to have it again, and what
/// can be done with it; how far it has come, while it goes on.
class RunCard : public widgets::Card {
    Q_OBJECT
public:
    /// @param actions of its buttons.
    RunCard(const Actions& actions, QWidget* parent);

    void showRun(const ShownRun& run);
    [[nodiscard]] const ShownRun& run() const { return m_run; }

Q_SIGNALS:
    void momentChosen(const gui::Moment& moment);
    /// The plots of the run are no more, its recording is.
    void recordingChosen(const QString& path, double seconds);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void jump(double seconds);
    [[nodiscard]] QString linkTo(double seconds) const;
    [[nodiscard]] QRect head() const;

    ShownRun m_run;
    LineLabel* m_title;
    QLabel* m_meta;
    ExpectationList* m_lines;
    QWidget* m_commandRow;
    QLineEdit* m_command;
    LineLabel* m_folder;
    QLabel* m_noMoment;  ///< why no moment of it can be gone to
    std::vector<QToolButton*> m_afterwards;  ///< what can be done when it is over
    QToolButton* m_abort;
};

}  // namespace gui

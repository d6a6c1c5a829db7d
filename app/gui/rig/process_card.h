// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rig/live/live_status.h"

#include <QWidget>

#include <optional>

class QAction;
class QLabel;
class QToolButton;

namespace gui {

class PaceControl;

/// One process of the rig: how it is, how fast it is, and what can be done with it.
class ProcessCard : public QWidget {
    Q_OBJECT
public:
    explicit ProcessCard(const rig::LiveWorker& worker, QWidget* parent = nullptr);

    /// @param stalled by the user, and not resumed yet.
    void showWorker(const rig::LiveWorker& worker, bool stalled);
    [[nodiscard]] const std::string& name() const { return m_worker.name; }
    /// The target of the faults.
    void setMarked(bool marked);

Q_SIGNALS:
    void pauseClicked();
    void stopClicked();
    void restartClicked();
    void copyClicked();
    void rateChosen(quint64 perSecond);
    void workChosen(qint64 nanoseconds);
    void refused(const QString& why);
    /// Wants to be the target.
    void pressed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    QToolButton* makeButton(const char* name);
    void makePace();
    void showButtons(bool stalled);

    rig::LiveWorker m_worker;
    bool m_marked = false;
    std::optional<bool> m_shownRuns;  ///< what the buttons are for, with the next
    bool m_shownStalled = false;
    QLabel* m_name;
    QLabel* m_pid;
    QLabel* m_state;
    QLabel* m_remark;
    QToolButton* m_pause;
    QToolButton* m_stop;
    QToolButton* m_restart;
    QAction* m_copy;
    PaceControl* m_pace = nullptr;
};

}  // namespace gui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

#include <array>

class QAction;
class QDockWidget;
class QMainWindow;
class QToolBar;
class QWidget;

namespace gui {

class DockTitle;
class RigActions;

/// The panes that act, at the right of the window: there while a rig runs, or when the user wants
/// them. In a narrow window a strip of buttons stands for them, and each comes when it is asked
/// for.
class RigDocks : public QObject {
    Q_OBJECT
public:
    RigDocks(QMainWindow& window, const RigActions& actions, QWidget* rig, QWidget* faults);

    /// A rig runs, or runs no more.
    void setRigRuns(bool runs);
    void setRemarks(const QString& rig, const QString& faults);
    /// The user wants them.
    void open();
    void setNarrow(bool narrow);
    [[nodiscard]] QList<QAction*> toggleActions() const;

public Q_SLOTS:
    /// Both in their place.
    void arrange();
    /// A layout was restored that may know nothing of this.
    void keepOpenness();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private Q_SLOTS:
    void choosePerspective();

private:
    void makeStrip();
    void setOpen(bool open);
    void showPanes();
    void giveSizes();

    enum Pane { Rig, Faults };
    static constexpr std::size_t kPanes = Faults + 1;

    QMainWindow& m_window;
    const RigActions& m_actions;
    std::array<QDockWidget*, kPanes> m_docks{};
    std::array<DockTitle*, kPanes> m_titles{};
    QToolBar* m_strip;
    std::array<bool, kPanes> m_asked{};  ///< for, in a narrow window
    bool m_narrow = false;
    bool m_open = false;
    bool m_hasSizes = false;
    bool m_byUser = false;  ///< open also without a rig
};

}  // namespace gui
